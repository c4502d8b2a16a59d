"""A server of its own over real HTTP that speaks the contract, and fails in the ways that a test asks for."""

import contextlib
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from typing import Any

from shared.lifecycle import DONE
from tests.mobile.fake_answers import told as answers_told
from tests.mobile.fake_behind import Behind
from tests.mobile.fake_http import Fault, Handler, Seen
from tests.mobile.fake_replies import Reply, etag, problem, with_etag
from tests.mobile.fake_uploads import Uploads
from tests.mobile.resources import (
    AT,
    COLLEAGUE,
    EMPLOYEE,
    JSON,
    a_brand,
    a_customer,
    a_service,
    a_subscription,
    a_ticket,
    an_entry,
)

__all__ = ["PASSWORD", "FakeServer", "Reply", "etag", "problem", "until"]

PASSWORD = "doorgeven-demo"


class FakeServer:
    """Its state is plain and open to the test: `tickets`, `outages`, `affected`, `seen`, `faults`."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.seen: list[Seen] = []
        self.faults: list[Fault] = []
        self.tickets: dict[str, JSON] = {}
        self.outages: dict[str, JSON] = {}
        self.affected: dict[str, JSON] = {}
        self.subscriptions: dict[str, JSON] = {}
        self.looked: list[str] = []
        self.seen_until: dict[str, str] = {}
        self.feedback: list[JSON] = []
        self.board: JSON | None = None
        self.pages: dict[str, JSON] = {}
        self.tickets_by_mail = True
        self.feeds: dict[str, JSON] = {}
        self.uploads = Uploads(self)
        self._behind = Behind(self)
        self.feed: list[tuple[str, JSON]] = []
        self.epoch = 1
        self.page_size = 100
        self.minimum_app_version = "0.0.1"
        self.country = "NL"
        self.brand = a_brand()
        self.help: list[JSON] = []
        self.helped: list[tuple[str, str]] = []
        self.services = [a_service("internet", 1), a_service("tv", 2)]
        self.answers: dict[tuple[str, str], tuple[Any, Reply]] = {}
        self.access: dict[str, JSON] = {}
        self.families: dict[str, JSON] = {}
        self.refreshed: dict[str, str] = {}
        self.connections: set[socket.socket] = set()
        self._numbers = 0
        self._http: ThreadingHTTPServer | None = None
        self.port = 0
        self.start()

    # Running

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._http = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._http.daemon_threads = True
        self._http.fake = self  # type: ignore[attr-defined]
        self.port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        if self._http:
            self._http.shutdown()
            self._http.server_close()
            self._http = None
        for connection in tuple(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    # What tests ask of it

    def fail(self, method: str, path: str, reply: Reply, times: int = 1) -> None:
        self.faults.append(Fault(method, path, lambda handler: handler.reply(reply), times=times))

    def lose_answer(self, method: str, path: str, times: int = 1) -> None:
        """Acts on the request, then drops the connection."""
        self.faults.append(Fault(method, path, lambda handler: handler.drop(), after=True, times=times))

    def drop(self, method: str, path: str, times: int = 1) -> None:
        """Drops the connection without acting."""
        self.faults.append(Fault(method, path, lambda handler: handler.drop(), times=times))

    def put_ticket(self, ticket: JSON, *entries: JSON) -> JSON:
        with self.lock:
            self.tickets[ticket["id"]] = ticket
            self.feed.append(("tickets", ticket))
            self.feed.extend(("entries", entry) for entry in entries)
        return ticket

    def change(self, ticket_id: str, **fields: Any) -> JSON:
        return self.put_ticket({**self.tickets[ticket_id], **fields})

    def put_outage(self, outage: JSON) -> JSON:
        self.outages[outage["id"]] = outage
        self.feed.append(("outages", outage))
        return outage

    def put_affected(self, affected: JSON) -> JSON:
        with self.lock:
            self.affected[affected["id"]] = affected
            self.feed.append(("affected", affected))
        return affected

    def change_affected(self, affected_id: str, **fields: Any) -> JSON:
        return self.put_affected({**self.affected[affected_id], **fields})

    def remove(self, kind: str, gone: str) -> None:
        self.feed.append(("removed", {"type": kind, "id": gone}))

    def sign_everyone_out(self) -> None:
        self.access.clear()
        self.families.clear()

    def expire_access(self) -> None:
        self.access.clear()

    def count(self, method: str, path: str) -> int:
        return sum(1 for seen in self.seen if (seen.method, seen.path) == (method, path))

    def keys(self, path: str = "/tickets") -> Counter[str]:
        found = [s.headers["idempotency-key"] for s in self.seen if s.method == "POST" and s.path == path]
        return Counter(found)

    # What it does

    def answer(self, method: str, path: str, query: JSON, headers: dict[str, str], body: Any) -> Reply:
        with self.lock:
            if path == "/brand":
                return with_etag(self.brand, headers)
            if path.startswith("/auth/") and path != "/auth/logout":
                return self._auth(path, body)
            person = self.access.get(headers.get("authorization", "").removeprefix("Bearer "))
            if person is None:
                return problem(401, "Sign in.")
            if method == "POST":
                return self._once(path, person, headers, body)
            if path.startswith("/uploads/"):
                return self.uploads.answer(method, path.removeprefix("/uploads/"), headers, body)
            amend = {"PATCH": self._amend, "DELETE": self._remove}.get(method)
            return amend(path, headers, body) if amend else self._read(path, query, headers, person)

    def _remove(self, path: str, _headers: dict[str, str], _body: Any) -> Reply:
        name = path.rsplit("/", 1)[-1]
        gone = self.pages.pop(path, None) or self.subscriptions.pop(name, None) or self.feeds.pop(name, None)
        return Reply(204) if gone else problem(404, "No such thing.")

    def _auth(self, path: str, body: JSON) -> Reply:
        if path == "/auth/login":
            person = {p["email"]: p for p in (EMPLOYEE, COLLEAGUE)}.get(body["email"])
            if person is None or body["password"] != PASSWORD:
                return problem(401, "Not a known e-mail address and password.")
            return self._tokens(person, self.new_id("refresh"))
        # The successor is derived: a retry after a lost answer gets the same one.
        token = body["refresh_token"]
        person = self.families.get(token)
        if person is None:
            return problem(401, "The session has ended.")
        successor = self.refreshed.setdefault(token, self.new_id("refresh"))
        return self._tokens(person, successor)

    def _tokens(self, person: JSON, refresh: str) -> Reply:
        access = self.new_id("access")
        self.access[access] = person
        self.families[refresh] = person
        return Reply(
            200, {"access_token": access, "refresh_token": refresh, "expires_in": 900, "person": person, "new": 1}
        )

    def _once(self, path: str, person: JSON, headers: dict[str, str], body: Any) -> Reply:
        if path == "/auth/logout":
            self.sign_everyone_out()
            return Reply(204)
        key = (headers.get("idempotency-key", ""), path)
        if not key[0]:
            return problem(400, "An Idempotency-Key is needed.")
        if key in self.answers:
            before, reply = self.answers[key]
            return reply if before == body else problem(422, "The key was used for another body.")
        reply = self._act(path, person, body)
        if reply.status < 400:
            self.answers[key] = (body, reply)
        return reply

    def _act(self, path: str, person: JSON, body: JSON) -> Reply:
        if path == "/tickets":
            return self._submitted(person, body)
        if path == "/feedback":
            self.feedback.append({**body, "person": person["id"]})
            by = {"id": person["id"], "name": person["name"]}
            kept = {"screen": None, "app_version": None, **body, "id": self.new_id("fb"), "by": by, "created_at": AT}
            return Reply(201, kept)
        if path.endswith("/status-page"):
            page = {"url": f"https://doorgeven.example.org/s/{len(self.pages)}", "expires_at": AT}
            return Reply(201, self.pages.setdefault(path, page))
        if path.startswith("/help/"):
            return self._helped(path.split("/")[2], person, body)
        if path in ("/feeds", "/subscriptions"):
            return self._followed(path, body)
        act = self._act_on_ticket if path.startswith("/tickets/") else self._behind.act
        return act(path, person, body)

    def _submitted(self, person: JSON, body: JSON) -> Reply:
        reporter = {"id": person["id"], "name": person["name"]}
        customer = a_customer(**{"name": None, "postcode": None, **body["customer"]})
        told = answers_told(body, self.services, self.help)
        if isinstance(told, Reply):
            return told
        known = {k: v for k, v in {**body, **told}.items() if k != "customer"}
        ticket = a_ticket(id=self.new_id("t"), reporter=reporter, customer=customer, **known)
        actor = {"kind": "reporter", "name": person["name"]}
        created = an_entry(ticket["id"], type="created", actor=actor, body=None)
        return Reply(201, self.put_ticket(ticket, created), {"ETag": '"1"'})

    def _helped(self, article_id: str, person: JSON, body: JSON) -> Reply:
        if article_id not in {one["id"] for one in self.help}:
            return problem(404, "No such article.")
        self.helped.append((article_id, body.get("ticket_draft")))
        return Reply(200, {})

    def _act_on_ticket(self, path: str, person: JSON, body: JSON) -> Reply:
        _, _, ticket_id, action = path.split("/")
        ticket = self.tickets.get(ticket_id)
        if ticket is None:
            return problem(404, "No such ticket.")
        if action == "seen":
            self.looked.append(ticket_id)
            more = ticket["updated_at"] > body.get("until", ticket["updated_at"])
            return Reply(200, self.put_ticket({**ticket, "unread": more}))
        if action == "rating":
            if ticket["status"] not in ("resolved", "closed"):
                return problem(409, "A ticket is rated once it is resolved.", allowed=[])
            return Reply(200, self.change(ticket_id, rating={**body, "at": AT}))
        return self._act_while_open(ticket, action, person, body)

    def _act_while_open(self, ticket: JSON, action: str, person: JSON, body: JSON) -> Reply:
        ticket_id = ticket["id"]
        if ticket["status"] in ("closed", "cancelled", "rejected"):
            return problem(409, "It has ended.", allowed=[])
        if action == "uploads":
            return self.uploads.begin(ticket_id, body)
        if action == "messages":
            entry = an_entry(ticket_id, body=body["body"], actor={"kind": "reporter", "name": person["name"]})
            self.put_ticket({**ticket, "status": "in_progress"}, entry)
            return Reply(201, entry)
        status = {"confirm": "closed", "reopen": "in_progress", "cancel": "cancelled"}[action]
        if action != "cancel" and ticket["status"] != "resolved":
            return problem(409, "It is not resolved.", allowed=["cancel"])
        return Reply(200, self.change(ticket_id, status=status))

    def _followed(self, path: str, body: JSON) -> Reply:
        if path == "/feeds":
            name = self.new_id("f")
            address = f"https://doorgeven.example.org/feeds/{name}"
            feed = {"id": name, "url": f"{address}.atom", "calendar_url": f"{address}.ics", "label": None}
            self.feeds[name] = {**feed, **body, "created_at": AT}
            return Reply(201, self.feeds[name])
        follow = a_subscription(**{**body, "id": self.new_id("s")})
        self.subscriptions[follow["id"]] = follow
        return Reply(201, follow)

    def _amend(self, path: str, headers: dict[str, str], body: JSON) -> Reply:
        if path != "/me/notifications":
            return self._correct(path, headers, body)
        self.tickets_by_mail = body["tickets_by_mail"]
        return Reply(200, {"tickets_by_mail": self.tickets_by_mail})

    def _correct(self, path: str, headers: dict[str, str], body: JSON) -> Reply:
        ticket = self.tickets[path.split("/")[2]]
        if headers.get("if-match") != etag(ticket):
            return problem(412, "It changed.")
        if ticket["status"] in DONE:
            return problem(409, "The customer's data can be corrected until the ticket is resolved.", allowed=[])
        changed = self.change(ticket["id"], customer={**ticket["customer"], **body})
        return Reply(200, changed, {"ETag": etag(changed)})

    def _read(self, path: str, query: JSON, headers: dict[str, str], person: JSON) -> Reply:
        if path == "/changes":
            return self._changes(query.get("after"))
        if path == "/me":
            me = {
                **person,
                "country": self.country,
                "timezone": "Europe/Amsterdam",
                "minimum_app_version": self.minimum_app_version,
                "server_time": AT,
                "brand": {"name": "Doorgeven", "color": None, "logo": None},
            }
            return with_etag(me, headers)
        if path == "/board/summary":
            return with_etag(self.board, headers) if self.board else problem(403, "Only managers see the board.")
        follows = list(self.subscriptions.values())
        lists = {"/services": self.services, "/subscriptions": follows, "/help": self.help}
        if path in lists:
            return with_etag({"items": lists[path]}, headers)
        unmarked = {
            "/me/notifications": {"tickets_by_mail": self.tickets_by_mail},
            "/feeds": {"items": list(self.feeds.values())},
            "/affected": {"items": list(self.affected.values())},
        }
        if path in unmarked:
            return Reply(200, unmarked[path])
        return self._read_one(path)

    def _read_one(self, path: str) -> Reply:
        if path.startswith("/attachments/"):
            return self.uploads.file(path.removeprefix("/attachments/"))
        ticket = self.tickets.get(path.removeprefix("/tickets/"))
        return Reply(200, ticket, {"ETag": etag(ticket)}) if ticket else problem(404, "No such ticket.")

    def _changes(self, after: str | None) -> Reply:
        epoch, position = map(int, after.split(".")) if after else (self.epoch, 0)
        if epoch != self.epoch:
            return problem(410, "Begin again.")
        part = self.feed[position : position + self.page_size]
        if after and not part:
            return Reply(304, None, {"Poll-After": "1"})
        position += len(part)
        page: JSON = {"tickets": [], "entries": [], "outages": [], "affected": [], "removed": []}
        for kind, item in part:
            page[kind].append(item)
        more = position < len(self.feed)
        return Reply(
            200, {**page, "next_cursor": f"{self.epoch}.{position}", "has_more": more, "poll_after_seconds": 1}
        )

    def new_id(self, kind: str) -> str:
        self._numbers += 1
        return f"{kind}-{self._numbers}-{id(self)}"


def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Waits until `condition()` holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)
