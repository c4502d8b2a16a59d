"""Links under which a screen on a wall shows how things are: no sign-in, no words of anybody's, nothing to press."""
