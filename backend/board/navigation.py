"""What the pages' head leads to, by role; an entry shows once there is a page behind it."""

from dataclasses import dataclass

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from backend.accounts.caller import Caller
from backend.board.web import belongs
from shared.messages import Message
from shared.vocabulary import Role


@dataclass(frozen=True)
class Entry:
    """One way, for `roles`; `icon` is one of `static/icons.svg`."""

    words: Message
    address: str
    icon: str
    roles: tuple[Role, ...]


ENTRIES = (
    Entry(Message("Now"), "/board", "pulse", (Role.MANAGER,)),
    Entry(Message("Outages"), "/board/outages", "bolt", (Role.MANAGER,)),
    Entry(Message("Look back"), "/board/past", "history", (Role.MANAGER,)),
    Entry(Message("Words"), "/board/words", "chat", (Role.MANAGER,)),
    Entry(Message("Desk"), "/desk", "inbox", (Role.SOLVER, Role.MANAGER)),
    Entry(Message("Settings"), "/admin", "gear", (Role.ADMIN, Role.MANAGER, Role.SOLVER)),
)


def entries(who: Caller) -> list[Entry]:
    """Where `who` can go, in order."""
    return [entry for entry in ENTRIES if belongs(who, entry.roles) and exists(entry.address)]


def is_here(entry: Entry) -> bool:
    """Whether the page lies under `entry`, and under no closer one."""
    under = [one.address for one in ENTRIES if f"{request.path}/".startswith(f"{one.address}/")]
    return bool(under) and max(under, key=len) == entry.address


def exists(address: str) -> bool:
    """Whether a page of ours answers there."""
    try:
        current_app.url_map.bind("").match(address, method="GET")
    except HTTPException:
        return False
    return True
