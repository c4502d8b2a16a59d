"""The server: keeps what is passed on, forwards it to the team that solves it, and tells what becomes of it."""

import gc

# What is imported stays; at its own pace the collector goes through all of it again and again, a fifth of each start.
gc.set_threshold(50_000, 20, 20)
