"""What the app tells of itself: its version, whose work is in it, and what it keeps on the phone."""

import re
from pathlib import Path

from mobile.core.core import Core
from mobile.presenters.screens import Screens
from scripts.licences import licences
from tests.mobile.fake_server import FakeServer
from tests.mobile.resources import a_ticket, an_entry, an_outage

TOP = Path(__file__).parents[3]


def test_the_licences_are_those_of_the_packages_that_are_pinned(screens: Screens) -> None:
    """After a new pin: `.venv/bin/python -m scripts.licences`."""
    shown = {(one.name.lower(), one.version) for one in screens.about().state.licences}
    assert shown == {(one["name"].lower(), one["version"]) for one in licences()}
    pinned = re.findall(r"^([\w.-]+)==(\S+)", (TOP / "requirements-mobile.txt").read_text(), re.MULTILINE)
    assert {(name.lower(), version) for name, version in pinned} <= shown


def test_each_licence_can_be_read(screens: Screens) -> None:
    about = screens.about()
    assert (about.state.version, about.state.server) == ("0.1.0", about.core.server.removeprefix("http://"))
    for licence in about.state.licences:
        about.open(licence.name)
        assert about.state.opened == licence
        assert licence.licence
        assert licence.address.startswith("https://")
        # What is pinned brings its text along.
        assert licence.text or not licence.version
    about.open("nothing of ours")
    assert about.state.opened is None


def test_what_is_stored_is_counted(server: FakeServer, core: Core, screens: Screens) -> None:
    ticket = a_ticket()
    server.put_ticket(ticket, an_entry(ticket["id"]), an_entry(ticket["id"]))
    server.put_outage(an_outage())
    core.sync_once()
    core.signed_in().write(ticket["id"], "Hello")
    # One photo, and the small one that a list shows of it.
    folder = core.signed_in().store.files()[0].parent
    name = next(path.name for path in folder.glob("*.db"))
    pictures = folder / f"{name}.pictures" / ticket["id"]
    pictures.mkdir(parents=True)
    (pictures / "a1.jpg").write_bytes(b"x" * 5000)
    (pictures / "a1.small.jpg").write_bytes(b"x" * 500)
    shown = screens.stored().state
    counted = shown.stored
    assert counted is not None
    assert (counted.tickets, counted.entries, counted.outages, counted.waiting) == (1, 2, 1, 1)
    assert counted.photos == 1
    assert counted.size > 10_000
    assert shown.server == core.server.removeprefix("http://")
