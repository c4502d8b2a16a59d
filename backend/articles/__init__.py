"""Help at once: what can be tried for a symptom, before anything is passed on."""
