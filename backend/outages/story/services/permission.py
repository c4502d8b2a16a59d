"""Who reads what came of outages."""

from backend.accounts.caller import Caller
from backend.errors import Forbidden


def check_reads(caller: Caller) -> None:
    """Raises Forbidden for all but managers: it names who was on duty, and who has read what."""
    if not caller.is_manager:
        raise Forbidden("Only managers see what came of outages.")
