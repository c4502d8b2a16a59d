"""What the forms about outages are filled in with, and what can be chosen in them."""

import datetime as dt
from typing import Any, NamedTuple

from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.forms import Form
from backend.board.outages import services
from backend.board.outages.schemas import ConfirmSchema
from backend.i18n import say
from backend.outages import services as outages
from backend.teams import services as teams
from shared.messages import Message
from shared.schemas.outages import DeclareOutageSchema, NewUpdateSchema, PatchOutageSchema
from shared.vocabulary import Impact, OutageKind, OutageStatus

Choices = list[tuple[str, str]]

TIMES_TOLD = ("expected_end_at", "next_update_at")
"""What an update takes back where it is left blank."""
CLEARS = ("advice", "postmortem", *TIMES_TOLD)
"""And what a change does."""
_FACTS = ("title", "services", "areas", "impact", "advice", "started_at", "expected_end_at", "next_update_at")
_WRITTEN = ("title", "advice", "postmortem")

IMPACTS = {
    Impact.MINOR: Message("Minor: slow or now and then"),
    Impact.MAJOR: Message("Major: does not work for many"),
    Impact.CRITICAL: Message("Critical: does not work at all, or people cannot call for help"),
}


def impacts() -> Choices:
    """How bad it can be, the worst last."""
    return [(str(impact), say(words)) for impact, words in IMPACTS.items()]


def offered(language: str) -> Choices:
    """The services there are."""
    return [(one["slug"], one["title"].get(language) or one["slug"]) for one in teams.list_services()]


def templates(who: Caller, language: str) -> Choices:
    """Templates for updates."""
    rows = outages.list_templates(who)
    return [(row.slug, row.title.get(language) or next(filter(None, row.title.values()), row.slug)) for row in rows]


def written(item: dict[str, Any]) -> dict[str, Any]:
    """The outage (OutageSchema) with its texts as they were written: one that is shown in both stands in one."""
    found = dict(item)
    for name in _WRITTEN:
        language = item.get(f"{name}_in")
        if item.get(name) and language in item[name]:
            found[name] = {language: item[name][language]}
    return found


def facts(item: dict[str, Any]) -> dict[str, Any]:
    """What of an outage a form changes."""
    of_it = written(item)
    return {name: of_it[name] for name in _FACTS if of_it[name] is not None}


class Decision(NamedTuple):
    """What one tap does to a suspicion: the form filled in, what it promises, and the key of its dismissal."""

    form: Form
    promise: dt.datetime
    dismiss_key: str


def deciding(item: dict[str, Any], etag: str) -> Decision:
    """A suspicion's form, filled in so that one press declares it; each press counts once, wherever it is pressed."""
    known = {name: value for name, value in facts(item).items() if name in ConfirmSchema().fields}
    promise = services.in_a_while()
    told = {"text": services.both(services.FIRST_WORDS), "status": str(OutageStatus.INVESTIGATING)}
    of_this = f"{item['id']}-{etag.strip(chr(34))}"
    values = {**known, **told, "next_update_at": promise}
    form = forms.blank(ConfirmSchema, values, version=etag, key=f"confirm-{of_this}")
    return Decision(form, promise, f"dismiss-{of_this}")


def declaring(kind: OutageKind, asked: dict[str, Any]) -> Form:
    """A new outage's or planned work's form; `asked` is what a blind spot knows of it."""
    values: dict[str, Any] = {"kind": str(kind), "impact": str(Impact.MAJOR), **asked}
    if kind is OutageKind.OUTAGE:
        values["next_update_at"] = services.in_a_while()
    return forms.blank(DeclareOutageSchema, values)


def changing(item: dict[str, Any], etag: str) -> Form:
    """The form that changes what is known of it."""
    return forms.blank(PatchOutageSchema, facts(item), version=etag)


def updating(item: dict[str, Any], etag: str, status: str) -> Form:
    """The form of an update; a promise that has passed is replaced by one that can be kept."""
    values: dict[str, Any] = {"status": status, "expected_end_at": item["expected_end_at"]}
    if status in _GOES_ON and item["kind"] == OutageKind.OUTAGE:
        late = item["overdue"] or not item["next_update_at"]
        values["next_update_at"] = services.in_a_while() if late else item["next_update_at"]
    if status in _SAID:
        values["text"] = services.both(_SAID[OutageStatus(status)])
    return forms.blank(NewUpdateSchema, {name: value for name, value in values.items() if value}, version=etag)


_GOES_ON = (OutageStatus.INVESTIGATING, OutageStatus.IDENTIFIED, OutageStatus.MONITORING)
_SAID = {
    OutageStatus.DISMISSED: services.NONE_AFTER_ALL,
    OutageStatus.RESOLVED: Message("It works again."),
    OutageStatus.CLOSED: Message("This outage is over."),
    OutageStatus.COMPLETED: Message("The planned work is completed."),
    OutageStatus.CANCELLED: Message("The planned work does not go ahead."),
}
"""What people are told, unless something else is typed."""
