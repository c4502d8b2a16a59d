"""Who follows from outside the app: the friend's status page, letters to followers, feeds for readers and calendars."""
