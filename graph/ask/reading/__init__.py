"""A question read: its form, its filters, what is asked for; nothing of the graph is known here."""
