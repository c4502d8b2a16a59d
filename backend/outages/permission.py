"""Who declares outages."""

from typing import NamedTuple

from backend.accounts.caller import OUTAGES, Caller
from backend.errors import Forbidden


def may_declare(caller: Caller) -> bool:
    """Managers, and programs (a company's monitoring) whose key has the right."""
    return caller.is_manager or OUTAGES in caller.rights


def check_may_declare(caller: Caller) -> None:
    """Raises Forbidden for all others."""
    if not may_declare(caller):
        raise Forbidden("Only managers, and programs with the right, declare and update outages.")


def sees_behind(caller: Caller) -> bool:
    """Who is told how many are behind an outage: teams, and whoever declares."""
    return bool(caller.teams) or may_declare(caller)


class View(NamedTuple):
    """All of a caller that what is shown of outages (`present.py`) depends on: who shares it sees the same bytes."""

    manager: bool
    declares: bool
    behind: bool


def view_of(caller: Caller) -> View:
    """The view that `caller` has."""
    return View(caller.is_manager, may_declare(caller), sees_behind(caller))
