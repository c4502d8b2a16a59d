"""One module a screen: it shows a presenter's state and calls its actions, and decides nothing itself."""
