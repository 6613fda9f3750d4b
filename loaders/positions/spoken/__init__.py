"""What speakers and authors say in words of their own: demands, calls, consequences; and in whose voice.

``voices`` tells whose words a clause is; the other files read it as that speaker's.
"""
