"""Who read whose personal data: an append-only log, once a reader, ticket and hour."""
