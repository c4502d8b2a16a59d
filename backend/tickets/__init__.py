"""Tickets: one problem or question each, its timeline, and all that people do with it."""
