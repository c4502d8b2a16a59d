"""Nobody has to be looking: who is on duty, and what they are told until one of them says "I have it"."""
