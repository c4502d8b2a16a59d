"""Outages in the browser: the list, one, and all that a manager does to it."""
