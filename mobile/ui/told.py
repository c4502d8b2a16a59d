"""From a presenter's values to the words and looks on screen; the one place where keys of the catalogue are made."""

import re
from collections.abc import Mapping

from mobile.presenters.behind import BehindView
from mobile.presenters.notices import Notice
from mobile.presenters.ticket import EntryView
from mobile.presenters.values import HandlingView, Localised, OutageView, ServiceView, Term
from mobile.ui import strings
from mobile.ui.language import words
from mobile.ui.theme.states import AFFECTED, HANDLING, MERGED, OUTAGE, SENDING, STATUS, Look, look

_ENDED = {"cancelled": ("cancel", "outages.called_off"), "dismissed": ("cancel", "outages.taken_back")}
"""What did not end but came to nothing; all others are over."""


def notice(said: Notice | None) -> str:
    """A notice in words, or nothing."""
    return words.say(f"notice.{said.key}", **_in_words(said)) if said else ""


def _in_words(said: Notice) -> dict[str, object]:
    """Its values, with those of the vocabulary in the language of the screen."""
    values: dict[str, object] = dict(said.params)
    if "status" in values:
        values["status"] = term("status", str(values["status"]))
    if "fields" in values:
        values["fields"] = ", ".join(_changed(name, value) for name, value in said.params["fields"])
    return values


def _changed(name: str, value: str) -> str:
    label = words.say(strings.known(f"details.{name}", "details.other"))
    return words.say("details.changed", label=label, value=value or words.say("details.none"))


def error(errors: Mapping[str, Notice], field: str) -> str:
    """The error of one field in words, or nothing."""
    return notice(errors.get(field))


def term(group: str, value: Term | str | None) -> str:
    """A word of the vocabulary; one that this version does not know gets the group's fallback."""
    if value is None:
        return ""
    key = value.value if isinstance(value, Term) else value
    return words.say(strings.known(f"{group}.{key}", f"{group}.unknown"))


def service(view: ServiceView | None, kind: Term | None = None) -> str:
    """A service's title, or the kind of ticket where it has none."""
    return words.pick(view.title) if view else term("kind", kind)


def status(value: Term | None, send_state: str | None) -> tuple[Look, str]:
    """How a ticket's state looks, and its words: what is still on the phone goes before what the server said."""
    if value is None or send_state in ("failed", "sending", "queued"):
        seen = look(SENDING, send_state or "queued")
    else:
        seen = look(STATUS, value.value)
    return seen, words.say(seen.words)


def handling(view: HandlingView | None, send_state: str | None) -> tuple[Look, str]:
    """The answer to "is it being handled?": its look, and its words."""
    if view is None:
        state = send_state if send_state in ("sending", "failed") else "queued"
        return look(SENDING, state), words.say(f"handling.{state}")
    return look(HANDLING, view.answer.value), term("handling", view.answer)


def handling_line(view: HandlingView | None, send_state: str | None) -> str:
    """The same answer as one line with the team and an absolute time."""
    if view is None:
        return handling(view, send_state)[1]
    key = strings.known(f"handling.line.{view.answer.value}", "handling.line.unknown")
    return words.say(key, team=view.team, at=view.since)


def outage(view: OutageView) -> tuple[Look, str]:
    """How an outage's state looks, and its words."""
    seen = MERGED if view.merged_into else look(OUTAGE, view.status.value)
    return seen, words.say(seen.words)


def where(view: OutageView) -> str:
    """Its places as people name them."""
    return words.pick(view.where) or ", ".join(area(name) for name in view.areas)


def about(view: OutageView) -> str:
    """Its services and places, as one line."""
    services = ", ".join(words.pick(service.title) for service in view.services)
    return "  ·  ".join(part for part in (services, where(view)) if part)


def times(view: OutageView) -> list[tuple[str, str]]:
    """Since when, until when, and when to hear more: an icon and a line for each."""
    if view.ended and view.resolved_at:
        ended = ("source-merge", "outages.merged_at") if view.merged_into else _ENDED.get(view.status.value)
        icon, key = ended or ("check", "outages.over")
        return [(icon, words.say(key, at=view.resolved_at))]
    planned = view.status.value == "scheduled"
    told = [("clock-start", words.say("outages.starts" if planned else "outages.since", at=view.started_at))]
    if view.expected_end_at:
        key = "outages.estimate.passed" if view.late else "outages.estimate"
        told.append(("flag-checkered", words.say(key, at=view.expected_end_at)))
    if view.next_update_at and not view.overdue:
        told.append(("message-badge-outline", words.say("outages.next", at=view.next_update_at)))
    return told


def postcode(kept: str) -> str:
    """A postcode as people write it: the Dutch form gets its space."""
    return re.sub(r"^(\d{4})([A-Z]{2})$", r"\1 \2", kept)


def overdue(view: OutageView) -> str:
    """That an update did not come, or nothing."""
    return words.say("outages.overdue", at=view.next_update_at) if view.overdue and view.next_update_at else ""


def foreign(text: Localised | None) -> str:
    """That a text is there in the other language only, or nothing."""
    return words.say("outages.foreign") if text is not None and text.foreign(words.code) else ""


def behind(view: BehindView) -> tuple[Look, str]:
    """How one of one's own behind an outage looks, and its words."""
    if view.status is None or view.refused:
        seen = look(SENDING, view.send_state or "queued")
        return seen, words.say(seen.words)
    if view.is_ticket:
        return status(view.status, view.send_state)
    seen = look(AFFECTED, view.status.value)
    return seen, term("affected", view.status)


def area(name: str) -> str:
    """An area as people call it: `place:Utrecht` is Utrecht, and a province is told apart from the place."""
    if name == "NL":
        return words.say("area.NL")
    kind, _, label = name.rpartition(":")
    return words.say("area.province", name=label) if kind == "province" else label


def actor(entry: EntryView) -> str:
    """Who did it."""
    if entry.mine:
        return words.say("actor.you")
    return entry.actor_name or term("actor", entry.actor)


def happening(entry: EntryView) -> str:
    """What a timeline entry tells, apart from its message."""
    changed = {field: to for field, _, to in entry.changes}
    if entry.type.value == "status" and changed.get("status"):
        return words.say("entry.status", to=term("status", changed["status"]))
    if entry.type.value == "assignment":
        to = changed.get("assignee")
        if to and to == entry.actor_name:
            return words.say("entry.assignment.self")
        return words.say("entry.assignment", to=to) if to else words.say("entry.assignment.none")
    if entry.type.value == "transfer" and changed.get("team"):
        return words.say("entry.transfer", to=changed["team"])
    return (
        words.say(strings.known(f"entry.{entry.type.value}", "entry.unknown"))
        if entry.type.value
        not in (
            "status",
            "transfer",
        )
        else words.say("entry.change")
    )
