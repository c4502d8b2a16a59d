"""Files that come in pieces over a bad link, and become attachments when they are whole."""
