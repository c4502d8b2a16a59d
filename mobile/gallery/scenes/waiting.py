"""What waits to be sent."""

import dataclasses
import datetime as dt

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.presenters.notices import Notice, Say
from mobile.presenters.waiting import WaitingState, WaitingView, Where

_TICKET = WaitingView(
    "w1", "submit", "Geen internet sinds vanmiddag, de lampjes branden rood.", "", samples.NOW, Where.QUEUED
)
_PHOTO = WaitingView(
    "w2", "photo", "", "Geen internet sinds vanmiddag", samples.NOW, Where.SENDING, share=0.4, ticket_id="p2m"
)
_MESSAGE = WaitingView(
    "w3",
    "message",
    "Het is nu alweer weg. Kan er morgen iemand langskomen?",
    "Televisie valt steeds uit",
    samples.NOW,
    Where.UNANSWERED,
    may_have_arrived=True,
    ticket_id="p2m",
)
_MOVE = WaitingView("w4", "confirm", "", "Telefoon ruist", samples.NOW, Where.BEHIND_OTHERS, ticket_id="p2m")
_LATER = WaitingView(
    "w5", "follow", "3511", "", samples.NOW, Where.LATER, next_try_at=samples.NOW + dt.timedelta(minutes=4)
)
_REFUSED = WaitingView(
    "w6",
    "submit",
    "Oma heeft geen tv.",
    "",
    samples.NOW,
    Where.FAILED,
    problem=Notice(Say.REFUSED, {"detail": "Geen postcode van NL."}),
    can_correct=True,
    ticket_id="w6",
)
_OVERTAKEN = WaitingView(
    "w7",
    "message",
    "Nog steeds niet.",
    "Geen internet",
    samples.NOW,
    Where.FAILED,
    problem=Notice(Say.OVERTAKEN_WORDS, {"status": "closed"}),
    ticket_id="p2m",
)
_CHANGED = WaitingView(
    "w8",
    "correct_customer",
    "",
    "Geen internet",
    samples.NOW,
    Where.FAILED,
    problem=Notice(Say.CUSTOMER_CHANGED_MEANWHILE, {"fields": (("phone", "0699887766"), ("email", ""))}),
    ticket_id="p2m",
)
EACH = (_TICKET, _PHOTO, _MESSAGE, _MOVE, _LATER, _REFUSED, _OVERTAKEN, _CHANGED)
"""One in each place where something can be."""
_SOME = WaitingState(loaded=True, items=(_TICKET, _PHOTO, _MESSAGE, _MOVE, _LATER))


def _foot(app: object) -> None:
    app.root.front.ids.page.scroll_y = 0


SCENES = (
    Scene("waiting.empty", "waiting", under="profile"),
    Scene("waiting.some", "waiting", {"waiting": _SOME}, under="profile"),
    Scene("waiting.some.foot", "waiting", {"waiting": _SOME}, act=_foot, under="profile"),
    Scene(
        "waiting.refused",
        "waiting",
        {"waiting": WaitingState(loaded=True, items=(_REFUSED, _OVERTAKEN, _CHANGED))},
        under="profile",
    ),
    Scene("waiting.asking", "waiting", {"waiting": dataclasses.replace(_SOME, asking=_MESSAGE)}, under="profile"),
)
