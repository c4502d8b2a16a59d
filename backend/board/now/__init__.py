"""What goes on now, the worst first, and who is on it: what a manager sees first."""
