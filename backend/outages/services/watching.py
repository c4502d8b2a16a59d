"""What detection watches below its threshold, for managers."""

from backend.accounts.caller import Caller
from backend.errors import Forbidden
from backend.outages.detection import keeping
from backend.outages.detection.reports import Watched


def watched(caller: Caller) -> list[Watched]:
    """The watch list, the strongest first; raises Forbidden for all but managers."""
    if not caller.is_manager:
        raise Forbidden("Only managers see what is watched.")
    return keeping.watched()
