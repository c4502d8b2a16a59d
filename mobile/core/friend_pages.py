"""Pages without sign-in for the friend: made by the server, so only with a connection."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from mobile.core.api import Api
from mobile.core.readings import JSON
from mobile.core.session import Session


class PageOf(StrEnum):
    """What a page tells of, as the server's paths name it."""

    TICKET = "tickets"
    AFFECTED = "affected"
    OUTAGE = "outages"


@dataclass(frozen=True)
class FriendPages:
    """Each call asks the server at once; raises Offline, Refused and what else a call raises."""

    api: Api
    session: Session

    def make(self, of: PageOf, thing_id: str) -> JSON:
        """`{url, expires_at}`; where there is a page already its link stays, and works for longer."""
        key = str(uuid.uuid4())
        return self.session.call(lambda token: self.api.make_page(token, key, of, thing_id))

    def end(self, of: PageOf, thing_id: str) -> None:
        """The link tells nothing from now on."""
        self.session.call(lambda token: self.api.end_page(token, of, thing_id))
