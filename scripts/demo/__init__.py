"""Everything at once on this machine, to try out."""
