"""The knowledge folder of whoever runs Standpunkt: read and checked as a whole, and written to begin with.

``folder.knowledge_of`` gives what the settings name; ``writing`` fills a new one from ``template``.
"""
