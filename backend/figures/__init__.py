"""What managers look at: tickets against the usual, teams, outages, a period looked back on; counted as they change."""
