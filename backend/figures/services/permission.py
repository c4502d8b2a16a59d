"""Who reads figures."""

from backend.accounts.caller import Caller
from backend.errors import Forbidden


def check_reads(caller: Caller) -> None:
    """Raises Forbidden for all but managers."""
    if not caller.is_manager:
        raise Forbidden("Only managers see the board.")
