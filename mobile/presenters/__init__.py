"""Each screen's state as a frozen dataclass, and what can be done on it; no window and no language in here."""
