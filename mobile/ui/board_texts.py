"""The part of the catalogue that tells managers how it stands."""

from mobile.ui.text import Text

_T = Text

BOARD_TEXTS: dict[str, Text] = {
    "board.title": _T("Overzicht", "Overview"),
    "board.open": _T("Overzicht voor managers", "Overview for managers"),
    "board.as_of": _T("Zoals het was om {at}", "As it was at {at}"),
    "board.offline": _T(
        "Geen verbinding: dit kan oud zijn.",
        "No connection: this may be old.",
    ),
    "board.counting": _T(
        "Er wordt nog geteld wat er al was; de cijfers lopen nog op.",
        "What was there already is still being counted; the figures are still rising.",
    ),
    "board.nothing.title": _T("Nog niets te zien", "Nothing to see yet"),
    "board.nothing.text": _T(
        "Zodra er verbinding is, staat hier hoe het ervoor staat.",
        "As soon as there is a connection, this shows how things stand.",
    ),
    "board.outages": _T("Storingen", "Outages"),
    "board.outages.none": _T("Geen storingen bekend", "No outages known"),
    "board.figure.outages": _T("storing nu | storingen nu", "outage now | outages now"),
    "board.figure.suspected": _T("vermoeden | vermoedens", "suspected | suspected"),
    "board.figure.open": _T("melding open | meldingen open", "ticket open | tickets open"),
    "board.figure.breached": _T("te laat | te laat", "overdue | overdue"),
    "board.tickets.open": _T("1 melding open | {count} meldingen open", "1 ticket open | {count} tickets open"),
    "board.tickets.breached": _T("1 te laat | {count} te laat", "1 overdue | {count} overdue"),
    "board.hour": _T("Laatste uur: {count}, gewoonlijk {usual}", "Last hour: {count}, usually {usual}"),
    "board.day": _T("Laatste 24 uur: {count}, gewoonlijk {usual}", "Last 24 hours: {count}, usually {usual}"),
    "board.hour.unknown": _T("Laatste uur: {count}", "Last hour: {count}"),
    "board.day.unknown": _T(
        "Laatste 24 uur: {count}; wat gewoon is, is nog niet bekend",
        "Last 24 hours: {count}; what is usual is not known yet",
    ),
    "board.since": _T("Sinds {at}", "Since {at}"),
    "board.next": _T("Volgend bericht vóór {at}", "Next update before {at}"),
    "board.late": _T("Het bericht van {at} kwam niet", "The update due {at} did not come"),
    "board.by": _T("{name} is ermee bezig", "{name} is on it"),
    "board.by_nobody": _T("Nog niemand is ermee bezig", "Nobody is on it yet"),
    "board.customers": _T(
        "1 klant erachter | {count} klanten erachter", "1 customer behind it | {count} customers behind it"
    ),
    "board.spots": _T("Blinde vlekken", "Blind spots"),
    "board.spots.none": _T("Niets over het hoofd gezien", "Nothing overlooked"),
    "board.services": _T("Diensten", "Services"),
    "board.teams": _T("Teams", "Teams"),
    "board.team.oldest": _T("Oudste sinds {at}", "Oldest since {at}"),
    "board.team.human": _T("Laatste actie van een medewerker: {at}", "Last act of a person: {at}"),
    "board.team.none": _T("Niets open", "Nothing open"),
    "level.unknown": _T("Nog onbekend", "Not known yet"),
    "level.usual": _T("Gewoon", "Usual"),
    "level.more": _T("Meer dan gewoon", "More than usual"),
    "level.much_more": _T("Veel meer dan gewoon", "Far more than usual"),
    "spot.place": _T(
        "{where}: {count} meldingen over {service}, en geen storing",
        "{where}: {count} tickets about {service}, and no outage",
    ),
    "spot.unreported": _T(
        "{title}: sinds {at} door niemand doorgegeven",
        "{title}: passed on by nobody since {at}",
    ),
    "spot.overdue": _T("{title}: het bericht van {at} kwam niet", "{title}: the update due {at} did not come"),
    "spot.silent": _T(
        "{team}: {count} meldingen wachten, niemand deed iets sinds {at}",
        "{team}: {count} tickets wait, nobody acted since {at}",
    ),
    "spot.dead_letters": _T(
        "{team}: 1 bericht kwam nooit aan | {team}: {count} berichten kwamen nooit aan",
        "{team}: 1 event never arrived | {team}: {count} events never arrived",
    ),
    "spot.waiting": _T(
        "{team}: berichten wachten sinds {at} op verzending",
        "{team}: events have waited to be sent since {at}",
    ),
    "spot.unacknowledged": _T(
        "{title}: nog door niemand opgepakt ({people})",
        "{title}: taken by nobody yet ({people})",
    ),
    "spot.nobody_on_duty": _T("Er staat niemand op de dienstlijst", "There is nobody on the duty list"),
    "spot.unknown": _T("Iets dat deze app nog niet kent", "Something that this app does not know yet"),
}
