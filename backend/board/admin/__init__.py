"""What admins look after in the browser, and what teams keep themselves: over the same services as the API."""
