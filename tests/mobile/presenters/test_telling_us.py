"""What somebody has to say about the app is kept as it is typed, and sent once, when it can be."""

from collections.abc import Callable

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.presenters.notices import Say
from mobile.presenters.screens import Screens
from tests.mobile.fake_server import FakeServer, problem


def test_it_arrives_once_with_the_version_and_the_screen(server: FakeServer, core: Core, screens: Screens) -> None:
    feedback = screens.feedback()
    feedback.open("tickets")
    feedback.type("  Please larger letters ")
    server.lose_answer("POST", "/feedback")
    feedback.send()
    feedback.send()
    assert feedback.state.sent
    core.sync_once()
    core.sync_once(eager=True)
    assert [(f["text"], f["screen"], f["app_version"]) for f in server.feedback] == [
        ("Please larger letters", "tickets", "0.1.0")
    ]
    assert not core.signed_in().store.outbox.all()
    assert not core.signed_in().store.drafts.all(DraftKind.FEEDBACK)


def test_what_was_typed_is_there_again(new_screens: Callable[[], Screens], core: Core) -> None:
    before = new_screens().feedback()
    before.open("tickets")
    before.type("Half a sen")
    after = new_screens().feedback()
    after.open()
    assert (after.state.id, after.state.text) == (before.state.id, "Half a sen")
    after.type(" ")
    assert not core.signed_in().store.drafts.all(DraftKind.FEEDBACK)


def test_nothing_and_too_much_are_said(screens: Screens) -> None:
    feedback = screens.feedback()
    feedback.open()
    feedback.send()
    assert feedback.state.notice
    assert feedback.state.notice.key is Say.NOTHING_TO_SEND
    feedback.type("x" * 4001)
    feedback.send()
    assert feedback.state.notice.key is Say.TOO_LONG
    assert not feedback.state.sent
    feedback.type("a\x07b")
    feedback.send()
    assert feedback.state.notice.key is Say.NOT_ALLOWED_CHARACTERS


def test_signing_out_names_it(core: Core, screens: Screens) -> None:
    feedback = screens.feedback()
    feedback.open()
    feedback.type("Sent words")
    feedback.send()
    again = screens.feedback()
    again.open()
    again.type("Typed words")
    screens.account.ask_sign_out()
    assert [(u.what, u.text) for u in screens.account.state.unsent] == [
        ("feedback", "Sent words"),
        ("draft", "Typed words"),
    ]


def test_what_the_server_refuses_can_be_corrected(server: FakeServer, core: Core, screens: Screens) -> None:
    feedback = screens.feedback()
    feedback.open("profile")
    feedback.type("Words")
    feedback.send()
    server.fail("POST", "/feedback", problem(422, "Not so."))
    core.sync_once()
    core.signed_in().take_back(feedback.state.id)
    again = screens.feedback()
    again.open()
    assert again.state.text == "Words"
