"""The production server and its worker, under one supervisor."""
