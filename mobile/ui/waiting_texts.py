"""The part of the catalogue that tells what waits to be sent, and how the link is."""

from mobile.ui.text import Text

_T = Text

WAITING_TEXTS: dict[str, Text] = {
    "unsent.photo": _T("Foto", "Photo"),
    "notice.photo_gone": _T(
        "Deze foto staat niet meer op je telefoon. Kies hem opnieuw.",
        "This photo is no longer on your phone. Pick it again.",
    ),
}
