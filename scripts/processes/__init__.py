"""Starting programs, ending them, and waiting for what they do."""
