"""Saved views: the filters and order of a queue under a name, one's own or a team's."""
