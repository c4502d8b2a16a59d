"""Whether a text can be somebody's e-mail address: said while it is typed, and again by the server."""


def is_mailbox(text: str) -> bool:
    """Something on both sides of an @, without a gap; what a mail server thinks of it is not known here."""
    local, at, domain = text.rpartition("@")
    return bool(at and local and domain) and text.isprintable() and " " not in text
