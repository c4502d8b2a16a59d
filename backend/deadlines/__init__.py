"""How long a ticket may take: business hours, holidays, and each team's targets; what a ticket's clocks count by."""
