"""Real complaints passed on through the whole of it, and counted: each must come through once."""
