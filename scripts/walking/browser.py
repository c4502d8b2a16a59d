"""The walk through the browser: a manager's night, a solver's morning, an admin's afternoon."""

from playwright.sync_api import Browser

from scripts.processes.employees import PASSWORD
from scripts.walking.book import Book
from scripts.walking.people import Walker, colleague, pass_on, somebody

FRIENDS = (
    ("Geen internet sinds vanavond, het lampje knippert rood.", "3511 AB", "12", "Oma Truus"),
    ("Internet ligt plat.", "3511 AD", "3", "Henk"),
    ("Niks doet het meer, ook de wifi niet.", "3511 AC", "77", "Fatma"),
    ("Modem blijft opnieuw opstarten.", "3511 BL", "8", "Pieter"),
    ("Alweer geen verbinding.", "3511 CE", "41", "Mw. Janssen"),
    ("Sinds een half uur geen internet.", "3511 DT", "5", "Ali"),
    ("Tv en internet weg.", "3511 EX", "19", "Sjoerd"),
)


def walk(browser: Browser, address: str, book: Book) -> None:
    """All of it, each step seen; raises AssertionError and Playwright's errors where one is not."""
    book.title("In the browser: a walk")
    book.says(
        "Made by `./scripts/walkthrough browser`: a new company with the demo's people, a real server and worker, and "
        "Chromium. Each sentence was done, and each picture taken, as it stands here; nothing was prepared but the "
        "colleagues who pass on what they hear."
    )
    _first_look(browser, address, book)
    tickets = [pass_on(colleague(address), *friend) for friend in FRIENDS]
    _manager(browser, address, book)
    _solver(browser, address, book, tickets[0]["reference"], tickets[0]["id"])
    _admin(browser, address, book)


def _sign_in(walker: Walker, who: str) -> None:
    walker.page.goto("/")
    walker.fills("_email", f"{who}@example.org")
    walker.fills("_password", PASSWORD)
    walker.presses("Sign in")


def _first_look(browser: Browser, address: str, book: Book) -> None:
    book.chapter("A company's first day")
    with somebody(browser, address, book) as anna:
        anna.does("The address leads to the sign-in page, in the company's name and colour.")
        anna.page.goto("/")
        anna.picture("Sign in")
        anna.does("A manager signs in, and finds the board: nothing has come in yet, and it says so.")
        _sign_in(anna, "manager")
        anna.sees("All is calm")
        anna.picture("The board on the first day")


def _manager(browser: Browser, address: str, book: Book) -> None:
    book.chapter("A manager, at night, on a phone")
    with somebody(browser, address, book, width=390, height=844, theme="dark") as mo:
        mo.does(
            "Seven colleagues have passed on what they hear in the centre of Utrecht. The board shows it within "
            "seconds of the last one: many tickets in one place, and no outage."
        )
        _sign_in(mo, "manager")
        mo.sees("7 tickets for Internet, and no outage")
        mo.page.locator(".spots").scroll_into_view_if_needed()
        mo.picture("Many tickets in one place with no outage")
        mo.does("He declares it from there: service and place are filled in; he says what it is, and how bad.")
        mo.page.locator(".spots").get_by_role("link", name="Declare").first.click()
        mo.fills("title/nl", "Geen internet in het centrum van Utrecht")
        mo.fills("title/en", "No internet in the centre of Utrecht")
        mo.page.get_by_label("Major").check()
        mo.picture("Declaring an outage")
        mo.presses("Declare it")
        mo.sees("Declared: everybody")
        mo.picture("It stands on the board")
    with somebody(browser, address, book) as mo:
        _sign_in(mo, "manager")
        mo.does("At his desk he tells how it goes, and reads it first as people will read it, in both languages.")
        mo.follows("No internet in the centre of Utrecht")
        mo.follows("Tell how it goes")
        mo.page.get_by_label("Cause known").check()
        mo.fills("text/nl", "Een graafmachine heeft een kabel geraakt. De monteur is er om 04:30.")
        mo.fills("text/en", "A digger has cut a cable. The engineer will be there at 04:30.")
        mo.presses("Preview")
        mo.sees("As people will read it")
        mo.picture("A preview in both languages", full=True)
        mo.presses("Tell it")
        mo.sees("Told: everybody")
        mo.picture("The outage, with what was told", full=True)
        mo.page.goto("/board")
        mo.sees("Where it comes from")
        mo.page.set_viewport_size({"width": 1024, "height": 1280})
        mo.picture("The board", as_well="board")
        mo.page.set_viewport_size({"width": 1024, "height": 720})
        mo.does("What reporters wrote is there to read, contact details covered, and that it was read is logged.")
        mo.page.goto("/board/words")
        mo.sees("Modem blijft opnieuw opstarten.")
        mo.picture("Reporters' words")
        mo.does("When it works again he says so; each reporter is asked whether it does.")
        mo.page.goto("/board")
        mo.follows("No internet in the centre of Utrecht")
        mo.follows("It works again")
        mo.presses("Tell it")
        mo.sees("Told: everybody")
        mo.does("Looking back: how long it took, and what was promised against what was kept.")
        mo.page.goto("/board/past")
        mo.picture("Looking back", full=True)


def _solver(browser: Browser, address: str, book: Book, reference: str, ticket_id: str) -> None:
    book.chapter("A solver, in the morning")
    with somebody(browser, address, book) as sanne:
        sanne.does("Sanne is of the internet team, which has no ticket system. Her queue is there as she signs in.")
        _sign_in(sanne, "solver")
        sanne.sees(reference)
        sanne.picture("The queue", as_well="desk")
        sanne.does("She opens one: the customer, what was said, how the clocks stand, and what may be the same.")
        sanne.follows(reference)
        sanne.sees("Geen internet sinds vanavond")
        sanne.picture("A ticket", full=True)
        sanne.does("She takes it up; the one who passed it on sees at once by whom.")
        sanne.presses("Take up")
        sanne.sees("In progress")
        sanne.does("She asks something; the answer from the phone comes in by itself, while she types a note.")
        sanne.page.locator(".ticket-acts").get_by_role("link", name="Ask", exact=True).click()
        sanne.page.locator("#form-ask textarea").fill("Welke lampjes branden er op het modem?")
        sanne.page.locator("#form-ask [data-send]").click()
        sanne.sees("Asked.")
        colleague(address).post(
            f"/tickets/{ticket_id}/messages", {"body": "Alleen het rode lampje.", "visibility": "public"}
        )
        sanne.sees("Alleen het rode lampje.")
        sanne.picture("The answer has come in", full=True)
        sanne.does("`?` shows the keys of a page; `n` is the next ticket.")
        sanne.page.keyboard.press("?")
        sanne.sees("Letters on the keyboard do something")
        sanne.picture("Keys")


def _admin(browser: Browser, address: str, book: Book) -> None:
    book.chapter("An admin, in the afternoon")
    with somebody(browser, address, book) as anna:
        anna.does("Anna looks after the company's settings.")
        _sign_in(anna, "admin")
        anna.page.goto("/admin")
        anna.picture("Settings")
        anna.does("She adds a rule for the internet team, and tries a postcode before anybody depends on it.")
        anna.page.goto("/admin/teams/internet/rules")
        anna.fills("area", "3511")
        anna.presses("Add")
        anna.sees("The rule is added")
        anna.page.locator("#try-postcode").fill("3511 AB")
        anna.page.locator("#try-service").select_option("internet")
        anna.page.locator("#try button").click()
        anna.page.wait_for_url("**postcode=3511*")
        anna.picture("Rules of a team, and a postcode tried", full=True)
        anna.does("What is still missing before going live stands on a page of its own.")
        anna.page.goto("/admin/checks")
        anna.picture("What is missing")
        anna.does("All of it is there for somebody on a phone, in the other language and in the dark too.")
    with somebody(browser, address, book, width=390, height=844, theme="dark", language="nl") as anna:
        anna.page.goto("/")
        anna.fills("_email", "admin@example.org")
        anna.fills("_password", PASSWORD)
        anna.presses("Inloggen")
        anna.page.goto("/admin")
        anna.picture("Settings on a phone")
