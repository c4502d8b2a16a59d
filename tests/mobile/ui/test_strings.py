"""The catalogue: whole in both languages, and everything that can be asked of it is there."""

import re
import string
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import pytest

from mobile.core.outbox_row import QUIET, OutboxKind
from mobile.presenters.notices import Say
from mobile.ui import strings
from mobile.ui.theme import states
from shared.vocabulary import (
    ActorKind,
    AffectedStatus,
    BlindSpot,
    EntryType,
    HandlingAnswer,
    Impact,
    Kind,
    Level,
    OutageStatus,
    SendState,
    Severity,
    Status,
    StatusReason,
)

LOUD = tuple(kind for kind in OutboxKind if kind not in QUIET)
UI = Path(strings.__file__).parent
SAID = re.compile(r"""(?:\bsay|words\.say)\(\s*(?:f)?["']([a-z_.]+)["']""")
CHOSEN = re.compile(r"""["']([a-z_]+\.[a-z_.]+)["'] if .*? else ["']([a-z_]+\.[a-z_.]+)["']""")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", strings.CATALOGUE)
def test_each_text_is_there_in_both_languages_with_the_same_values(key: str) -> None:
    nl, en = strings.CATALOGUE[key]
    assert nl.strip()
    assert en.strip()
    assert placeholders(en) <= placeholders(nl) | {"country"}
    assert (" | " in nl) == (" | " in en)


def test_every_key_that_the_screens_ask_for_exists() -> None:
    asked = set()
    for path in [*UI.rglob("*.py"), *UI.rglob("*.kv")]:
        text = path.read_text(encoding="utf-8")
        asked |= set(SAID.findall(text))
        if path.suffix == ".kv":
            asked |= {key for pair in CHOSEN.findall(text) for key in pair}
    assert len(asked) > 60
    assert asked - {"key"} <= set(strings.CATALOGUE)


@pytest.mark.parametrize(
    ("group", "vocabulary"),
    [
        ("status", Status),
        ("reason", StatusReason),
        ("handling", HandlingAnswer),
        ("handling.line", HandlingAnswer),
        ("send", SendState),
        ("severity", Severity),
        ("kind", Kind),
        ("entry", EntryType),
        ("actor", ActorKind),
        ("outage", OutageStatus),
        ("impact", Impact),
        ("affected", AffectedStatus),
        ("level", Level),
        ("spot", BlindSpot),
        ("unsent", LOUD),
        ("notice", Say),
    ],
)
def test_every_word_of_the_vocabulary_has_its_text(group: str, vocabulary: Iterable[StrEnum]) -> None:
    assert {f"{group}.{word}" for word in vocabulary} <= set(strings.CATALOGUE)


@pytest.mark.parametrize(
    ("table", "vocabulary"),
    [
        (states.STATUS, Status),
        (states.SENDING, SendState),
        (states.HANDLING, HandlingAnswer),
        (states.OUTAGE, OutageStatus),
        (states.IMPACT, Impact),
        (states.AFFECTED, AffectedStatus),
    ],
)
def test_every_state_has_a_look_with_words(table: dict[str, states.Look], vocabulary: type[StrEnum]) -> None:
    assert set(table) == {str(word) for word in vocabulary}
    assert {look.words for look in table.values()} <= set(strings.CATALOGUE)


def test_a_state_that_this_version_does_not_know_gets_the_fallback() -> None:
    assert strings.say(states.look(states.STATUS, "teleported").words, "nl") == "Bijgewerkt"


def test_one_and_more_are_told_apart() -> None:
    assert strings.say("notice.unsent", "en", count=1) == "1 thing is waiting to be sent"
    assert strings.say("notice.unsent", "en", count=3) == "3 things are waiting to be sent"


def test_words_that_people_typed_are_not_read_as_a_template() -> None:
    assert strings.say("notice.refused", "en", detail="{boom} 100%") == "Not accepted. {boom} 100%"
