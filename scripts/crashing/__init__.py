"""The crash campaign: kill -9 at random moments under load, with endpoints that misbehave, and the count afterwards."""
