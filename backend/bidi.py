"""Texts that run from right to left, or say so by marks that nobody sees, within sentences of ours."""

_EMBEDS, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_POP_EMBED, _POP_ISOLATE = "\u202c", "\u2069"


def closed(text: str) -> str:
    """The text with each direction that it opens closed within its line: what we say after it runs on as it should."""
    return "\n".join(line + _missing(line) for line in text.split("\n"))


def _missing(line: str) -> str:
    """What closes a line, the last opened first (UAX #9: an isolate's end also ends the embeddings within it)."""
    opened: list[str] = []
    for mark in line:
        if mark in _EMBEDS:
            opened.append(_POP_EMBED)
        elif mark in _ISOLATES:
            opened.append(_POP_ISOLATE)
        elif mark == _POP_EMBED and opened and opened[-1] == _POP_EMBED:
            opened.pop()
        elif mark == _POP_ISOLATE and _POP_ISOLATE in opened:
            while opened.pop() != _POP_ISOLATE:
                pass
    return "".join(reversed(opened))
