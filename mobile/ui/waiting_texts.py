"""The part of the catalogue that tells what waits to be sent, and how the link is."""

from mobile.ui.text import Text

_T = Text

WAITING_TEXTS: dict[str, Text] = {
    "unsent.photo": _T("Foto", "Photo"),
    "notice.maintenance": _T(
        "Er wordt aan Doorgeven gewerkt. Alles wordt bewaard en gaat weer vanaf {at}.",
        "Doorgeven is being worked on. Everything is kept and goes again from {at}.",
    ),
    "notice.wrong_date": _T(
        "Er komt geen veilige verbinding tot stand. Kijk of de datum van je telefoon klopt.",
        "There is no safe connection. Check the date of your phone.",
    ),
    "notice.clock_wrong": _T(
        "De klok van je telefoon klopt niet. Hier zie je de tijden van de server.",
        "Your phone's clock is wrong. Here you see the server's times.",
    ),
    "notice.link_shaky": _T(
        "De verbinding valt steeds uit. Alles wordt bewaard en vanzelf verstuurd.",
        "The connection keeps dropping. Everything is kept and sent by itself.",
    ),
    "notice.link_slow": _T(
        "De verbinding is traag. Je kunt gewoon doorgaan.", "The connection is slow. You can simply carry on."
    ),
    "notice.photo_gone": _T(
        "Deze foto staat niet meer op je telefoon. Kies hem opnieuw.",
        "This photo is no longer on your phone. Pick it again.",
    ),
}
