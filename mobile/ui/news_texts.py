"""The part of the catalogue that is told outside the app's window."""

from mobile.ui.text import Text

_T = Text

NEWS_TEXTS: dict[str, Text] = {
    "news.status": _T("{status}: {service}", "{status}: {service}"),
    "news.pending": _T("Vraag voor jou: {service}", "A question for you: {service}"),
    "news.resolved": _T("Opgelost: {service}. Werkt het weer?", "Resolved: {service}. Does it work again?"),
    "news.message": _T("Nieuw bericht van {team}", "New message from {team}"),
    "news.ticket": _T("{reference}, bij {team}", "{reference}, with {team}"),
    "news.message.ticket": _T("Over {service}, {reference}", "About {service}, {reference}"),
    "news.outage_declared": _T("Storing: {title}", "Outage: {title}"),
    "news.outage_planned": _T("Gepland: {title}", "Planned: {title}"),
    "news.outage_status": _T("{status}: {title}", "{status}: {title}"),
    "news.outage_estimate": _T("Nieuwe verwachting: {title}", "New estimate: {title}"),
    "news.outage_update": _T("Nieuws: {title}", "News: {title}"),
    "news.estimate": _T("Naar verwachting klaar {at}", "Expected to be over {at}"),
    "news.no_estimate": _T("Het is niet meer bekend wanneer het klaar is", "When it is over is not known any more"),
    "hidden.sending": _T("Bezig met versturen", "Sending what you passed on"),
    "news.many": _T("{count} dingen zijn veranderd", "{count} things have changed"),
    "news.many.text": _T("Kijk bij je meldingen en storingen", "See your tickets and outages"),
}
