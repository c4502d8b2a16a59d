"""The later half of the walk with the app: no signal, an outage, "it works again", and the app her own way."""

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.walking.app import Evening

TITLE = "No internet in the centre of Utrecht"


def without_signal(evening: "Evening") -> None:
    """Passed on in a tunnel; it leaves by itself."""
    phone = evening.phone
    evening.book.chapter("Without a signal")
    evening.book.says("In the train home, Cor asks why his TV shows only some of the channels.")
    evening.network.close()
    phone.pulls()
    phone.sees("No connection")
    phone.taps("pass_on")
    phone.taps("service.tv")
    phone.types("postcode", "3512 JE")
    phone.types("name", "Cor")
    phone.step(
        "Nothing else is different: the outage check answers from what the phone knows, and says of when that is. "
        "Who it was for lately is one tap.",
        "No signal, same form",
    )
    phone.taps("next")
    phone.types("description", "Only the first ten channels.")
    phone.taps("severity.minor")
    phone.taps("next")
    phone.taps("next")
    phone.taps("submit")
    phone.sees("Ready to go")
    phone.step("Kept on the phone; there is nothing left for her to do.", "Ready to go")
    phone.taps("sent.done")
    phone.pulls()
    phone.sees("No connection")
    phone.step("The list says so too, and the line on top leads to all that waits.", "It waits")
    evening.network.open()
    phone.pulls()
    phone.all_is_sent()
    phone.sees("Received")


def outage(evening: "Evening") -> None:
    """Declared, told before the next is passed on, joined with one tap, and followed."""
    phone = evening.phone
    evening.book.chapter("An outage")
    evening.book.says("The tunnel is over, and Cor's ticket has left by itself. Then a manager declares an outage.")
    manager = evening.manager()
    declared = manager.post(
        "/outages",
        {
            "title": {"nl": "Geen internet in het centrum van Utrecht", "en": TITLE},
            "services": ["internet"],
            "areas": ["3511"],
            "impact": "major",
            "advice": {
                "nl": "De modem herstarten helpt niet; bellen via mobiel werkt gewoon.",
                "en": "Restarting the modem does not help; mobile phones work as usual.",
            },
        },
    )
    updates = f"/outages/{declared['id']}/updates"
    phone.pulls()
    phone.is_told(TITLE)
    phone.taps("pass_on")
    phone.taps("service.internet")
    phone.types("postcode", "3511 CE")
    phone.types("house_number", "41")
    phone.sees(TITLE)
    phone.step(
        "When a neighbour of Bep's says the same, she is told at the postcode: no need to tell the story, or to "
        "restart any modem.",
        "An outage at the postcode",
    )
    phone.types("name", "Fatma")
    phone.taps("this_is_it.")
    phone.taps("next")
    phone.taps("next")
    evening.neighbour = phone.app.root.front.presenter.state.id
    phone.taps("submit")
    phone.sees("Noted.")
    phone.taps("sent.open")
    for hours, text in ((2, "A digger has cut a cable. An engineer is on the way."), (4, "A part has to come first.")):
        over = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).isoformat()
        manager.post(updates, {"status": "identified", "text": {"en": text}, "expected_end_at": over})
    phone.pulls()
    phone.sees("A part has to come first.")
    phone.step(
        "*This is it* was all: Fatma stands behind the outage, and Eva hears every update. The estimate has moved, "
        "and the earlier one stays in sight.",
        "The outage",
    )
    phone.taps("follow")
    phone.taps("take.")
    phone.types("label", "Bep")
    phone.taps("add")
    phone.sees("What you follow")
    phone.all_is_sent()
    phone.step("She follows the area, so that she hears of the next one before Bep calls.", "Following an area")
    phone.taps("back")
    phone.taps("back")
    manager.post(updates, {"status": "resolved", "text": {"en": "The cable is repaired."}})


def works_again(evening: "Evening") -> None:
    """Asked of each, a no would open it again; then what she thought of it."""
    phone = evening.phone
    evening.book.chapter("Does it work again?")
    evening.team("resolve", "The cable is repaired; it should work again.")
    phone.pulls()
    phone.waits_for_her("Bep", "Fatma")
    phone.step("Resolved is what the team says; whether it works is asked of those who passed it on.", "Two questions")
    phone.opens(evening.ticket)
    phone.sees("Does it work again?")
    phone.step("One tap either way. *No* opens the same ticket again, with nothing typed twice.", "Does it work again")
    phone.taps("confirm")
    # The stars move as the answer comes, and what the team did.
    phone.all_is_sent()
    phone.sees("Closed")
    phone.taps_for("star.5", "rating.word")
    phone.types("rating.word", "Quick, and I could tell Bep each time.")
    phone.to_top()
    phone.step("It does. How did it go? One to five stars, and a word for the team if she likes.", "How did it go")
    phone.taps("rating.send")
    phone.all_is_sent()
    phone.taps("back")
    phone.opens(evening.neighbour)
    phone.sees("Does it work again for Fatma?")
    phone.step(
        "Fatma never had a ticket, and is asked about all the same. A *no* would make a ticket of what is known.",
        "Asked about the neighbour",
    )
    phone.taps("works.")
    phone.all_is_sent()
    phone.taps("back")
    phone.sees("Finished")
    phone.step("Done, and nobody had to phone anyone. Cor's channels are with the TV team.", "It works again")


def her_own_way(evening: "Evening") -> None:
    """Dark, and in Dutch."""
    phone = evening.phone
    evening.book.chapter("Her own way")
    phone.taps("place.profile")
    phone.step("What she can choose, what the app keeps on her phone, and who made it.", "Profile")
    phone.taps("theme.dark")
    phone.taps("language.nl")
    phone.taps("place.tickets")
    phone.sees("Mijn meldingen")
    phone.step("The same list in the dark, and in Dutch: switched at once.", "Dark, in Dutch")
