"""What changed since a cursor, for phones and programs that follow."""
