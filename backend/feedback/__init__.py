"""What people say about the app itself: kept for two years, read by managers and admins."""
