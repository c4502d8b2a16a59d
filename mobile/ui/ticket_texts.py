"""What is said of tickets, their list and their photos, beside what is older in `strings.py`."""

from mobile.ui.text import Text

_T = Text

TICKET_TEXTS: dict[str, Text] = {
    "tickets.needs_me": _T("Voor jou", "For you"),
    "tickets.unread": _T("Nieuw", "New"),
    "tickets.asks.works": _T("Werkt het weer? Laat het weten.", "Does it work again? Let them know."),
    "tickets.search": _T("Zoek op naam, postcode, kenmerk…", "Search by name, postcode, reference…"),
    "tickets.service": _T("Dienst", "Service"),
    "tickets.service.title": _T("Welke dienst?", "Which service?"),
    "tickets.service.all": _T("Alle diensten", "All services"),
    "tickets.show.all": _T("Alles", "All"),
    "tickets.show.needs_me": _T("Voor jou", "For you"),
    "tickets.show.unread": _T("Nieuw", "New"),
    "tickets.show.open": _T("Loopt nog", "Open"),
    "tickets.show.ended": _T("Afgerond", "Finished"),
    "photo.loading": _T("Foto ophalen…", "Fetching the photo…"),
    "photo.failed": _T("Foto niet opgehaald. Tik om het nog eens te proberen.", "Photo not fetched. Tap to try again."),
    "photo.number": _T("Foto {number} van {count}", "Photo {number} of {count}"),
    "ticket.photo": _T("Foto meesturen", "Send a photo along"),
    "ticket.tried": _T("Hielp niet: {title}", "Did not help: {title}"),
    "ticket.channel.phone": _T("Het liefst gebeld", "Best phoned"),
    "ticket.channel.sms": _T("Het liefst een sms", "Best by text"),
    "ticket.channel.email": _T("Het liefst een mail", "Best by mail"),
    "rating.title": _T("Hoe ging het?", "How did it go?"),
    "rating.text": _T("Het team leest mee en leert ervan.", "The team reads this and learns from it."),
    "rating.given": _T("Je gaf {stars} van de 5 sterren", "You gave {stars} of 5 stars"),
    "rating.waits": _T("Wordt verstuurd zodra het kan", "Sent as soon as possible"),
    "rating.change": _T("Aanpassen", "Change"),
    "rating.1": _T("Slecht", "Badly"),
    "rating.2": _T("Matig", "Not well"),
    "rating.3": _T("Redelijk", "Fairly well"),
    "rating.4": _T("Goed", "Well"),
    "rating.5": _T("Heel goed", "Very well"),
    "rating.star": _T("{count} ster | {count} sterren", "{count} star | {count} stars"),
    "rating.word": _T("Wil je er iets bij zeggen?", "Anything to add?"),
    "rating.send": _T("Versturen", "Send"),
    "unsent.rating": _T("Je beoordeling", "Your rating"),
    "tickets.none.title": _T("Niets gevonden", "Nothing found"),
    "tickets.none.search": _T(
        "Geen melding met deze woorden. Probeer een naam, een postcode of een kenmerk.",
        "No ticket has these words. Try a name, a postcode or a reference.",
    ),
    "tickets.none.both": _T(
        "Binnen deze keuze heeft geen melding deze woorden. Kies hierboven ruimer, of probeer andere woorden.",
        "Among these no ticket has these words. Choose more above, or try other words.",
    ),
    "tickets.none.filter": _T("Er is nu geen melding van deze soort.", "There is no such ticket just now."),
}
