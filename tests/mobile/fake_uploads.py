"""The fake server's files in pieces."""

import hashlib
from typing import TYPE_CHECKING, Any

from shared.schemas.uploads import PIECE_BYTES
from tests.mobile.fake_replies import Reply, problem
from tests.mobile.resources import JSON, an_entry

if TYPE_CHECKING:
    from tests.mobile.fake_server import FakeServer

_ENDED = ("closed", "cancelled", "rejected")


class Uploads:
    """`known` by id as `GET /uploads/{id}` shows them, and their `bytes`; a test may make `piece_bytes` small."""

    def __init__(self, fake: "FakeServer") -> None:
        self._fake = fake
        self.known: dict[str, JSON] = {}
        self.bytes: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        self.piece_bytes = PIECE_BYTES

    def begin(self, ticket_id: str, body: JSON) -> Reply:
        upload = {"id": self._fake.new_id("up"), "ticket_id": ticket_id, **body, "offset": 0}
        upload |= {"piece_bytes": self.piece_bytes, "entry_id": None, "attachment": None}
        self.known[upload["id"]] = upload
        self.bytes[upload["id"]] = b""
        return Reply(201, dict(upload), {"Upload-Offset": "0"})

    def answer(self, method: str, name: str, headers: dict[str, str], body: Any) -> Reply:
        upload = self.known.get(name)
        if upload is None:
            return problem(404, "No such upload.")
        if method == "DELETE":
            del self.known[name]
            return Reply(204)
        refused = None
        if method == "PATCH" and upload["attachment"] is None:
            refused = self._refused(upload, headers, body or b"") or self._take(upload, headers, body or b"")
        return refused or Reply(200, dict(upload), {"Upload-Offset": str(upload["offset"])})

    def file(self, name: str) -> Reply:
        """`GET /attachments/{id}`; a test may put any into `files`."""
        if name not in self.files:
            return problem(404, "No such file.")
        return Reply(200, self.files[name], {"Content-Type": "image/jpeg", "ETag": f'"{name}"'})

    def _refused(self, upload: JSON, headers: dict[str, str], piece: bytes) -> Reply | None:
        at, held = int(headers["upload-offset"]), len(self.bytes[upload["id"]])
        if self._fake.tickets[upload["ticket_id"]]["status"] in _ENDED:
            return problem(409, "It has ended.", allowed=[])
        if len(piece) > self.piece_bytes:
            return problem(413, "A piece is smaller.")
        if at > held:
            return _go_on_at(problem(409, "There is a gap."), held)
        if at + len(piece) > upload["size"]:
            return problem(422, "More than was announced.", {"/size": "More than was announced."})
        return None

    def _take(self, upload: JSON, headers: dict[str, str], piece: bytes) -> Reply | None:
        at, held = int(headers["upload-offset"]), self.bytes[upload["id"]]
        held = self.bytes[upload["id"]] = held[:at] + piece + held[at + len(piece) :]
        upload["offset"] = len(held)
        if len(held) < upload["size"]:
            return None
        if hashlib.sha256(held).hexdigest() != upload["sha256"]:
            self.bytes[upload["id"]], upload["offset"] = b"", 0
            return _go_on_at(problem(422, "Another file.", {"/sha256": "Another file."}), 0)
        self._attach(upload, held)
        return None

    def _attach(self, upload: JSON, content: bytes) -> None:
        name = self._fake.new_id("f")
        self.files[name] = content
        file = {"id": name, "name": upload["name"], "type": "image/jpeg", "size": len(content), "width": 40}
        file |= {"height": 30, "url": f"{self._fake.address}/api/v1/attachments/{name}"}
        ticket = self._fake.tickets[upload["ticket_id"]]
        actor = {"kind": "reporter", "name": ticket["reporter"]["name"]}
        entry = an_entry(ticket["id"], body=None, actor=actor, attachments=[file])
        self._fake.put_ticket(ticket, entry)
        upload |= {"entry_id": entry["id"], "attachment": file}


def _go_on_at(reply: Reply, offset: int) -> Reply:
    return Reply(reply.status, {**reply.body, "current": {"offset": offset}}, {"Upload-Offset": str(offset)})
