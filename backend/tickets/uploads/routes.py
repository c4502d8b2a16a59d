"""`/tickets/{id}/uploads` and `/uploads/{id}`: a file piece by piece, in the manner of tus (tus.io)."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Response, request

from backend import db
from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.config import config
from backend.errors import BadRequest, Conflict, Invalid, TooLarge, UnsupportedMedia
from backend.http import JSON, Answer, Blueprint, act, answer
from backend.multipart import one_of_few
from backend.tickets.attachments.intake import take_in
from backend.tickets.uploads import pieces, present, services
from backend.tickets.uploads.models import Upload
from backend.tickets.uploads.services import Coming
from shared.schemas.uploads import PIECE_BYTES, NewUploadSchema, UploadSchema

blueprint = Blueprint("uploads", __name__, description="Files of a ticket in pieces, for links that break.")

_OFFSET = "Upload-Offset"
_LONGEST_OFFSET = 12
_TYPES = ("application/octet-stream", "application/offset+octet-stream")
_PIECE: dict[str, Any] = {
    "required": True,
    "content": {_TYPES[0]: {"schema": {"type": "string", "format": "binary", "maxLength": PIECE_BYTES}}},
}


@blueprint.post("/tickets/<id:ticket_id>/uploads")
@people
@blueprint.arguments(NewUploadSchema)
@blueprint.response(201, UploadSchema)
def begin_upload(who: Caller, data: JSON, ticket_id: str) -> Response:
    """Announce a file; its pieces follow. One's own are 20 at a time, and forgotten 7 days after the last piece."""
    folder = config().attachments_dir

    def begin() -> Answer:
        shown = present.upload(services.begin(who, ticket_id, data), folder)
        headers = {_OFFSET: "0", "Location": f"/api/v1/uploads/{shown['id']}"}
        return Answer(shown, 201, subject=ticket_id, headers=headers)

    return act(begin)


@blueprint.get("/uploads/<id:upload_id>")
@people
@blueprint.response(200, UploadSchema)
def get_upload(who: Caller, upload_id: str) -> Response:
    """Up to where it came."""
    return _shown(services.find(who, upload_id))


@blueprint.patch("/uploads/<id:upload_id>")
@people
@blueprint.doc(requestBody=_PIECE)
@blueprint.response(200, UploadSchema)
def send_piece(who: Caller, upload_id: str) -> Response:
    """The bytes from `Upload-Offset` on; the last piece makes it an attachment. The same piece again is fine."""
    row = services.find(who, upload_id)
    folder, at = config().attachments_dir, _offset()
    if row.attachment_id is None:
        services.check_may_go_on(who, row)
        coming = services.coming(row, folder)
        # The piece comes as slowly as a phone sends it: no reading of the database stands open meanwhile.
        db.session.rollback()
        if _take(who, coming, folder, at) == coming.size:
            _attach(who, coming, folder)
        row = services.find(who, upload_id)
    return _shown(row)


@blueprint.delete("/uploads/<id:upload_id>")
@people
@blueprint.response(204)
def give_up_upload(who: Caller, upload_id: str) -> Response:
    """Take it back; what is attached already stays."""
    db.write(lambda: services.give_up(who, upload_id))
    pieces.remove(config().attachments_dir, upload_id)
    return Response(status=204)


def _shown(row: Upload) -> Response:
    shown = present.upload(row, config().attachments_dir)
    return answer(shown, headers={_OFFSET: str(shown["offset"])})


def _take(who: Caller, coming: Coming, folder: Path, at: int) -> int:
    """Keeps the request's piece; up to where the file has come then."""
    content, held = _piece(), coming.held
    if at > held:
        raise Conflict(
            "There is a gap: the next piece begins at {offset}.",
            offset=held,
            pointer=f"/header/{_OFFSET}",
            current={"offset": held},
            headers={_OFFSET: str(held)},
        )
    end = at + len(content)
    if end > coming.size:
        raise Invalid("That is more than was announced.", pointer="/size")
    if end > held:
        pieces.write(folder, coming.id, at, content)
        db.write(lambda: services.came(who, coming.id, end, lost=coming.lost))
    return max(end, held)


def _attach(who: Caller, coming: Coming, folder: Path) -> None:
    content = pieces.read(folder, coming.id, coming.size)
    if hashlib.sha256(content).hexdigest() != coming.sha256:
        if not db.write(lambda: services.begin_again(who, coming.id)):
            return  # its twin was first
        raise services.wrong_digest()
    file = take_in(folder, coming.name, content)
    db.write(lambda: services.attach(who, coming.id, file))
    pieces.remove(folder, coming.id)


def _offset() -> int:
    said = request.headers.get(_OFFSET, "").strip()
    if not (said.isascii() and said.isdecimal() and len(said) <= _LONGEST_OFFSET):
        raise BadRequest("Say in Upload-Offset at which byte the piece begins.", pointer=f"/header/{_OFFSET}")
    return int(said)


def _piece() -> bytes:
    if request.mimetype not in _TYPES:
        raise UnsupportedMedia("Send the piece's bytes as application/octet-stream.", allowed=_TYPES)
    too_large = TooLarge("A piece is at most {most} bytes.", most=PIECE_BYTES)
    if (request.content_length or 0) > PIECE_BYTES:
        raise too_large
    # One more than allowed: a body of unknown length is cut there without a word, and must not pass as whole.
    request.max_content_length = PIECE_BYTES + 1
    with one_of_few():
        content = request.get_data(cache=False)
    if len(content) > PIECE_BYTES:
        raise too_large
    return content
