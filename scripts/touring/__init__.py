"""A day at the desk by a program that has an API key and `/openapi.json`, and nothing else."""
