"""The walk with the app: Eva's first evening, from the first start to "it works again" and what she thought of it."""

from dataclasses import dataclass

from mobile.device import Photo
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.employees import PASSWORD
from scripts.processes.waiting import until
from scripts.story.relay import Relay
from scripts.walking import app_outage
from scripts.walking.book import Book
from scripts.walking.phone import Phone


@dataclass
class Evening:
    """Everybody who plays; `network` is the phone's."""

    phone: Phone
    backstage: Backstage
    network: Relay
    book: Book
    ticket: str = ""
    """By its id on the phone."""
    reference: str = ""
    neighbour: str = ""
    """Behind the outage, by its id on the phone."""

    def manager(self) -> Person:
        """Somebody who declares outages and tells how they go."""
        return Person(self.backstage.address, "manager@example.org", PASSWORD)

    def team(self, order: str, text: str = "") -> None:
        """The solving team does something with Bep's ticket, in its own system."""
        self.backstage.order(f"{order} {self.reference} {text}".strip())


def walk(evening: Evening) -> None:
    """All of it, each step seen; raises TooLong, AssertionError and LookupError where one is not."""
    evening.book.title("The app: a walk")
    evening.book.says(
        "Made by `./scripts/walkthrough app`: a new company with the demo's people, a real server and worker, a "
        "solving team in a program of its own that knows only the webhook and REST, and the app with its window drawn "
        "in memory. Everything here was tapped, typed and seen as it stands; only the camera, the clipboard and the "
        "phone's notifications are stood in for. The company's side of it: [in the browser](walkthrough-browser.md)."
    )
    _first_start(evening)
    _passing_on(evening)
    _received(evening)
    _question(evening)
    app_outage.without_signal(evening)
    app_outage.outage(evening)
    app_outage.works_again(evening)
    app_outage.her_own_way(evening)


def _first_start(evening: Evening) -> None:
    phone = evening.phone
    evening.book.chapter("The first start")
    phone.taps("language.other")
    phone.sees("Pass it on here, in a minute")
    phone.types("address", f"http://127.0.0.1:{evening.network.port}")
    phone.step(
        "What the app is for, in three sentences, in Dutch or English. Eva types her company's address (or scans it "
        "from the invitation). It has to be `https` everywhere but on one's own machine, as here.",
        "The first start",
    )
    phone.taps("welcome.go")
    phone.types("email", "employee@example.org")
    phone.types("password", PASSWORD)
    phone.step("She signs in with the account of her work. The address is remembered.", "Signing in")
    phone.taps("sign_in.submit")
    phone.sees("Nothing passed on yet")
    mirror = phone.core.signed_in().store.mirror
    phone.until(lambda: mirror.services() and mirror.last_synced_at(), "the first reading")
    phone.step("Nothing yet, and what to do about that. The button is always at her thumb.", "Nothing passed on yet")


def _passing_on(evening: Evening) -> None:
    phone = evening.phone
    evening.book.chapter("Passing it on, in a minute")
    evening.book.says("At dinner Bep says that her internet is down. Eva takes out her phone.")
    phone.taps("pass_on")
    phone.sees("Internet")
    phone.step("A problem or a question, and what it is about: one tap on a tile leads on.", "What it is about")
    phone.taps("service.internet")
    phone.pocket.clipboard = "Bep de Boer 06-12345678 3511AB 12"
    phone.taps("paste")
    phone.sees("No known outage as of")
    phone.step(
        "The postcode comes first, so that a known outage is told before anything else is asked. Here a message of "
        "Bep's was pasted: name, number and address found their fields.",
        "Where and for whom",
    )
    phone.taps("next")
    phone.types("description", "No internet since this afternoon. The neighbours do have it.")
    phone.taps("question.lights.red")
    phone.taps("question.depends.no")
    phone.taps("question.since.today")
    phone.step(
        "In her own words, and what this team always asks, as taps: they need not call back for it. Every letter is "
        "saved as it is typed.",
        "The story",
    )
    _photo(evening)
    _help(evening)
    _summary(evening)


def _photo(evening: Evening) -> None:
    from mobile.gallery.scenes.tickets import modem_photo

    phone = evening.phone
    phone.taps("severity.major")
    phone.pocket.photos = (Photo("modem.jpg", modem_photo().read_bytes),)
    phone.taps("photo.take")
    phone.until(lambda: phone.name("photo.remove."), "the photo")
    phone.shows("photo.take")
    phone.step(
        "How bad it is, and a photo of the modem. It is made small, and where it was taken is removed, before it "
        "leaves the phone.",
        "How bad, and a photo",
    )


def _help(evening: Evening) -> None:
    phone = evening.phone
    phone.taps("next")
    phone.sees("Try this first")
    phone.step(
        "What often helps with exactly this, kept on the phone. *That helped!* would end it here, without a ticket.",
        "Help at once",
    )
    phone.taps("help.no.")
    phone.step(
        "Bep tried it: no luck. That goes along, so that nobody tells her to do it again. The next one opens.",
        "Tried, did not help",
    )


def _summary(evening: Evening) -> None:
    phone = evening.phone
    phone.taps("next")
    phone.sees("Is it right?")
    phone.taps("informed")
    phone.to_top()
    phone.step("All that goes out; a tap on a line leads back to it. May they phone Bep?", "The summary")
    evening.ticket = phone.app.root.front.presenter.state.id
    phone.taps("submit")
    phone.sees("The team has it")
    phone.step(
        "Sent, and received: a number to name on the phone, and a sentence to send on to Bep.",
        "The team has it",
    )


def _received(evening: Evening) -> None:
    phone = evening.phone
    phone.taps("sent.done")
    phone.sees("My tickets", "Received")
    phone.step("On her list, with where it stands.", "My tickets")

    def arrived() -> str:
        lines = evening.backstage.team_lines()
        return next((str(x["reference"]) for x in lines if x["what"] == "received" and x.get("reference")), "")

    evening.reference = until(arrived, 20, "the ticket at the team")


def _question(evening: Evening) -> None:
    phone = evening.phone
    evening.book.chapter("The team asks something")
    evening.team("take_up")
    evening.team("ask", "Is the red light the upper or the lower one?")
    phone.pulls()
    phone.is_told(evening.reference)
    phone.waits_for_her("Bep")
    phone.step(
        "Sanne of Internet Care has it in her own system, took it up and asks something. The phone told Eva; what "
        "waits for her stands first.",
        "What needs her first",
    )
    phone.opens(evening.ticket)
    phone.sees("Is the red light the upper or the lower one?")
    phone.step(
        "*Is it being handled?* comes first: by whom, since when, and when she will hear more, as clock times.",
        "Is it being handled",
    )
    phone.types("message", "The lower one, she says.")
    phone.taps("send")
    phone.all_is_sent()
    phone.until(lambda: not phone.app.root.front.presenter.state.asks_answer, "the team to have the answer")
    phone.sees("The lower one, she says.")
    phone.step("She answers under it, and it goes on. Bep's photo is there too.", "Answered")
    phone.taps("back")
