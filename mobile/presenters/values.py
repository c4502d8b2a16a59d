"""The pieces that several screens show: a word, a text in two languages, a service, an outage, a handling."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from mobile.core.outage_check import Finding
from mobile.presenters.notices import Notice


@dataclass(frozen=True)
class Term:
    """A word of the vocabulary; one that this version of the app does not know is `known=False`: a fallback label."""

    value: str
    known: bool

    @classmethod
    def of(cls, words: type[StrEnum], value: str) -> Self:
        """`value` as one of `words`, or as an unknown one."""
        return cls(value, value in {str(word) for word in words})


@dataclass(frozen=True)
class Localised:
    """A text that the server gives in two languages; either may be missing, never both."""

    nl: str | None
    en: str | None

    @classmethod
    def of(cls, texts: Mapping[str, Any] | None, written_in: str | None = None) -> Self | None:
        """From the contract's `{"nl": ..., "en": ...}`, or None; `written_in` names the one language it was written in.

        The server may fill in the other language with the same words: what was written in one stays told apart.
        """
        if not texts:
            return None
        if written_in in ("nl", "en") and texts.get(written_in):
            texts = {written_in: texts[written_in]}
        return cls(texts.get("nl"), texts.get("en"))

    def text(self, language: str) -> str:
        """The text in `language` (`nl` or `en`), else in the other."""
        first, second = (self.nl, self.en) if language == "nl" else (self.en, self.nl)
        return first or second or ""

    def foreign(self, language: str) -> bool:
        """Whether `text` shows the other language, there being none in this one."""
        return not (self.nl if language == "nl" else self.en)


@dataclass(frozen=True)
class OptionView:
    """An answer to tap; `severity` is what the problem at least is with it, where that matters."""

    id: str
    text: Localised
    severity: str | None = None


@dataclass(frozen=True)
class QuestionView:
    """What a team wants to know; without `options` it is answered in words, without `id` (a server of before) not."""

    id: str
    text: Localised
    options: tuple[OptionView, ...] = ()


@dataclass(frozen=True)
class HelpView:
    """What can be tried for a symptom; `tried` where the reporter said that it did not help."""

    id: str
    title: Localised
    symptom: Localised | None
    steps: tuple[Localised, ...]
    video_url: str | None
    tried: bool = False


@dataclass(frozen=True)
class ServiceView:
    """A service to choose; `icon` is the name of a Material Design icon, `questions` what its team wants to know."""

    slug: str
    title: Localised
    icon: str
    questions: tuple[QuestionView, ...] = ()


@dataclass(frozen=True)
class HandlingView:
    """The answer to "is it being handled?"; times are UTC."""

    answer: Term
    team: str
    since: dt.datetime
    last_human_action_at: dt.datetime | None
    next_update_by: dt.datetime | None
    by: str | None = None
    """The name of the person who has it, where the team told."""
    waits_for: str = ""
    """Who or what it waits for, in the team's words; empty where it waits for nobody outside."""
    waits_until: dt.datetime | None = None


@dataclass(frozen=True)
class UpdateView:
    """What people were told about an outage, with the estimates as they were told then."""

    id: str
    at: dt.datetime
    status: Term
    text: Localised | None
    """None where only an estimate was given or moved."""
    next_update_at: dt.datetime | None
    expected_end_at: dt.datetime | None


@dataclass(frozen=True)
class EstimateView:
    """An end that was expected before, and when that was told."""

    at: dt.datetime
    expected_end_at: dt.datetime


@dataclass(frozen=True)
class OutageView:
    """A known outage or planned work; `updates` newest first, `estimates` are those that no longer hold, newest first.

    `overdue` says that an update was promised for a time that passed without one, as far as this phone can know.
    """

    id: str
    kind: Term
    status: Term
    impact: Term
    ended: bool
    title: Localised
    advice: Localised | None
    services: tuple[ServiceView, ...]
    areas: tuple[str, ...]
    started_at: dt.datetime
    expected_end_at: dt.datetime | None
    next_update_at: dt.datetime | None
    resolved_at: dt.datetime | None
    updates: tuple[UpdateView, ...]
    where: Localised | None = None
    """The areas as people name them; without it `areas` are all there is."""
    overdue: bool = False
    late: bool = False
    """The end that is expected has passed."""
    estimates: tuple[EstimateView, ...] = ()
    postmortem: Localised | None = None
    merged_into: str | None = None
    """The id of the outage that it proved to be a part of."""
    share_text: Localised | None = None
    evidence: Localised | None = None
    """What speaks for one that is only suspected, which managers alone see."""


OutageFinding = Finding


@dataclass(frozen=True)
class OutageAnswer:
    """The outage check's answer; `notice` is the line to show (None while there is nothing to say).

    `as_of` is when the copy on the phone was last known to be right (UTC); `fresh` is False once that is so long ago
    that the line has to warn.
    """

    finding: OutageFinding = OutageFinding.NOT_ASKED
    outages: tuple[OutageView, ...] = ()
    as_of: dt.datetime | None = None
    fresh: bool = False
    notice: Notice | None = None
