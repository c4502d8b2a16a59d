"""What all presenters share."""

import ast
import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from mobile.core.submissions import message_faults, ticket_faults
from mobile.presenters.base import Presenter
from mobile.presenters.notices import Say
from mobile.presenters.problems import field_notices
from mobile.presenters.screens import Screens

ROOT = Path(__file__).parents[3]


def test_listeners_are_told_of_each_change_and_of_nothing_else(screens: Screens) -> None:
    form = screens.pass_on()
    form.start()
    seen: list[str] = []
    forget = form.subscribe(lambda state: seen.append(state.form.description))
    form.type("description", "a")
    count = len(seen)
    assert seen[0] == "a"
    form.type("description", "a")
    form.refresh()
    assert len(seen) == count
    forget()
    forget()
    form.type("description", "b")
    assert len(seen) == count


@pytest.mark.parametrize("make", ["sign_in", "tickets", "pass_on", "ticket", "outages"])
def test_states_are_frozen(screens: Screens, make: str) -> None:
    presenter: Presenter[object] = getattr(screens, make)()
    field = dataclasses.fields(presenter.state)[0].name  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(presenter.state, field, None)


def test_the_contract_s_sentences_about_what_is_typed_have_keys_here() -> None:
    """A sentence that is reworded in the contract would else be shown in English to everyone."""
    wrong = {"kind": "problem", "description": "x" * 10_001, "customer": {"postcode": "?", "name": "\x07"}}
    said = {
        **field_notices(ticket_faults(wrong, "NL")),
        **field_notices(message_faults({"body": ""})),
        "surrogate": field_notices(message_faults({"body": "\ud800"}))["body"],
    }
    assert Say.SERVER_SAID not in {notice.key for notice in said.values()}
    assert len(said) == 6


@pytest.mark.parametrize("folder", ["core", "presenters"])
def test_no_window_in_here(folder: str) -> None:
    for path in (ROOT / "mobile" / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] in {"kivy", "kivymd", "backend"}], path


def test_work_is_never_done_on_the_screen_s_thread(screens: Screens, worker: Callable[..., None]) -> None:
    worker.hold()  # type: ignore[attr-defined]
    tickets = screens.tickets()
    assert not tickets.state.loaded
    worker.finish()  # type: ignore[attr-defined]
    assert tickets.state.loaded
