"""The server's calls that the app makes, each answering with plain JSON as the contract has it."""

from dataclasses import dataclass
from typing import Any

from mobile.core.answers import Answer, within_reason
from mobile.core.errors import Offline, OfflineWhy, SignedOut, WrongCredentials
from mobile.core.pictures import LARGEST
from mobile.core.readings import JSON, read, read_each
from mobile.core.transport import Transport
from shared.schemas.accounts import MeSchema, SessionSchema
from shared.schemas.affected import AffectedSchema
from shared.schemas.board import SummarySchema
from shared.schemas.brand import PublicBrandSchema
from shared.schemas.changes import RemovedSchema
from shared.schemas.following import FeedSchema, NotificationsSchema, StatusPageSchema, SubscriptionSchema
from shared.schemas.help import HelpSchema
from shared.schemas.outages import OutageSchema
from shared.schemas.services import ServiceSchema
from shared.schemas.tickets import TicketSchema
from shared.schemas.timeline import EntrySchema
from shared.schemas.uploads import UploadSchema

_LOGOUT_SECONDS = 5.0
_BRAND_SECONDS = 10.0


@dataclass(frozen=True)
class Upload:
    """A file that goes up in pieces: the server has `offset` bytes, and takes `piece_bytes` at most at once."""

    id: str
    offset: int
    piece_bytes: int
    attachment: JSON | None = None
    """What it became of the ticket's entry `entry_id`."""
    entry_id: str | None = None

    @property
    def whole(self) -> bool:
        """It is the ticket's; with all bytes there it can still not be that, and then takes the last piece again."""
        return self.attachment is not None


class Api:
    """One server; every call raises the errors of `Transport.send`, and Offline for an answer that is none of ours."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def login(self, email: str, password: str) -> JSON:
        """A new session; raises WrongCredentials, or TooManyRequests after too many failures."""
        try:
            answer = self._transport.send("POST", "/auth/login", body={"email": email, "password": password})
        except SignedOut:
            raise WrongCredentials("401") from None
        return read(SessionSchema, answer.data)

    def refresh(self, refresh_token: str) -> JSON:
        """The next session of the family; raises SignedOut once the family is ended."""
        answer = self._transport.send("POST", "/auth/refresh", body={"refresh_token": refresh_token})
        return read(SessionSchema, answer.data)

    def brand(self, etag: str | None) -> tuple[JSON | None, str | None]:
        """The company's name, colour and logo, and their ETag; None where nothing changed since `etag`."""
        headers = {"If-None-Match": etag} if etag else None
        answer = self._transport.send("GET", "/brand", headers=headers, read_seconds=_BRAND_SECONDS)
        return (None, etag) if answer.unchanged else (read(PublicBrandSchema, answer.data), answer.etag)

    def logout(self, token: str) -> None:
        """End the token's family; waits for a few seconds only, since signing out may not hang."""
        self._transport.send("POST", "/auth/logout", token=token, body={}, read_seconds=_LOGOUT_SECONDS)

    def me(self, token: str, etag: str | None) -> tuple[JSON | None, str | None]:
        """The account, and its ETag; None where nothing changed since `etag`."""
        answer = self._get("/me", token, etag)
        return (None if answer.unchanged else read(MeSchema, answer.data)), answer.etag

    def services(self, token: str, etag: str | None) -> tuple[list[JSON] | None, str | None]:
        """The services in the order in which to show them, and their ETag; None where nothing changed."""
        answer = self._get("/services", token, etag)
        return (None if answer.unchanged else read_each(ServiceSchema, _part(answer, "items"))), answer.etag

    def help(self, token: str, etag: str | None) -> tuple[list[JSON] | None, str | None]:
        """All articles of help, and their ETag; None where nothing changed since `etag`."""
        answer = self._get("/help", token, etag)
        return (None if answer.unchanged else read_each(HelpSchema, _part(answer, "items"))), answer.etag

    def helped(self, token: str, key: str, article_id: str, body: JSON) -> None:
        """That article helped, so that nothing needs to be passed on."""
        self._post(f"/help/{article_id}/helped", token, key, body)

    def changes(self, token: str, after: str | None) -> tuple[JSON | None, float | None]:
        """One page of changes and when to ask again (seconds); None where there is nothing new."""
        answer = self._transport.send("GET", "/changes", token=token, params={"after": after} if after else None)
        if answer.unchanged:
            return None, answer.poll_after
        page = {
            "tickets": read_each(TicketSchema, _part(answer, "tickets")),
            "entries": read_each(EntrySchema, _part(answer, "entries")),
            "outages": read_each(OutageSchema, _part(answer, "outages")),
            # A server of before has none.
            "affected": read_each(AffectedSchema, answer.data.get("affected")),
            "removed": read_each(RemovedSchema, _part(answer, "removed")),
            "next_cursor": str(_part(answer, "next_cursor")),
            "has_more": _part(answer, "has_more") is True,
        }
        poll = _part(answer, "poll_after_seconds")
        return page, within_reason(float(poll)) if isinstance(poll, int | float) else None

    def ticket(self, token: str, ticket_id: str) -> tuple[JSON, str | None]:
        """One ticket as it is now, and the ETag to change it with."""
        answer = self._get(f"/tickets/{ticket_id}", token, None)
        return read(TicketSchema, answer.data), answer.etag

    def submit(self, token: str, key: str, body: JSON) -> JSON:
        """A new ticket; the same `key` again answers with the same one."""
        return read(TicketSchema, self._post("/tickets", token, key, body).data)

    def message(self, token: str, key: str, ticket_id: str, body: JSON) -> JSON:
        """A message in a ticket's timeline: its entry."""
        return read(EntrySchema, self._post(f"/tickets/{ticket_id}/messages", token, key, body).data)

    def act(self, token: str, key: str, ticket_id: str, action: str, body: JSON) -> JSON:
        """`confirm`, `reopen`, `cancel`, `rating` or `seen`: the ticket afterwards."""
        return read(TicketSchema, self._post(f"/tickets/{ticket_id}/{action}", token, key, body).data)

    def begin_upload(self, token: str, key: str, ticket_id: str, body: JSON) -> Upload:
        """A file of `{name, size, sha256}` that goes up in pieces; the same `key` again answers with the same one."""
        return _upload(self._post(f"/tickets/{ticket_id}/uploads", token, key, body))

    def send_piece(self, token: str, upload_id: str, offset: int, piece: bytes) -> Upload:
        """The bytes from `offset` on; the same again are fine. Raises Conflict where there is a gap before them."""
        headers = {"Upload-Offset": str(offset)}
        return _upload(
            self._transport.send("PATCH", f"/uploads/{upload_id}", token=token, piece=piece, headers=headers)
        )

    def upload(self, token: str, upload_id: str) -> Upload:
        """How much of it is there."""
        return _upload(self._get(f"/uploads/{upload_id}", token, None))

    def give_up_upload(self, token: str, upload_id: str) -> None:
        """The server need not keep what it has of it; raises Refused with 404 where it has nothing."""
        self._transport.send("DELETE", f"/uploads/{upload_id}", token=token)

    def picture(self, token: str, attachment_id: str) -> bytes:
        """A photo of a ticket, as a file; Offline where something else than a picture comes."""
        path = f"/attachments/{attachment_id}"
        return self._transport.fetch(path, token=token, kind="image/", most=LARGEST)

    def correct_customer(self, token: str, ticket_id: str, etag: str, body: JSON) -> JSON:
        """Change the customer of the ticket that has this `etag`: the ticket afterwards; Conflict where it moved on."""
        answer = self._transport.send(
            "PATCH", f"/tickets/{ticket_id}/customer", token=token, body=body, headers={"If-Match": etag}
        )
        return read(TicketSchema, answer.data)

    def join(self, token: str, key: str, outage_id: str, body: JSON) -> JSON:
        """One more customer behind a known outage: the entry."""
        return read(AffectedSchema, self._post(f"/outages/{outage_id}/affected", token, key, body).data)

    def affected(self, token: str) -> list[JSON]:
        """The customers that this person put behind outages."""
        return read_each(AffectedSchema, _part(self._get("/affected", token, None), "items"))

    def act_on_affected(self, token: str, key: str, affected_id: str, action: str, body: JSON) -> JSON:
        """`works` or `withdraw`: the entry afterwards."""
        return read(AffectedSchema, self._post(f"/affected/{affected_id}/{action}", token, key, body).data)

    def seen_outage(self, token: str, key: str, outage_id: str, body: JSON) -> None:
        """This person has looked at the outage, as it was at `until`."""
        self._post(f"/outages/{outage_id}/seen", token, key, body)

    def subscriptions(self, token: str, etag: str | None) -> tuple[list[JSON] | None, str | None]:
        """What this person follows, and its ETag; None where nothing changed since `etag`."""
        answer = self._get("/subscriptions", token, etag)
        return (None if answer.unchanged else read_each(SubscriptionSchema, _part(answer, "items"))), answer.etag

    def feedback(self, token: str, key: str, body: JSON) -> None:
        """Something about the app itself."""
        self._post("/feedback", token, key, body)

    def board(self, token: str, etag: str | None) -> tuple[JSON | None, str | None]:
        """How it stands, for managers, and its ETag; None where nothing changed. Raises Refused for all others."""
        answer = self._get("/board/summary", token, etag)
        return (None if answer.unchanged else read(SummarySchema, answer.data)), answer.etag

    def follow(self, token: str, key: str, body: JSON) -> JSON:
        """Follow an area and services: the subscription."""
        return read(SubscriptionSchema, self._post("/subscriptions", token, key, body).data)

    def unfollow(self, token: str, subscription_id: str) -> None:
        """Follow it no more; raises Refused with 404 where it is gone already."""
        self._transport.send("DELETE", f"/subscriptions/{subscription_id}", token=token)

    def notifications(self, token: str) -> JSON:
        """Which mail this person gets."""
        return read(NotificationsSchema, self._get("/me/notifications", token, None).data)

    def choose_notifications(self, token: str, body: JSON) -> JSON:
        """Another choice of mail: how it stands then."""
        answer = self._transport.send("PATCH", "/me/notifications", token=token, body=body)
        return read(NotificationsSchema, answer.data)

    def feeds(self, token: str) -> list[JSON]:
        """This person's feeds, the oldest first."""
        return read_each(FeedSchema, _part(self._get("/feeds", token, None), "items"))

    def make_feed(self, token: str, key: str, body: JSON) -> JSON:
        """A new feed."""
        return read(FeedSchema, self._post("/feeds", token, key, body).data)

    def end_feed(self, token: str, feed_id: str) -> None:
        """That feed is no more; raises Refused with 404 where it is gone already."""
        self._transport.send("DELETE", f"/feeds/{feed_id}", token=token)

    def make_page(self, token: str, key: str, of: str, thing_id: str) -> JSON:
        """A page for the friend of a thing of `tickets`, `affected` or `outages`: `{url, expires_at}`."""
        return read(StatusPageSchema, self._post(f"/{of}/{thing_id}/status-page", token, key, {}).data)

    def end_page(self, token: str, of: str, thing_id: str) -> None:
        """That page is no more."""
        self._transport.send("DELETE", f"/{of}/{thing_id}/status-page", token=token)

    def _get(self, path: str, token: str, etag: str | None) -> Answer:
        return self._transport.send("GET", path, token=token, headers={"If-None-Match": etag} if etag else None)

    def _post(self, path: str, token: str, key: str, body: JSON) -> Answer:
        return self._transport.send("POST", path, token=token, body=body, headers={"Idempotency-Key": key})


def _upload(answer: Answer) -> Upload:
    said = read(UploadSchema, answer.data)
    if said["offset"] < 0 or said["piece_bytes"] < 1:
        raise Offline(OfflineWhy.UNREADABLE)
    return Upload(said["id"], said["offset"], said["piece_bytes"], said["attachment"], said["entry_id"])


def _part(answer: Answer, name: str) -> Any:
    """A part that every such answer has; without it, something else than our server answered."""
    try:
        return answer.data[name]
    except (KeyError, TypeError):
        raise Offline(OfflineWhy.UNREADABLE) from None
