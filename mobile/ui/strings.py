"""Every text on screen, in Dutch and English: the one catalogue."""

import datetime as dt
import re
from typing import Any

from mobile.ui import formats
from mobile.ui.board_texts import BOARD_TEXTS
from mobile.ui.news_texts import NEWS_TEXTS
from mobile.ui.outage_texts import OUTAGE_TEXTS
from mobile.ui.pass_on_texts import PASS_ON_TEXTS
from mobile.ui.profile_texts import PROFILE_TEXTS
from mobile.ui.text import Text
from mobile.ui.ticket_texts import TICKET_TEXTS
from mobile.ui.waiting_texts import WAITING_TEXTS

_T = Text

CATALOGUE: dict[str, Text] = {
    "app.name": _T("Doorgeven", "Doorgeven"),
    "app.promise": _T(
        "Geef een storing van een vriend of familielid door, en zie wat ermee gebeurt.",
        "Pass on a friend's problem, and see what becomes of it.",
    ),
    # Getting about
    "nav.tickets": _T("Meldingen", "Tickets"),
    "nav.outages": _T("Storingen", "Outages"),
    "nav.profile": _T("Profiel", "Profile"),
    "action.pass_on": _T("Doorgeven", "Pass on"),
    "action.cancel": _T("Annuleren", "Cancel"),
    "action.save": _T("Opslaan", "Save"),
    "action.retry": _T("Opnieuw versturen", "Send again"),
    "action.correct": _T("Aanpassen", "Correct"),
    "action.discard": _T("Weggooien", "Discard"),
    "action.copy": _T("Kopiëren", "Copy"),
    "action.share": _T("Delen", "Share"),
    "action.copied": _T("Gekopieerd", "Copied"),
    "action.clear": _T("Wissen", "Clear"),
    "action.dismiss": _T("Begrepen", "Got it"),
    "action.sign_in_again": _T("Opnieuw inloggen", "Sign in again"),
    "gone.title": _T("Niet gevonden", "Not found"),
    "loading": _T("Even laden…", "One moment…"),
    "beside.title": _T("Kies links iets", "Choose something on the left"),
    "beside.text": _T("Hier zie je er dan alles van.", "All about it shows here."),
    # First start
    "welcome.pass_on": _T(
        "Werkt internet, tv of bellen niet bij iemand die je kent? Geef het hier door, in een minuut.",
        "Is somebody's internet, TV or phone down? Pass it on here, in a minute.",
    ),
    "welcome.follow": _T(
        "Het juiste team heeft het meteen. Je ziet wie het oppakt en wanneer je weer iets hoort.",
        "The right team has it at once. You see who takes it up and when you will hear more.",
    ),
    "welcome.offline": _T(
        "Geen bereik? Ga gewoon door: het wordt bewaard en vanzelf verstuurd.",
        "No signal? Just go on: it is kept, and sent by itself.",
    ),
    "welcome.server": _T("Adres van je bedrijf", "Your company's address"),
    "welcome.server.example": _T("doorgeven.voorbeeld.nl", "doorgeven.example.org"),
    "welcome.server.help": _T(
        "Staat in de uitnodiging van je bedrijf, vaak ook als QR-code.",
        "It is in your company's invitation, often as a QR code too.",
    ),
    "welcome.scan": _T("QR-code scannen", "Scan the QR code"),
    "welcome.go": _T("Verder", "Continue"),
    "welcome.busy": _T("Bezig met zoeken…", "Looking…"),
    "welcome.language": _T("English", "Nederlands"),
    "notice.server_missing": _T("Vul het adres in.", "Fill in the address."),
    "notice.not_an_address": _T(
        "Dit is geen adres. Het lijkt op doorgeven.voorbeeld.nl.",
        "This is not an address. It looks like doorgeven.example.org.",
    ),
    "notice.not_encrypted": _T(
        "Dit adres begint met http://. Wat je typt zou onderweg te lezen zijn: gebruik https://.",
        "This address begins with http://. What you type could be read on the way: use https://.",
    ),
    "notice.server_not_found": _T(
        "{host} is niet te bereiken. Klopt het adres, en heb je verbinding?",
        "{host} cannot be reached. Is the address right, and are you connected?",
    ),
    "notice.not_doorgeven": _T(
        "Op {host} antwoordt iets anders. Kijk het adres na, of log eerst in op de wifi.",
        "Something else answers at {host}. Check the address, or sign in to the wifi first.",
    ),
    # Signing in
    "sign_in.title": _T("Inloggen", "Sign in"),
    "sign_in.email": _T("E-mailadres van je werk", "Work e-mail address"),
    "sign_in.password": _T("Wachtwoord", "Password"),
    "sign_in.show": _T("Wachtwoord tonen", "Show password"),
    "sign_in.hide": _T("Wachtwoord verbergen", "Hide password"),
    "sign_in.submit": _T("Inloggen", "Sign in"),
    "sign_in.busy": _T("Bezig met inloggen…", "Signing in…"),
    "sign_in.other_server": _T("Ander adres", "Another address"),
    "sign_in.server": _T("Verbonden met {server}", "Connects to {server}"),
    # My tickets
    "tickets.title": _T("Mijn meldingen", "My tickets"),
    "tickets.unread.title": _T("Nog niet opgehaald", "Not read yet"),
    "tickets.unread.text": _T(
        "Wat je eerder doorgaf, komt zodra er verbinding is. Iets nieuws doorgeven kan al.",
        "What you passed on before comes as soon as there is a connection. You can pass on something new.",
    ),
    "tickets.empty.title": _T("Nog niets doorgegeven", "Nothing passed on yet"),
    "tickets.empty.text": _T(
        "Vertelt iemand je dat internet of tv het niet doet? Geef het hier door. Het juiste team heeft het meteen.",
        "Does someone tell you their internet or TV is down? Pass it on here. The right team has it at once.",
    ),
    "tickets.drafts": _T("Nog niet verstuurd", "Not sent yet"),
    "tickets.open": _T("Loopt nog", "Open"),
    "tickets.ended": _T("Afgerond", "Finished"),
    "tickets.for": _T("voor {name}", "for {name}"),
    "tickets.draft": _T("Concept, bewaard {at}", "Draft, saved {at}"),
    "tickets.untitled": _T("Het verhaal ontbreekt nog", "The story is still missing"),
    # Passing on
    "pass_on.title": _T("Doorgeven", "Pass on"),
    "pass_on.kind": _T("Wat wil je doorgeven?", "What do you want to pass on?"),
    "kind.problem": _T("Een probleem", "A problem"),
    "kind.question": _T("Een vraag", "A question"),
    "kind.unknown": _T("Iets anders", "Something else"),
    "pass_on.service": _T("Waar gaat het over?", "What is it about?"),
    "pass_on.postcode": _T("Postcode", "Postcode"),
    "pass_on.postcode.example.NL": _T("3511 AB", "3511 AB"),
    "pass_on.house_number": _T("Huisnummer", "House number"),
    "pass_on.what": _T("Wat is er aan de hand?", "What is wrong?"),
    "pass_on.asked": _T("Dit helpt het team", "This helps the team"),
    "pass_on.what.question": _T("Wat is de vraag?", "What is the question?"),
    "pass_on.what.hint": _T(
        "Vertel het zoals je het hoorde. Bijvoorbeeld: geen internet sinds vanmiddag, modem knippert rood.",
        "Tell it the way you heard it. For example: no internet since noon, the modem blinks red.",
    ),
    "pass_on.severity": _T("Hoe erg is het?", "How bad is it?"),
    "severity.minor": _T("Lastig", "Annoying"),
    "severity.major": _T("Werkt niet", "Broken"),
    "severity.critical": _T("Dringend", "Urgent"),
    "severity.unknown": _T("Anders", "Other"),
    "pass_on.who": _T("Voor wie is het?", "Who is it for?"),
    "pass_on.name": _T("Naam", "Name"),
    "pass_on.phone": _T("Telefoonnummer", "Phone number"),
    "pass_on.may_contact": _T("Het team mag contact opnemen", "The team may get in touch"),
    "pass_on.may_contact.off": _T(
        "Zo niet, dan lopen vragen via jou.",
        "If not, questions come to you.",
    ),
    "pass_on.submit": _T("Doorgeven", "Pass on"),
    "pass_on.busy": _T("Bezig…", "One moment…"),
    "pass_on.saved": _T("Bewaard op je telefoon", "Saved on your phone"),
    "pass_on.saving": _T("Bewaren…", "Saving…"),
    "field.required": _T("{label} (verplicht)", "{label} (required)"),
    # A ticket
    "ticket.title": _T("Melding", "Ticket"),
    "ticket.new": _T("Nieuwe melding", "New ticket"),
    "ticket.since": _T("Sinds {at}", "Since {at}"),
    "ticket.waits_for": _T("Wacht op: {whom}", "Waits for: {whom}"),
    "ticket.waits_until": _T("Tot {at}", "Until {at}"),
    "ticket.files": _T("Bijlagen: {names}", "Files: {names}"),
    "ticket.by": _T("Opgepakt door {name}, {team}", "Taken up by {name}, {team}"),
    "ticket.team": _T("Team {team}", "Team {team}"),
    "ticket.next_update": _T("Volgend bericht vóór {at}", "Next update before {at}"),
    "ticket.last_human": _T("Laatst bekeken door een medewerker: {at}", "Last looked at by a person: {at}"),
    "ticket.reference": _T("Kenmerk", "Reference"),
    "ticket.details": _T("Wat je doorgaf", "What you passed on"),
    "ticket.timeline": _T("Verloop", "What happened"),
    "ticket.share": _T("Om door te sturen", "To pass on to them"),
    "ticket.share.copied": _T("Gekopieerd, klaar om te plakken", "Copied, ready to paste"),
    "ticket.copy_phone": _T("Telefoonnummer kopiëren", "Copy the phone number"),
    "ticket.phone.copied": _T("Telefoonnummer gekopieerd", "Phone number copied"),
    "ticket.reference.copied": _T("Kenmerk gekopieerd", "Reference copied"),
    "ticket.message": _T("Bericht aan het team", "Message to the team"),
    "ticket.answer": _T("Je antwoord", "Your answer"),
    "ticket.send": _T("Versturen", "Send"),
    "ticket.works": _T("Werkt het weer?", "Does it work again?"),
    "ticket.works.text": _T(
        "Het team zegt dat het opgelost is. Klopt dat?",
        "The team says it is fixed. Is it?",
    ),
    "ticket.confirm": _T("Ja, het werkt weer", "Yes, it works again"),
    "ticket.reopen": _T("Nee, nog niet", "No, not yet"),
    "ticket.cancel": _T("Melding intrekken", "Withdraw ticket"),
    "ticket.cancel.title": _T("Melding intrekken?", "Withdraw this ticket?"),
    "ticket.cancel.text": _T(
        "Het team stopt er dan mee. Je kunt later altijd een nieuwe melding doorgeven.",
        "The team will stop working on it. You can always pass on a new one later.",
    ),
    "ticket.keep": _T("Laten staan", "Keep it"),
    "ticket.correct_customer": _T("Gegevens aanpassen", "Correct these details"),
    "ticket.may_contact.yes": _T("Mag gebeld worden", "May be phoned"),
    "ticket.may_contact.no": _T("Niet bellen, vragen via jou", "Do not phone, questions via you"),
    "ticket.email": _T("E-mailadres", "E-mail address"),
    "ticket.outage": _T("Hoort bij een bekende storing", "Part of a known outage"),
    # Statuses
    "status.acknowledged": _T("Ontvangen", "Received"),
    "status.in_progress": _T("In behandeling", "In progress"),
    "status.pending": _T("Wacht op jou", "Waiting for you"),
    "status.held": _T("Wacht op derden", "Waiting for others"),
    "status.resolved": _T("Opgelost", "Resolved"),
    "status.closed": _T("Afgesloten", "Closed"),
    "status.rejected": _T("Afgewezen", "Rejected"),
    "status.cancelled": _T("Ingetrokken", "Withdrawn"),
    "status.unknown": _T("Bijgewerkt", "Updated"),
    "reason.fixed": _T("Hersteld", "Fixed"),
    "reason.workaround": _T("Met een tussenoplossing", "With a workaround"),
    "reason.no_fault_found": _T("Geen fout gevonden", "No fault found"),
    "reason.duplicate": _T("Was al gemeld", "Already reported"),
    "reason.not_responsible": _T("Ligt niet bij ons", "Not ours to fix"),
    "reason.outage": _T("Door een storing", "Because of an outage"),
    "reason.answered": _T("Beantwoord", "Answered"),
    "reason.other": _T("Andere reden", "Another reason"),
    "reason.unknown": _T("Andere reden", "Another reason"),
    "send.draft": _T("Concept", "Draft"),
    "send.queued": _T("Wacht op verbinding", "Waiting to be sent"),
    "send.sending": _T("Wordt verstuurd", "Being sent"),
    "send.sent": _T("Verstuurd", "Sent"),
    "send.failed": _T("Niet verstuurd", "Not sent"),
    # Is it being handled?
    "handling.received": _T("Ontvangen, nog niet opgepakt", "Received, not taken up yet"),
    "handling.yes": _T("Ja, er wordt aan gewerkt", "Yes, it is being worked on"),
    "handling.waiting_for_you": _T("Het team wacht op jouw antwoord", "The team waits for your answer"),
    "handling.waiting_for_others": _T("Wacht op iemand buiten het team", "Waiting for someone outside the team"),
    "handling.done": _T("Afgehandeld", "Done"),
    "handling.unknown": _T("Het team is ermee bezig", "The team has it"),
    "handling.queued": _T(
        "Wordt verstuurd zodra er verbinding is.",
        "Sent as soon as there is a connection.",
    ),
    "handling.sending": _T("Wordt nu verstuurd", "Being sent now"),
    "handling.failed": _T("Niet aangenomen. Kijk wat er nodig is.", "Not accepted. See what is needed."),
    "handling.line.received": _T("{team} heeft het sinds {at}", "{team} has had it since {at}"),
    "handling.line.yes": _T("{team} werkt eraan sinds {at}", "{team} has been on it since {at}"),
    "handling.line.waiting_for_you": _T("{team} vroeg iets, {at}", "{team} asked something, {at}"),
    "handling.line.waiting_for_others": _T(
        "{team} wacht op een ander sinds {at}", "{team} waits for others since {at}"
    ),
    "handling.line.done": _T("Afgehandeld door {team}, {at}", "Done by {team}, {at}"),
    "handling.line.unknown": _T("{team}, {at}", "{team}, {at}"),
    # The timeline
    "entry.created": _T("Doorgegeven", "Passed on"),
    "entry.status": _T("Status: {to}", "Status: {to}"),
    "entry.assignment": _T("Opgepakt door {to}", "Taken up by {to}"),
    "entry.assignment.self": _T("Opgepakt", "Taken up"),
    "entry.assignment.none": _T("Teruggelegd bij het team", "Back with the team"),
    "entry.transfer": _T("Overgedragen aan {to}", "Handed over to {to}"),
    "entry.change": _T("Bijgewerkt", "Updated"),
    "entry.merged": _T("Samen met een andere melding", "Together with another report"),
    "entry.correction": _T("Gegevens aangepast", "Details corrected"),
    "entry.escalation": _T("Duurt te lang", "Takes too long"),
    "entry.outage": _T("Storing", "Outage"),
    "entry.reminder": _T("Herinnering", "Reminder"),
    "entry.rating": _T("Beoordeeld", "Rated"),
    "entry.message": _T("Bericht", "Message"),
    "entry.unknown": _T("Bijgewerkt", "Updated"),
    "actor.you": _T("Jij", "You"),
    "actor.reporter": _T("Melder", "Reporter"),
    "actor.solver": _T("Medewerker", "Solver"),
    "actor.manager": _T("Beheerder", "Manager"),
    "actor.program": _T("Systeem van het team", "The team's system"),
    "actor.system": _T("Automatisch", "Automatic"),
    "actor.customer": _T("Om wie het gaat", "The one it is about"),
    "actor.unknown": _T("Team", "Team"),
    # What is still on the phone
    "unsent.submit": _T("Nieuwe melding", "New ticket"),
    "unsent.message": _T("Bericht", "Message"),
    "unsent.confirm": _T("“Het werkt weer”", "“It works again”"),
    "unsent.reopen": _T("“Werkt nog niet”", "“Not fixed yet”"),
    "unsent.cancel": _T("Intrekken", "Withdrawal"),
    "unsent.correct_customer": _T("Aangepaste gegevens", "Corrected details"),
    "unsent.join": _T("“Dit is het”", "“This is it”"),
    "unsent.works": _T("Of het weer werkt", "Whether it works again"),
    "unsent.withdraw": _T("Toch niet door de storing", "Not the outage after all"),
    "unsent.follow": _T("Gebied volgen", "Following an area"),
    "unsent.unfollow": _T("Niet meer volgen", "Following no more"),
    "unsent.feedback": _T("Wat je over de app zegt", "What you say about the app"),
    "unsent.draft": _T("Concept", "Draft"),
    "unsent.unknown": _T("Wijziging", "Change"),
    # The profile
    "profile.title": _T("Profiel", "Profile"),
    "profile.language": _T("Taal", "Language"),
    "language.nl": _T("Nederlands", "Nederlands"),
    "language.en": _T("English", "English"),
    "profile.theme": _T("Weergave", "Appearance"),
    "theme.light": _T("Licht", "Light"),
    "theme.dark": _T("Donker", "Dark"),
    "theme.system": _T("Systeem", "System"),
    "text_size": _T("Grootte van de tekst", "Text size"),
    "text_size.percent": _T("{percent} %", "{percent} %"),
    "profile.outside": _T("Buiten de app", "Outside the app"),
    "profile.tickets_by_mail": _T("Mail over wat je doorgaf", "Mail about what you passed on"),
    "profile.tickets_by_mail.detail": _T(
        "Als er iets verandert en je hebt nog niet gekeken.", "Where it changes and you have not looked yet."
    ),
    "feed.heading": _T("Storingen in je agenda of feedlezer", "Outages in your calendar or feed reader"),
    "feed.all": _T("Het hele land", "The whole country"),
    "feed.make.followed": _T("Feed van wat je volgt", "Feed of what you follow"),
    "feed.make.all": _T("Feed van alle storingen", "Feed of all outages"),
    "feed.title": _T("Feed", "Feed"),
    "feed.text": _T(
        "Plak een adres in je agenda (gepland onderhoud) of feedlezer (alles). Wie het adres heeft, kan meelezen.",
        "Paste an address into your calendar (planned work) or feed reader (all). Whoever has it can read along.",
    ),
    "feed.unknown": _T(
        "Het adres kan niet meer getoond worden. Beëindig deze feed en maak een nieuwe.",
        "Its address can be shown no more. End this feed and make a new one.",
    ),
    "feed.calendar": _T("Adres voor de agenda kopiëren", "Copy the calendar's address"),
    "feed.reader": _T("Adres voor de feedlezer kopiëren", "Copy the feed reader's address"),
    "feed.end": _T("Deze feed beëindigen", "End this feed"),
    "profile.sync": _T("Verbinding", "Connection"),
    "profile.synced": _T("Bijgewerkt {at}", "Up to date as of {at}"),
    "profile.never_synced": _T("Nog niet bijgewerkt", "Not updated yet"),
    "profile.sync_now": _T("Nu bijwerken", "Update now"),
    "profile.sign_out": _T("Uitloggen", "Sign out"),
    "profile.sign_out.title": _T("Uitloggen?", "Sign out?"),
    "profile.sign_out.text": _T(
        "Alles van Doorgeven wordt van deze telefoon gewist.",
        "Everything of Doorgeven will be wiped from this phone.",
    ),
    "profile.sign_out.unsent": _T(
        "Dit is nog niet verstuurd en gaat verloren: | Deze {count} zijn nog niet verstuurd en gaan verloren:",
        "This was not sent yet and will be lost: | These {count} were not sent yet and will be lost:",
    ),
    "profile.stay": _T("Ingelogd blijven", "Stay signed in"),
    # What the app has to say: one for each key a presenter can ask for
    "notice.offline": _T("Geen verbinding. Je kunt gewoon doorgaan.", "No connection. You can simply carry on."),
    "notice.server_away": _T(
        "Doorgeven is even niet bereikbaar. Alles wordt bewaard en later verstuurd.",
        "Doorgeven cannot be reached just now. Everything is kept and sent later.",
    ),
    "notice.not_our_server": _T(
        "Dit netwerk laat je nog niet door. Log eerst in op de wifi.",
        "This network does not let you through yet. Sign in to the Wi-Fi first.",
    ),
    "notice.signed_out": _T(
        "Je bent uitgelogd door de server. Log opnieuw in, dan wordt alles verstuurd.",
        "The server signed you out. Sign in again and everything will be sent.",
    ),
    "notice.old_app": _T(
        "Deze app is te oud. Werk hem bij naar versie {minimum} of nieuwer.",
        "This app is too old. Update it to version {minimum} or newer.",
    ),
    "notice.unsent": _T(
        "Er wacht nog 1 ding om te versturen | Er wachten nog {count} dingen om te versturen",
        "1 thing is waiting to be sent | {count} things are waiting to be sent",
    ),
    "notice.email_missing": _T("Vul je e-mailadres in.", "Fill in your e-mail address."),
    "notice.password_missing": _T("Vul je wachtwoord in.", "Fill in your password."),
    "notice.wrong_password": _T(
        "E-mailadres of wachtwoord klopt niet. Probeer het nog eens.",
        "E-mail address or password is not right. Please try again.",
    ),
    "notice.too_many_tries": _T(
        "Te vaak geprobeerd. Wacht {seconds} seconden.",
        "Too many tries. Wait {seconds} seconds.",
    ),
    "notice.sign_in_offline": _T(
        "Geen verbinding. Om in te loggen is internet nodig.",
        "No connection. Signing in needs the internet.",
    ),
    "notice.sign_in_server_away": _T(
        "Doorgeven is even niet bereikbaar. Probeer het zo nog eens.",
        "Doorgeven cannot be reached just now. Please try again in a moment.",
    ),
    "notice.required": _T("Dit hebben we nodig.", "We need this."),
    "notice.not_a_postcode": _T(
        "Dit is geen postcode. Bijvoorbeeld: {example}.", "This is not a postcode. One looks like {example}."
    ),
    "notice.not_an_email": _T(
        "Dit is geen e-mailadres. Er hoort een @ in, zonder spaties.",
        "This is not an e-mail address. It has an @, and no spaces.",
    ),
    "notice.too_long": _T("Te lang: hoogstens {longest} tekens.", "Too long: at most {longest} characters."),
    "notice.not_allowed_characters": _T(
        "Hier staan tekens in die niet kunnen.",
        "This holds characters that are not allowed.",
    ),
    "notice.server_said": _T("{detail}", "{detail}"),
    "notice.known_outage": _T(
        "Hier is een storing bekend | Hier zijn {count} storingen bekend",
        "There is a known outage here | There are {count} known outages here",
    ),
    "notice.outage_in_part": _T(
        "In een deel van dit gebied is een storing | In een deel van dit gebied zijn {count} storingen",
        "Part of this area has an outage | Part of this area has {count} outages",
    ),
    "notice.no_known_outage": _T("Geen bekende storing om {as_of}", "No known outage as of {as_of}"),
    "notice.no_known_outage_old_copy": _T(
        "Geen bekende storing om {as_of}. Dat is een tijd geleden.",
        "No known outage as of {as_of}. That is a while ago.",
    ),
    "notice.outages_never_read": _T(
        "Storingen nog niet opgehaald: daarvoor is verbinding nodig.",
        "Outages not read yet: that needs a connection.",
    ),
    "notice.refused": _T("Niet aangenomen. {detail}", "Not accepted. {detail}"),
    "notice.overtaken": _T(
        "Intussen veranderd door het team. {detail}",
        "Changed by the team meanwhile. {detail}",
    ),
    "notice.queued": _T("Staat klaar om te versturen", "Ready to be sent"),
    "notice.nothing_to_send": _T("Schrijf eerst iets.", "Write something first."),
    "notice.storage_full": _T(
        "Je telefoon is vol. Maak ruimte, anders kan dit niet bewaard worden.",
        "Your phone is full. Make room, or this cannot be saved.",
    ),
    "notice.storage_failed": _T(
        "Bewaren op deze telefoon lukt niet. Laat dit scherm open.",
        "Saving on this phone fails. Keep this screen open.",
    ),
    "notice.storage_newer": _T(
        "Wat hier bewaard is, is van een nieuwere versie van de app. Werk de app bij: er is niets kwijt.",
        "What is kept here is from a newer version of the app. Update the app: nothing is lost.",
    ),
    "notice.storage_started_again": _T(
        "De opslag was kapot en is opnieuw begonnen. Gered en nog te versturen: {rescued}.",
        "The storage was broken and began again. Rescued and still to be sent: {rescued}.",
    ),
    "notice.ticket_gone": _T("Deze melding is er niet meer.", "This ticket is no longer there."),
    **OUTAGE_TEXTS,
    **TICKET_TEXTS,
    **BOARD_TEXTS,
    **NEWS_TEXTS,
    **WAITING_TEXTS,
    **PROFILE_TEXTS,
    **PASS_ON_TEXTS,
}

_ONE_OR_MORE = re.compile(r"\s\|\s")


def say(key: str, language: str, **params: Any) -> str:
    """The text of `key` in `language`, moments written as people read them; KeyError for a key that is not there."""
    text = getattr(CATALOGUE[key], language)
    one, *more = _ONE_OR_MORE.split(text)
    if more and params.get("count") != 1:
        one = more[0]
    told = {name: _told(value, language) for name, value in params.items()}
    return one.format(**told).strip() if told else one


def known(key: str, fallback: str) -> str:
    """`key` where the catalogue has it, else `fallback`: a newer server may use words that this version lacks."""
    return key if key in CATALOGUE else fallback


def pick(text: Any, language: str) -> str:
    """A text that the server gave in both languages, or nothing."""
    return text.text(language) if text is not None else ""


def _told(value: Any, language: str) -> Any:
    return formats.moment(value, language) if isinstance(value, dt.datetime) else value
