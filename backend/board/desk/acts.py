"""What is done to a ticket from its page: each act with its form, and whether the API would take it now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema

from backend.accounts.caller import Caller
from backend.errors import Invalid
from backend.tickets import services
from backend.tickets.models import Ticket
from backend.tickets.services.sorting import ORDERS
from shared import lifecycle
from shared.lifecycle import Action
from shared.messages import Message
from shared.schemas.base import EmptySchema
from shared.schemas.families import MergeSchema, NewLinkSchema
from shared.schemas.tickets import PatchTicketSchema
from shared.schemas.timeline import NewMessageSchema
from shared.vocabulary import Status, StatusReason, Visibility

Run = Callable[[Caller, str, dict[str, Any], str], Ticket]
Made = Callable[[], Schema]


@dataclass(frozen=True)
class Act:
    """One act: how it is called, its `key`, its form's schema, and what it does.

    `allowed` is the API's own word (`allowed` of a ticket) where that decides; else the act is there while the ticket
    has not ended and is no duplicate (`always`: until then and after).
    """

    name: str
    words: Message
    key: str
    icon: str
    schema: Made
    run: Run | None
    """None: words, which go by `talking.py`."""
    done: Message
    allowed: str = ""
    always: bool = False
    merged: bool = False
    """Only of a duplicate."""
    kind: str = "plain"
    asks: frozenset[str] = frozenset()
    clears: frozenset[str] = frozenset()
    reasons: tuple[str, ...] = field(default=())


def _patch(*names: str) -> Made:
    return lambda: PatchTicketSchema(only=names)


def _amend(**sets: Any) -> Run:
    """PATCH with what was typed and what the act itself means."""
    return lambda who, ticket_id, data, version: services.amend(who, ticket_id, {**data, **sets}, version)


def _ask(who: Caller, ticket_id: str, data: dict[str, Any], version: str) -> Ticket:
    if "message" not in data:
        raise Invalid("Write what you want to know.", pointer="/message/body")
    return services.amend(who, ticket_id, {**data, "status": str(Status.PENDING)}, version)


def _merge(who: Caller, ticket_id: str, data: dict[str, Any], _version: str) -> Ticket:
    return services.merge(who, ticket_id, _id_of(who, data["into"], "/into"))


def _under(who: Caller, ticket_id: str, data: dict[str, Any], version: str) -> Ticket:
    if data.get("parent"):
        data = {**data, "parent": _id_of(who, data["parent"], "/parent")}
    return services.amend(who, ticket_id, data, version)


def _unmerge(who: Caller, ticket_id: str, _data: dict[str, Any], _version: str) -> Ticket:
    return services.unmerge(who, ticket_id)


def _link(who: Caller, ticket_id: str, data: dict[str, Any], _version: str) -> Ticket:
    return services.link(who, ticket_id, _id_of(who, data["to"], "/to"))


def _id_of(who: Caller, text: str, pointer: str) -> str:
    """The id of the ticket that was typed by its reference, or is an id already; raises Invalid."""
    typed = text.strip().upper()
    order = ORDERS["-created_at"]
    if not typed.startswith("DG-"):
        return text.strip()
    for row in services.list_tickets(who, {"q": typed, "sort": order.sort}, order, None, 5):
        if row.reference == typed:
            return row.id
    raise Invalid("There is no such ticket, or it is not yours to see.", pointer=pointer)


_SOLVED = tuple(
    map(
        str,
        (
            StatusReason.FIXED,
            StatusReason.ANSWERED,
            StatusReason.WORKAROUND,
            StatusReason.NO_FAULT_FOUND,
            StatusReason.OUTAGE,
            StatusReason.OTHER,
        ),
    )
)
_REFUSED = tuple(
    map(str, (StatusReason.NOT_RESPONSIBLE, StatusReason.NO_FAULT_FOUND, StatusReason.DUPLICATE, StatusReason.OTHER))
)
_WORDS = frozenset({"template"})
_BODY = ("message",)

ACTS = (
    Act(
        "answer",
        Message("Answer"),
        "a",
        "chat",
        lambda: NewMessageSchema(only=("body", "template", "visibility", "children")),
        None,
        Message("Sent."),
        asks=frozenset({"template"}),
    ),
    Act(
        "note",
        Message("Internal note"),
        "i",
        "lock",
        lambda: NewMessageSchema(only=("body", "visibility")),
        None,
        Message("Noted, for your team alone."),
        always=True,
        asks=frozenset({"colleagues"}),
    ),
    Act(
        "take_up",
        Message("Take up"),
        "t",
        "wrench",
        _patch("next_update_by"),
        _amend(status=str(Status.IN_PROGRESS)),
        Message("It is yours now."),
        allowed=Action.TAKE_UP,
        kind="primary",
    ),
    Act(
        "resume",
        Message("Go on with it"),
        "t",
        "wrench",
        _patch("next_update_by"),
        _amend(status=str(Status.IN_PROGRESS)),
        Message("In progress again."),
        allowed=Action.RESUME,
        kind="primary",
    ),
    Act(
        "ask",
        Message("Ask"),
        "q",
        "question",
        _patch(*_BODY),
        _ask,
        Message("Asked. The ticket waits for the answer."),
        allowed=Action.ASK,
        asks=_WORDS,
    ),
    Act(
        "hold",
        Message("Wait for others"),
        "h",
        "hourglass",
        _patch("held_for", "held_until", "message"),
        _amend(status=str(Status.HELD)),
        Message("It waits for others."),
        allowed=Action.HOLD,
    ),
    Act(
        "resolve",
        Message("Resolve"),
        "r",
        "check",
        _patch("status_reason", *_BODY),
        _amend(status=str(Status.RESOLVED)),
        Message("Resolved. Who passed it on is asked whether it works."),
        allowed=Action.RESOLVE,
        asks=frozenset({"template", "reasons"}),
        reasons=_SOLVED,
    ),
    Act(
        "reject",
        Message("Reject"),
        "x",
        "cross",
        _patch("status_reason", *_BODY),
        _amend(status=str(Status.REJECTED)),
        Message("Rejected."),
        allowed=Action.REJECT,
        kind="danger",
        asks=frozenset({"template", "reasons"}),
        reasons=_REFUSED,
    ),
    Act(
        "reopen",
        Message("Open again"),
        "o",
        "undo",
        _patch("message"),
        _amend(status=str(Status.IN_PROGRESS)),
        Message("Open again."),
        allowed=Action.REOPEN,
    ),
    Act(
        "assign",
        Message("Assign"),
        "g",
        "person",
        _patch("assignee"),
        _amend(),
        Message("Assigned."),
        asks=frozenset({"colleagues"}),
        clears=frozenset({"assignee"}),
    ),
    Act(
        "transfer",
        Message("To another team"),
        "v",
        "team",
        _patch("team", "message"),
        _amend(),
        Message("Handed over."),
        asks=frozenset({"teams"}),
    ),
    Act("priority", Message("Priority"), "p", "flag", _patch("priority"), _amend(), Message("Priority changed.")),
    Act(
        "promise",
        Message("Promise an update"),
        "u",
        "clock",
        _patch("next_update_by"),
        _amend(),
        Message("Promised."),
        clears=frozenset({"next_update_by"}),
    ),
    Act(
        "merge", Message("Duplicate of"), "m", "merge", lambda: MergeSchema(only=("into",)), _merge, Message("Merged.")
    ),
    Act(
        "unmerge",
        Message("No duplicate"),
        "m",
        "undo",
        EmptySchema,
        _unmerge,
        Message("It goes on by itself."),
        always=True,
        merged=True,
    ),
    Act(
        "under",
        Message("Under another"),
        "y",
        "up-right",
        _patch("parent"),
        _under,
        Message("Kept."),
        clears=frozenset({"parent"}),
    ),
    Act("link", Message("Link"), "l", "link", lambda: NewLinkSchema(only=("to",)), _link, Message("Linked.")),
    Act(
        "outage",
        Message("Outage"),
        "s",
        "bolt",
        _patch("outage_id"),
        _amend(),
        Message("Kept."),
        clears=frozenset({"outage_id"}),
    ),
    Act(
        "external",
        Message("Your own number"),
        "e",
        "key",
        _patch("external_id", "external_url"),
        _amend(),
        Message("Kept."),
        always=True,
        clears=frozenset({"external_id", "external_url"}),
    ),
)
FIRST = frozenset({"answer", "note", "take_up", "resume", "ask", "hold", "resolve", "reject", "reopen"})
"""What is done all day; the others stand behind them."""
_BY_NAME = {act.name: act for act in ACTS}


def find(name: str) -> Act | None:
    """The act of that name."""
    return _BY_NAME.get(name)


def is_offered(act: Act, shown: Mapping[str, Any]) -> bool:
    """Whether the API would take it of the ticket as it is `shown`."""
    merged = bool(shown.get("merged"))
    if act.merged:
        return merged
    if act.always:
        return True
    ended = Status(shown["status"]) in lifecycle.ENDED
    if act.allowed:
        return act.allowed in shown["allowed"] and not merged
    return not ended and (not merged or act.name == "answer")


def can(shown: Mapping[str, Any], name: str) -> bool:
    """Whether the act of that name is offered."""
    act = find(name)
    return act is not None and is_offered(act, shown)


def offered(shown: Mapping[str, Any], name: str) -> Act | None:
    """The act of that name where it is offered; without a name an answer, or where the ticket has ended a note."""
    act = find(name or "answer")
    if act is not None and is_offered(act, shown):
        return act
    return None if name else find("note")


def filled_in(act: Act, shown: Mapping[str, Any], args: Mapping[str, str]) -> dict[str, Any]:
    """What the act's form begins with: what there is, and what the address proposes."""
    begun = now(act, shown)
    if act.name == "merge":
        begun["into"] = args.get("into", "")
    if act.name == "outage" and args.get("outage"):
        begun["outage_id"] = args["outage"]
    if act.name == "answer":
        begun |= {"visibility": str(Visibility.PUBLIC), "children": True}
    if act.name == "note":
        begun["visibility"] = str(Visibility.INTERNAL)
    if act.name == "resolve":
        begun["status_reason"] = "answered" if shown["kind"] == "question" else "fixed"
    if act.name == "transfer":
        begun["message"] = {"visibility": str(Visibility.INTERNAL)}
    return begun


def now(act: Act, shown: Mapping[str, Any]) -> dict[str, Any]:
    """What the ticket has just now of what the act would change."""
    of = {
        "assign": ("assignee",),
        "priority": ("priority",),
        "outage": ("outage_id",),
        "external": ("external_id", "external_url"),
    }
    found = {name: shown[name] for name in of.get(act.name, ())}
    if act.name in ("promise", "take_up", "resume"):
        found["next_update_by"] = shown["handling"]["next_update_by"]
    if act.name == "hold":
        found |= {"held_for": shown["held_for"], "held_until": shown["held_until"]}
    return found
