"""The part of the catalogue that tells what waits to be sent, and how the link is."""

from mobile.ui.text import Text

_T = Text

WAITING_TEXTS: dict[str, Text] = {
    "unsent.photo": _T("Foto", "Photo"),
    "waiting.title": _T("Nog te versturen", "Waiting to be sent"),
    "waiting.text": _T(
        "Dit wordt vanzelf verstuurd zodra het kan. Alles telt één keer, hoe vaak het ook geprobeerd wordt.",
        "This is sent by itself as soon as it can be. Each thing counts once, however often it is tried.",
    ),
    "waiting.show": _T(
        "1 nog te versturen: bekijk | {count} nog te versturen: bekijk",
        "1 still to be sent: show | {count} still to be sent: show",
    ),
    "waiting.now": _T("Nu proberen", "Try now"),
    "waiting.open": _T("Melding bekijken", "See the ticket"),
    "waiting.cancel": _T("Niet versturen", "Do not send"),
    "waiting.keep": _T("Toch versturen", "Send it after all"),
    "waiting.about": _T("Bij: {about}", "About: {about}"),
    "waiting.since": _T("Sinds {at}", "Since {at}"),
    "waiting.more": _T("En nog 1 | En nog {count}", "And 1 more | And {count} more"),
    "waiting.empty.title": _T("Alles is verstuurd", "Everything is sent"),
    "waiting.empty.text": _T(
        "Wat je zonder verbinding doet, staat hier tot het verstuurd is.",
        "What you do without a connection stands here until it is sent.",
    ),
    "waiting.state.queued": _T("Wacht", "Waiting"),
    "waiting.state.sending": _T("Bezig", "Busy"),
    "waiting.state.failed": _T("Niet verstuurd", "Not sent"),
    "waiting.where.queued": _T("Wordt verstuurd zodra er verbinding is.", "Sent as soon as there is a connection."),
    "waiting.where.behind_ticket": _T("Wordt na de melding zelf verstuurd.", "Sent after the ticket itself."),
    "waiting.where.behind_draft": _T(
        "Wacht tot je de melding hebt aangepast.", "Waits until you have corrected the ticket."
    ),
    "waiting.where.behind_others": _T(
        "Wordt verstuurd na wat je hiervoor met deze melding deed.", "Sent after what you did before with this ticket."
    ),
    "waiting.where.unanswered": _T(
        "Verstuurd, maar nog geen antwoord. Wordt nog eens verstuurd.", "Sent, but no answer yet. Sent once more."
    ),
    "waiting.where.later": _T(
        "De server kon dit nog niet verwerken. Nog eens vanaf {at}.",
        "The server could not take it yet. Once more from {at}.",
    ),
    "waiting.share": _T("{share} % is verstuurd.", "{share} % is sent."),
    "waiting.where.sending": _T("Wordt nu verstuurd.", "Being sent now."),
    "waiting.where.failed": _T("Niet aangenomen.", "Not accepted."),
    "waiting.kept.ticket": _T("Staat weer bij je concepten.", "It is among your drafts again."),
    "waiting.kept.message": _T("Staat weer in het berichtveld.", "It is in the message field again."),
    "waiting.kept.customer": _T("Staat weer in het formulier van de melding.", "It is in the ticket's form again."),
    "waiting.kept.rating": _T("Staat weer bij de melding.", "It is with the ticket again."),
    "waiting.kept.feedback": _T("Is bewaard.", "It is kept."),
    "waiting.ask.title": _T("Toch niet versturen?", "Not send it after all?"),
    "waiting.ask.ticket": _T(
        "Het kan al aangekomen zijn. Dan trekken we het in.", "It may have arrived already. Then we withdraw it."
    ),
    "waiting.ask.text": _T(
        "Het kan al aangekomen zijn. Dan blijft het daar staan.",
        "It may have arrived already. Then it stays there.",
    ),
    "details.name": _T("naam", "name"),
    "details.phone": _T("telefoonnummer", "phone number"),
    "details.email": _T("e-mail", "e-mail"),
    "details.postcode": _T("postcode", "postcode"),
    "details.house_number": _T("huisnummer", "house number"),
    "details.other": _T("iets anders", "something else"),
    "details.none": _T("leeg", "empty"),
    "details.changed": _T("{label} (nu: {value})", "{label} (now: {value})"),
    "notice.customer_changed_meanwhile": _T(
        "Intussen door een ander aangepast: {fields}. Wat jij invulde is niet verstuurd; kijk het nog eens na.",
        "Changed by somebody else meanwhile: {fields}. Yours was not sent; please look at it again.",
    ),
    "notice.overtaken_words": _T(
        "Deze melding staat intussen op ‘{status}’. Wat je schreef is niet verstuurd, maar wel bewaard.",
        "This ticket is “{status}” by now. What you wrote was not sent, but it is kept.",
    ),
    "notice.overtaken_move": _T(
        "Deze melding staat intussen op ‘{status}’. Dit hoeft of kan daarom niet meer.",
        "This ticket is “{status}” by now. So this is no longer needed, or possible.",
    ),
    "notice.maintenance": _T(
        "Er wordt aan Doorgeven gewerkt. Alles wordt bewaard en vanaf {at} weer verstuurd.",
        "Doorgeven is being worked on. Everything is kept, and sent again from {at}.",
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
