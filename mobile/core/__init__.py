"""What the app does without a window: it keeps, sends, reads and checks."""
