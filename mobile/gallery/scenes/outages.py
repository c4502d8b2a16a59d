"""Outages, one of them, and what is followed."""

import dataclasses

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.presenters.following import FollowingState
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outage import OutageState
from mobile.presenters.outages import OutagesState


def _outage(name: str, **changes: object) -> Scene:
    state = dataclasses.replace(samples.YOURS, **changes)
    if state.outage:
        state = dataclasses.replace(state, id=state.outage.id)
    return Scene(f"outage.{name}", "outage", {"outages": samples.OUTAGES, "outage": state}, under="outages")


def _searched(name: str, postcode: str, **found: object) -> Scene:
    return Scene(
        f"outages.{name}", "outages", {"outages": dataclasses.replace(samples.OUTAGES, postcode=postcode, **found)}
    )


SCENES = (
    Scene("outages.loading", "outages", {"outages": OutagesState()}),
    Scene("outages.none", "outages", {"outages": OutagesState(loaded=True, as_of=samples.NOW)}),
    Scene("outages.never_read", "outages", {"outages": OutagesState(loaded=True)}),
    Scene("outages.full", "outages", {"outages": samples.OUTAGES}),
    _searched("covered", "3511AB", answer=samples.COVERED, planned=samples.OUTAGES.near),
    _searched("clear", "9999ZZ", answer=samples.CLEAR),
    _outage("yours"),
    _outage("overdue", outage=samples.OVERDUE, yours=(), share_text=samples.OVERDUE.share_text),
    _outage("suspected", outage=samples.SUSPECTED, yours=(), can_join=False, share_text=None),
    _outage("closed", outage=samples.ASKED, yours=(), can_join=False, share_text=samples.ASKED.share_text),
    Scene("outage.loading", "outage", {"outages": samples.OUTAGES}, under="outages"),
    Scene(
        "outage.gone", "outage", {"outage": OutageState(loaded=True, notice=Notice(Say.OUTAGE_GONE))}, under="outages"
    ),
    Scene("following.some", "following", {"following": samples.FOLLOWING}, under="outages"),
    Scene(
        "following.empty",
        "following",
        {"following": FollowingState(loaded=True, services=samples.SERVICES)},
        under="outages",
    ),
)
