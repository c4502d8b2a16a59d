"""The name under which a file is shown and saved: readable in any script, and nothing but a name."""

import unicodedata

from backend.tickets.attachments.sniffing import JPEG, PDF, PNG, TEXT

LONGEST = 120
_ENDINGS = {JPEG: (".jpg", ".jpeg"), PNG: (".png",), PDF: (".pdf",), TEXT: (".txt", ".log")}
_JOINERS = "\u200c\u200d"
"""Without these, Persian and Indic words are spelt wrong; other characters that show nothing only deceive."""
_FORBIDDEN = '<>:"|?*'
"""What Windows takes in no file name."""


def clean(name: str, kind: str) -> str:
    """`name` without a path, invisible characters or what a disk refuses, ending as a file of type `kind` does."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join("_" if c in _FORBIDDEN else c for c in last if _is_seen(c))
    stem = " ".join(shown.split()).rstrip(". ")
    ending = next((e for e in _ENDINGS[kind] if stem.lower().endswith(e)), "")
    stem = stem[: len(stem) - len(ending)].strip(". ")[:LONGEST] or "attachment"
    return stem + (ending or _ENDINGS[kind][0])


def _is_seen(char: str) -> bool:
    return char in _JOINERS or char == " " or unicodedata.category(char)[0] not in "CZ"
