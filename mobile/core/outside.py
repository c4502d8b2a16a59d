"""What reaches this person outside the app: mail on own tickets, and feeds. Kept by the server, asked for at once."""

import uuid
from dataclasses import dataclass

from mobile.core.api import Api
from mobile.core.readings import JSON
from mobile.core.session import Session


@dataclass(frozen=True)
class Outside:
    """Each call asks the server; raises Offline, Refused and what else a call raises."""

    api: Api
    session: Session

    def notifications(self) -> JSON:
        """Which mail this person gets, as NotificationsSchema."""
        return self.session.call(self.api.notifications)

    def choose(self, *, tickets_by_mail: bool) -> JSON:
        """Another choice; how it stands then."""
        return self.session.call(
            lambda token: self.api.choose_notifications(token, {"tickets_by_mail": tickets_by_mail})
        )

    def feeds(self) -> list[JSON]:
        """This person's feeds, the oldest first."""
        return self.session.call(self.api.feeds)

    def make_feed(self, areas: list[str], services: list[str], language: str) -> JSON:
        """A new feed of these (none: of all)."""
        body = {"areas": areas, "services": services, "language": language}
        key = str(uuid.uuid4())
        return self.session.call(lambda token: self.api.make_feed(token, key, body))

    def end_feed(self, feed_id: str) -> None:
        """Its addresses give nothing from now on."""
        self.session.call(lambda token: self.api.end_feed(token, feed_id))
