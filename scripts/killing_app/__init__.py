"""kill -9 of the app at random moments: what it said to have kept is kept, and the server has each of it once."""
