"""Mail that goes out: where to (settings), what it looks like (message), and handing it to a mail server (smtp)."""
