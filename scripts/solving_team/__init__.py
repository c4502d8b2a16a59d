"""A stand-in for a solving team's own ticket system: a program of its own that knows only the webhook and REST.

It imports nothing of the product: what it does here, any company's system can do.
"""
