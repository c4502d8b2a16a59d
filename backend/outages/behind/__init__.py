"""Who is behind an outage: tickets, and customers for whom no ticket was needed; and how each hears of it."""
