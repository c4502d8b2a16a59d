"""`/tickets/{id}/attachments` and `/attachments/{id}`."""

from typing import Any

from flask import Response, request

from backend import db
from backend.accounts.auth import signed_in
from backend.accounts.caller import Caller
from backend.config import config
from backend.errors import Invalid
from backend.http import JSON, Answer, Blueprint, act, answered_before, idempotency_key
from backend.multipart import Form, reading
from backend.tickets import present, scope, services
from backend.tickets.attachments.intake import KeptFile, take_in
from backend.tickets.attachments.serving import serve
from shared.schemas.timeline import EntrySchema, NewAttachmentsSchema

blueprint = Blueprint("attachments", __name__, description="Photos, PDFs and texts of a ticket.")

_UPLOAD: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": 10},
                    "message": {"type": "string", "minLength": 1, "maxLength": 10_000},
                    "visibility": {"type": "string", "enum": ["public", "internal"]},
                    "acted_by": {"type": "string", "minLength": 1, "maxLength": 200},
                },
            }
        }
    },
}
_FILE = {"200": {"description": "The file.", "content": {"application/octet-stream": {"schema": {"type": "string"}}}}}


@blueprint.post("/tickets/<id:ticket_id>/attachments")
@signed_in
@blueprint.doc(requestBody=_UPLOAD)
@blueprint.response(201, EntrySchema)
def attach(who: Caller, ticket_id: str) -> Response:
    """Add files, with a message or without: one entry. Photos come out as JPEG or PNG, without EXIF or place."""
    idempotency_key()
    retried = answered_before()
    if not retried:
        # A stranger's ticket is told before ten megabytes have come in.
        scope.find(who, ticket_id)
    # The body comes as slowly as a phone sends it: no reading of the database stands open meanwhile.
    db.session.rollback()
    with reading(request) as form:
        data = _texts(form)
        files = [] if retried else _taken_in(who, ticket_id, data["visibility"], form)
        return act(lambda: _post(who, ticket_id, data, files), digest=form.digest)


@blueprint.get("/attachments/<id:attachment_id>")
@signed_in
@blueprint.doc(responses=_FILE)
def get_attachment(who: Caller, attachment_id: str) -> Response:
    """The file, to be saved: never shown as a page, whatever is in it. Ranges and If-None-Match are welcome."""
    return serve(who, attachment_id)


def _texts(form: Form) -> JSON:
    schema = NewAttachmentsSchema()
    errors = schema.validate(form.texts)
    for name, messages in errors.items():
        raise Invalid(messages[0], pointer=f"/{name}"[:100])
    data: JSON = schema.load(form.texts)
    return data


def _taken_in(who: Caller, ticket_id: str, visibility: str, form: Form) -> list[KeptFile]:
    services.check_may_post(who, ticket_id, visibility)
    db.session.rollback()
    folder = config().attachments_dir
    return [take_in(folder, upload.name, upload.read()) for upload in form.files]


def _post(who: Caller, ticket_id: str, data: JSON, files: list[KeptFile]) -> Answer:
    if not files:
        raise Invalid("Send at least one file, in the field file.", pointer="/file")
    acted_by = {"name": data["acted_by"]} if "acted_by" in data else None
    entry = services.post_message(who, ticket_id, data.get("message"), data["visibility"], acted_by, files)
    return Answer(present.entry(entry, None, who), 201, subject=ticket_id)
