"""What is attached to a ticket's entries: photos, PDFs and texts, taken in as nothing that could run."""
