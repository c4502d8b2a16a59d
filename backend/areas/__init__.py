"""Where a postcode lies: places, municipalities and provinces, from the country's list and what a company imported."""
