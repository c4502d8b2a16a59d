"""What lies behind the profile: tapped through as somebody would."""

from collections.abc import Callable
from typing import Any

from mobile.ui.capture import press_back, seen, settle, tap, type_into

Start = Callable[..., Any]


def test_notifications_are_turned_off_and_on(start: Start) -> None:
    app = start()
    asked: list[object] = []
    app.device.ask_to_notify = asked.append
    tap("place.profile")
    tap("notifications")
    assert not app.preferences.notifications
    assert not asked
    tap("notifications")
    assert app.preferences.notifications
    assert len(asked) == 1


def test_one_tells_those_who_make_the_app(start: Start) -> None:
    app = start()
    tap("place.profile")
    tap("feedback")
    feedback = app.root.front.presenter
    assert feedback.calls[-1] == ("open", "profile")
    type_into("feedback", "Mooi")
    assert feedback.calls[-1] == ("type", "Mooi")
    tap("feedback.send")
    assert feedback.calls[-1] == ("send",)
    feedback.set(sent=True)
    settle(lambda: seen("Dank je wel"))
    assert seen("Wat de app bewaart")


def test_what_is_kept_and_made_use_of_can_be_read(start: Start) -> None:
    app = start()
    tap("place.profile")
    tap("stored")
    for line in ("12 meldingen", "1 concept", "3 foto's", "Samen 1,2 MB", "doorgeven.example.org"):
        assert seen(line), line
    assert press_back()
    tap("about")
    assert seen("Versie 0.1.0")
    tap("licence.requests")
    app.root.front.presenter.set(opened=app.root.front.presenter.state.licences[-5])
    settle(lambda: seen("Licentie:"))
    tap("licence.open")
    assert app.device.opened[0].startswith("https://")
    assert press_back()
    assert press_back()
    assert seen("Profiel")


def test_a_phone_that_forbids_it_is_said(start: Start) -> None:
    app = start()
    app.device.reaches = False
    tap("place.profile")
    tap("notifications")
    tap("notifications")
    settle(lambda: seen("in de instellingen van je telefoon"))


def test_after_signing_out_the_device_shows_and_holds_nothing_more(start: Start) -> None:
    app = start()
    assert app.device.forgot == 0
    app.screens.account.set(person=None)
    settle()
    assert app.device.forgot == 1
