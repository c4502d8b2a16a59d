"""My tickets, and one of them."""

import dataclasses
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.presenters.notices import Notice, Say
from mobile.presenters.photos import PhotoView
from mobile.presenters.rating import RatingView
from mobile.presenters.ticket import CustomerView, FileView, TicketState, UnsentAction
from mobile.presenters.tickets import Shows, TicketsState, Wanted
from shared.vocabulary import SendState


def _ticket(name: str, **changes: object) -> Scene:
    state = dataclasses.replace(samples.TICKET_STATE, **changes)
    return Scene(f"ticket.{name}", "ticket", {"tickets": samples.TICKETS, "ticket": state})


@cache
def modem_photo() -> Path:
    """A modem with its lights, as somebody would photograph it."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (1200, 900), "#c9b79c")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 620, 1200, 900), fill="#8a6f4d")
    pen.rounded_rectangle((180, 260, 1020, 680), 50, fill="#f4f4f2", outline="#d0d0cc", width=6)
    for number, colour in enumerate(("#2fa84f", "#2fa84f", "#d2342c", "#555555", "#2fa84f")):
        pen.ellipse((260 + number * 140, 560, 300 + number * 140, 600), fill=colour)
    path = Path(tempfile.gettempdir()) / f"doorgeven-sample-{os.getuid()}.jpg"
    picture.save(path, "JPEG", quality=80)
    return path


def _with_photos(*files: FileView) -> dict[str, object]:
    said = samples.entry("e7", "message", 1, body="Zo ziet hij eruit.", mine=True, files=files)
    return {"timeline": (*samples.TIMELINE[:3], said)}


def _shown(app: Any) -> None:
    photo = modem_photo()
    file = FileView("a1", "modem.jpg", is_photo=True, width=1200, height=900, small=photo, whole=photo)
    screen = app.root.front
    screen.presenter.set(**_with_photos(file, dataclasses.replace(file, id="a2", name="meterkast.jpg")))
    screen.ids.page.scroll_to(screen.ids.timeline.children[0])


def _along(app: Any) -> None:
    """Photos beside a message, and one before it that waits to be sent."""
    photo = modem_photo()
    file = FileView("w1", "photo-w1.jpg", is_photo=True, small=photo, whole=photo)
    waiting = samples.entry("w1", "message", 1, mine=True, files=(file,), send_state=SendState.QUEUED)
    photos = (PhotoView("p1", photo), PhotoView("p2", photo))
    screen = app.root.front
    screen.presenter.set(timeline=(*samples.TIMELINE[:3], waiting), photos=photos, adding=1, message="En zo thuis.")
    screen.ids.page.scroll_to(screen.ids.timeline.children[0])


def _asked(app: Any) -> None:
    app.root.front.ask_photo()


def _tapped(app: Any) -> None:
    _shown(app)
    screen = app.root.front
    screen.see_photo(screen.presenter.state.timeline[-1].files[0])


_FAILED = FileView("a2", "modem2.jpg", is_photo=True, failed=True)
_DOCUMENT = FileView("a3", "factuur.pdf")


def _none(wanted: Wanted) -> TicketsState:
    return dataclasses.replace(samples.TICKETS, needs_me=(), drafts=(), open=(), ended=(), wanted=wanted)


_RESOLVED = dataclasses.replace(
    samples.TICKET,
    status=samples.term("resolved"),
    status_reason=samples.term("fixed"),
    handling=samples.handling("done", by="Mark Bos"),
)
_CLOSED = dataclasses.replace(_RESOLVED, status=samples.term("closed"))
_QUEUED = dataclasses.replace(samples.TICKET, reference=None, status=None, handling=None, share_text=None)
_REFUSED = UnsentAction(
    "s1", "submit", SendState.FAILED, samples.TICKET.description, Notice(Say.REFUSED, {"detail": "Geen postcode."})
)

SCENES = (
    Scene("tickets.loading", "tickets", {"tickets": TicketsState()}),
    Scene("tickets.empty", "tickets"),
    Scene("tickets.never_read", "tickets", {"tickets": TicketsState(loaded=True, read=False)}),
    Scene("tickets.full", "tickets", {"tickets": samples.TICKETS}),
    Scene("tickets.none_found", "tickets", {"tickets": _none(Wanted(shows=Shows.UNREAD))}),
    _ticket("in_progress"),
    _ticket("works_again", ticket=_RESOLVED, asks_works_again=True, can_confirm=True, can_reopen=True),
    _ticket("rate", ticket=_CLOSED, can_rate=True, can_message=False),
    _ticket("rating", ticket=_CLOSED, can_rate=True, can_message=False, stars=4, word="Snel geholpen, dank."),
    _ticket("rated", ticket=_CLOSED, can_rate=True, can_message=False, rating=RatingView(5, "Top", waits=True)),
    _ticket("photos", **_with_photos(FileView("a1", "modem.jpg", is_photo=True), _FAILED, _DOCUMENT)),
    Scene("ticket.photo", "ticket", {"tickets": samples.TICKETS, "ticket": samples.TICKET_STATE}, act=_shown),
    Scene("ticket.photo_large", "ticket", {"tickets": samples.TICKETS, "ticket": samples.TICKET_STATE}, act=_tapped),
    Scene("ticket.photos_along", "ticket", {"tickets": samples.TICKETS, "ticket": samples.TICKET_STATE}, act=_along),
    Scene("ticket.photo_from", "ticket", {"tickets": samples.TICKETS, "ticket": samples.TICKET_STATE}, act=_asked),
    _ticket("asks_answer", asks_answer=True, message="Nee, dat lampje is uit."),
    _ticket("correcting", customer_form=CustomerView("Oma Bep", "06 1234 5678", "", "3511AB", "12", may_contact=True)),
    _ticket("refused", ticket=_QUEUED, timeline=(), unsent=(_REFUSED,), can_message=False),
    Scene("ticket.loading", "ticket", {"tickets": samples.TICKETS, "ticket": TicketState(id="p2m")}),
    Scene(
        "ticket.gone",
        "ticket",
        {"tickets": samples.TICKETS, "ticket": TicketState(id="gone", loaded=True, notice=Notice(Say.TICKET_GONE))},
    ),
)
