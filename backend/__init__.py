"""The server: keeps what is passed on, forwards it to the team that solves it, and tells what becomes of it."""
