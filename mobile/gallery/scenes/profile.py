"""One's own profile."""

import dataclasses

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.presenters.account import AccountState
from mobile.presenters.outside import FeedView, OutsideState
from mobile.presenters.sync_state import SyncState

_FEED = FeedView(
    "f1", ("3511",), "https://doorgeven.example.org/f/a", "https://doorgeven.example.org/f/a.ics", samples.NOW
)
_MANAGER = dataclasses.replace(samples.PERSON, role=samples.term("manager"))

SCENES = (
    Scene("profile.usual", "profile", {"sync": SyncState(last_synced_at=samples.NOW)}),
    Scene(
        "profile.manager",
        "profile",
        {
            "account": AccountState(person=_MANAGER),
            "sync": SyncState(last_synced_at=samples.NOW, unsent=3),
            "outside": OutsideState(tickets_by_mail=False, feeds=(_FEED,), follows=True),
        },
    ),
    Scene(
        "profile.sign_out",
        "profile",
        {"account": AccountState(person=samples.PERSON, asking=True, unsent=samples.UNSENT)},
    ),
)
