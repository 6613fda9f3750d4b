"""One English sentence parsed: ``phrases`` and verb groups, ``clauses`` with their subjects, ``slots`` of
each, modality.

Take ``parse`` from ``parsing``; what others see are the types of ``units``.
"""
