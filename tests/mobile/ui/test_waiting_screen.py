"""What waits to be sent, reached from the banner, and cancelled by a tap."""

from collections.abc import Callable
from typing import Any

import pytest

from mobile.gallery.scenes.waiting import _MESSAGE, _REFUSED, _SOME
from mobile.presenters.notices import Notice, Say
from mobile.presenters.sync_state import Connection, SyncState
from mobile.presenters.waiting import WaitingState
from mobile.ui.capture import press_back, seen, settle, shown, tap

pytestmark = pytest.mark.window


def test_from_the_banner_to_what_waits_and_back(start: Callable[..., Any]) -> None:
    offline = SyncState(connection=Connection.OFFLINE, notice=Notice(Say.OFFLINE), unsent=5)
    app = start(sync=offline, waiting=_SOME)
    assert seen("5 nog te versturen: bekijk")
    tap("banner.action")
    for words in ("Nog te versturen", "Geen internet sinds vanmiddag", "40 % is verstuurd"):
        assert seen(words)
    tap("banner.action")
    assert len(app.root.stack) == 2, "it is there already"
    presenter = app.root.front.presenter
    tap("waiting.cancel.w1")
    assert ("cancel", "w1") in presenter.calls
    tap("waiting.now")
    assert ("send_now",) in presenter.calls
    presenter.set(asking=_MESSAGE)
    settle(lambda: seen("Het kan al aangekomen zijn"))
    tap("waiting.yes")
    assert ("give_up", "w3") in presenter.calls
    presenter.set(asking=None, items=(_REFUSED,))
    settle(lambda: seen("Geen postcode van NL."))
    tap("waiting.correct.w6")
    assert ("correct", "w6") in presenter.calls
    presenter.set(items=(), kept="ticket")
    settle(lambda: seen("Staat weer bij je concepten."))
    settle(lambda: seen("Alles is verstuurd"))
    assert press_back()
    assert shown("pass_on")


def test_a_corrected_one_goes_on_in_its_form(start: Callable[..., Any]) -> None:
    app = start(waiting=WaitingState(loaded=True, items=(_REFUSED,)))
    app.root.go("waiting")
    settle()
    app.root.front.presenter.set(corrected="w6", items=())
    settle(lambda: ("open_draft", "w6") in app.root.front.presenter.calls)
