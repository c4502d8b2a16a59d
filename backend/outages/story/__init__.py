"""What came of outages: the story of one, who was reached, and figures over many."""
