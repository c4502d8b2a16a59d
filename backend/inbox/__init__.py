"""What comes back by mail: clicks on the links of a team's mail, and replies to it."""
