"""How it stands, for managers: asked of the server while it is looked at, and kept on the phone with its age."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass

from mobile.core.api import Api
from mobile.core.errors import Refused
from mobile.core.readings import JSON
from mobile.core.session import Session
from mobile.core.store import Store

_COPY, _ETAG, _AS_OF = "board", "board_etag", "board_as_of"


@dataclass(frozen=True)
class BoardCopy:
    """`summary` (SummarySchema) as the server had it at `as_of` (UTC)."""

    summary: JSON
    as_of: dt.datetime


@dataclass(frozen=True)
class Board:
    """One person's; other than outages and tickets it comes only when it is asked for."""

    api: Api
    session: Session
    store: Store
    clock: Callable[[], dt.datetime]

    def kept(self) -> BoardCopy | None:
        """What is on the phone, however old it is."""
        mirror = self.store.mirror
        text, as_of = mirror.noted(_COPY), mirror.noted(_AS_OF)
        return BoardCopy(json.loads(text), dt.datetime.fromisoformat(as_of)) if text and as_of else None

    def look(self) -> BoardCopy | None:
        """Asks the server, and keeps what it says; raises Offline and what else a call raises.

        Who may not see it (any longer) keeps no copy of it, and gets None.
        """
        mirror = self.store.mirror
        etag_then = mirror.noted(_ETAG) or None
        try:
            summary, etag = self.session.call(lambda token: self.api.board(token, etag_then))
        except Refused:
            for key in (_COPY, _ETAG, _AS_OF):
                mirror.note(key, "")
            return None
        if summary is None:
            # Nothing is new: what is here is right as of now.
            mirror.note(_AS_OF, self.clock().isoformat())
            return self.kept()
        mirror.note(_COPY, json.dumps(summary))
        mirror.note(_ETAG, etag or "")
        mirror.note(_AS_OF, summary["as_of"])
        return self.kept()
