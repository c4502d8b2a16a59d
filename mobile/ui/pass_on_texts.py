"""The part of the catalogue that passing on says."""

from mobile.ui.text import Text

_T = Text

PASS_ON_TEXTS: dict[str, Text] = {
    "action.undo": _T("Ongedaan maken", "Undo"),
    "pass_on.step": _T("Stap {at} van {of}", "Step {at} of {of}"),
    "pass_on.step.service": _T("Doorgeven", "Pass on"),
    "pass_on.step.person": _T("Waar en voor wie?", "Where and for whom?"),
    "pass_on.step.problem": _T("Het verhaal", "The story"),
    "pass_on.step.help": _T("Probeer dit eerst", "Try this first"),
    "pass_on.step.check": _T("Klopt het?", "Is it right?"),
    "pass_on.step.sent": _T("Doorgegeven", "Passed on"),
    "pass_on.no_services": _T(
        "De diensten zijn nog niet opgehaald. Dat gaat vanzelf zodra er verbinding is. Een vraag stellen kan al wel.",
        "The services were not read yet. That happens by itself with a connection. A question can be asked already.",
    ),
    "pass_on.next": _T("Verder", "Next"),
    "pass_on.again": _T("Nog een keer voor", "Once more for"),
    "pass_on.paste": _T("Plakken", "Paste"),
    "pass_on.nobody": _T("Niet ingevuld", "Not filled in"),
    "pass_on.nothing_told": _T("Niets verteld", "Nothing told"),
    "pass_on.raised": _T(
        "Door een antwoord geven we het door als: {severity}.", "Because of an answer it is passed on as: {severity}."
    ),
    "pass_on.danger": _T("Is er iemand in gevaar? Bel eerst {number}.", "Is anyone in danger? Phone {number} first."),
    "pass_on.photos": _T("Foto’s", "Photos"),
    "pass_on.photos.text": _T(
        "Bijvoorbeeld van de lampjes op de modem. De plek waar de foto is gemaakt gaat er eerst af.",
        "Of the lights on the modem, for example. Where it was taken is removed first.",
    ),
    "pass_on.photos.adding": _T("Foto wordt klaargemaakt…", "Getting a photo ready…"),
    "pass_on.photos.count": _T(
        "1 foto gaat mee | {count} foto’s gaan mee", "1 photo goes along | {count} photos go along"
    ),
    "pass_on.photo.take": _T("Maak foto", "Take photo"),
    "pass_on.photo.pick": _T("Kies foto", "Choose photo"),
    "pass_on.help.text": _T(
        "Vaak helpt dit meteen. Dan hoef je niets door te geven.",
        "This often helps at once. Then there is nothing to pass on.",
    ),
    "pass_on.help.search": _T("Zoek in de hulp", "Search help"),
    "pass_on.help.nothing": _T("Hier is geen hulp over.", "There is no help about this."),
    "pass_on.help.video": _T("Bekijk de video", "Watch the video"),
    "pass_on.help.yes": _T("Dat hielp!", "That helped!"),
    "pass_on.help.no": _T("Geprobeerd, hielp niet", "Tried, did not help"),
    "pass_on.help.undo": _T("Toch niet geprobeerd", "Not tried after all"),
    "pass_on.help.tried": _T("Geprobeerd, hielp niet", "Tried, did not help"),
    "pass_on.help.go_on": _T("Verder met doorgeven", "Go on passing it on"),
    "pass_on.helped": _T("Mooi! Er is niets doorgegeven.", "Great! Nothing was passed on."),
    "pass_on.tried": _T("Al geprobeerd", "Tried already"),
    "channel.phone": _T("Bellen", "Phone"),
    "channel.sms": _T("Sms", "Text"),
    "channel.email": _T("Mail", "Mail"),
    "pass_on.email": _T("E-mailadres", "E-mail address"),
    "pass_on.informed": _T("Ze weten dat ik dit doorgeef", "They know that I pass this on"),
    "pass_on.informed.detail": _T("Handig als het team contact opneemt.", "Useful when the team gets in touch."),
    "pass_on.sent.sent.title": _T("Het team heeft het", "The team has it"),
    "pass_on.sent.sent.text": _T(
        "Je ziet hier wat ermee gebeurt, en krijgt bericht als er iets verandert.",
        "You see here what becomes of it, and are told when something changes.",
    ),
    "pass_on.sent.waits.title": _T("Staat klaar", "Ready to go"),
    "pass_on.sent.waits.text": _T(
        "Het is bewaard en wordt vanzelf verstuurd zodra er verbinding is. Je hoeft niets meer te doen.",
        "It is kept, and sent by itself as soon as there is a connection. There is nothing left to do.",
    ),
    "pass_on.sent.failed.title": _T("Nog niet aangenomen", "Not accepted yet"),
    "pass_on.sent.failed.text": _T("Kijk bij de melding wat er nodig is.", "See at the ticket what is needed."),
    "pass_on.sent.open": _T("Bekijk wat ermee gebeurt", "See what becomes of it"),
    "pass_on.sent.another": _T("Nog iets doorgeven", "Pass on something else"),
    "pass_on.sent.done": _T("Klaar", "Done"),
    "pass_on.discarded": _T("Concept weggegooid", "Draft discarded"),
    "notice.nothing_to_read": _T(
        "Op het klembord staat geen naam, nummer of adres.", "The clipboard holds no name, number or address."
    ),
    "notice.not_a_photo": _T(
        "Dit bestand is niet als foto te lezen. Kies een andere.",
        "This file cannot be read as a photo. Choose another.",
    ),
    "notice.too_many_photos": _T("Er kunnen hoogstens {most} foto’s mee.", "At most {most} photos can go along."),
}
