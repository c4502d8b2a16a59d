"""A file of a ticket that comes in pieces, so that a lost link costs little."""

from marshmallow import fields, validate

from shared.messages import Message
from shared.schemas.base import Contract, Part, Text, within
from shared.schemas.timeline import AttachmentSchema

PIECE_BYTES = 256 * 1024
"""The largest piece."""
LARGEST_UPLOAD = 10_000_000
_DIGEST = validate.Regexp(r"^[0-9a-f]{64}$(?!\n)", error=Message("A SHA-256 in 64 small hexadecimal digits."))


class NewUploadSchema(Contract):
    """`POST /tickets/{id}/uploads`: what the whole file will be; `size` is in bytes."""

    name = Text(200, shortest=1, required=True)
    size = fields.Integer(required=True, strict=True, validate=within(1, LARGEST_UPLOAD))
    sha256 = Text(64, required=True, validate=_DIGEST)


class UploadSchema(Contract):
    """Up to where it came: the next piece begins at `offset`, and holds at most `piece_bytes`.

    `attachment` and its timeline `entry_id` are there once it is whole.
    """

    id = fields.String(required=True)
    ticket_id = fields.String(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    offset = fields.Integer(required=True)
    piece_bytes = fields.Integer(required=True)
    entry_id = fields.String(required=True, allow_none=True)
    attachment = Part(AttachmentSchema, required=True, allow_none=True)
