"""The part of the catalogue behind one's profile: what reaches one, what the app keeps, what it is made of."""

from mobile.ui.text import Text

_T = Text

PROFILE_TEXTS: dict[str, Text] = {
    "profile.notifications": _T("Bericht op dit toestel", "Notifications on this device"),
    "profile.notifications.detail": _T(
        "Als er iets verandert aan wat je doorgaf, of aan een storing in je buurt.",
        "When something changes about what you passed on, or an outage near you.",
    ),
    "profile.notifications.forbidden": _T(
        "Je telefoon staat dit niet toe. Zet meldingen voor deze app aan in de instellingen van je telefoon.",
        "Your phone does not allow this. Turn on notifications for this app in your phone's settings.",
    ),
    # Telling those who make the app
    "feedback.title": _T("Vertel ons over deze app", "Tell us about this app"),
    "feedback.text": _T(
        "Wat werkt goed, en wat kan beter? We zien alleen je naam, je tekst en de versie van de app.",
        "What works well, and what could be better? We see your name, your words and the app's version, nothing else.",
    ),
    "feedback.label": _T("Je bericht", "Your message"),
    "feedback.not_here": _T(
        "Gaat het om een probleem van een vriend? Geef dat door als melding, dan heeft het team het meteen.",
        "Is it about a friend's problem? Pass that on as a ticket, and the team has it at once.",
    ),
    "feedback.send": _T("Versturen", "Send"),
    "feedback.sent": _T(
        "Dank je wel. Het wordt verstuurd zodra er verbinding is.",
        "Thank you. It is sent as soon as there is a connection.",
    ),
    # What the app keeps
    "stored.title": _T("Wat de app bewaart", "What this app keeps"),
    "stored.here": _T("Op deze telefoon", "On this phone"),
    "stored.text": _T(
        "In een map die andere apps niet kunnen lezen. Log je uit, dan wordt alles gewist.",
        "In a folder that other apps cannot read. Sign out, and all of it is wiped.",
    ),
    "stored.tickets": _T("1 melding | {count} meldingen", "1 ticket | {count} tickets"),
    "stored.entries": _T(
        "1 stap of bericht daarin | {count} stappen en berichten daarin",
        "1 step or message in them | {count} steps and messages in them",
    ),
    "stored.outages": _T("1 storing | {count} storingen", "1 outage | {count} outages"),
    "stored.help": _T("1 hulpartikel | {count} hulpartikelen", "1 help article | {count} help articles"),
    "stored.drafts": _T("1 concept | {count} concepten", "1 draft | {count} drafts"),
    "stored.waiting": _T(
        "1 ding dat nog verstuurd wordt | {count} dingen die nog verstuurd worden",
        "1 thing still to be sent | {count} things still to be sent",
    ),
    "stored.photos": _T("1 foto | {count} foto's", "1 photo | {count} photos"),
    "stored.size": _T("Samen {size}", "Together {size}"),
    "stored.elsewhere": _T("Op de server", "On the server"),
    "stored.server": _T(
        "Wat je doorgeeft, staat op {server}, voor het team dat het oplost. Hoelang, bepaalt je bedrijf.",
        "What you pass on is kept on {server}, for the team that solves it. For how long is up to your company.",
    ),
    # About
    "about.title": _T("Over deze app", "About this app"),
    "about.version": _T("Versie {version}", "Version {version}"),
    "about.server": _T("Werkt met {server}", "Works with {server}"),
    "about.licences": _T("Met werk van anderen", "With the work of others"),
    "about.licences.detail": _T("Wie het maakte, en onder welke licentie", "Who made it, and under which licence"),
    "licence.name": _T("Licentie: {licence}", "Licence: {licence}"),
    "licence.open": _T("Openen in de browser", "Open in the browser"),
}
