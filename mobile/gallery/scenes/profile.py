"""One's own profile."""

import dataclasses

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.presenters.about import AboutState, licences
from mobile.presenters.account import AccountState
from mobile.presenters.feedback import FeedbackState
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outside import FeedView, OutsideState
from mobile.presenters.stored import StoredState
from mobile.presenters.sync_state import SyncState

_FEED = FeedView(
    "f1", ("3511",), "https://doorgeven.example.org/f/a", "https://doorgeven.example.org/f/a.ics", samples.NOW
)
_WORDS = "Fijn dat je ziet wie het heeft opgepakt. Het zoeken mag van mij ook op straatnaam."
_MANAGER = dataclasses.replace(samples.PERSON, role=samples.term("manager"))

_REQUESTS = next(one for one in licences() if one.name == "requests")


def _foot(app: object) -> None:
    app.root.front.ids.page.scroll_y = 0


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
    Scene("profile.foot", "profile", {"sync": SyncState(last_synced_at=samples.NOW)}, act=_foot),
    Scene("feedback.empty", "feedback", under="profile"),
    Scene(
        "feedback.problem",
        "feedback",
        {"feedback": FeedbackState(text="  ", notice=Notice(Say.NOTHING_TO_SEND))},
        under="profile",
    ),
    Scene("feedback.typed", "feedback", {"feedback": FeedbackState(text=_WORDS)}, under="profile"),
    Scene("stored.usual", "stored", under="profile"),
    Scene("stored.counting", "stored", {"stored": StoredState(server="doorgeven.example.org")}, under="profile"),
    Scene("about.usual", "about", under="profile"),
    Scene(
        "licence.usual",
        "licence",
        {"about": AboutState(licences=licences(), opened=_REQUESTS)},
        {"work": "requests"},
        under="profile",
    ),
)
