"""People, memberships, sign-in, tokens and API keys."""
