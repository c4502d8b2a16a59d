"""Solving teams, the services they look after, the rules that route to them, and where they receive."""
