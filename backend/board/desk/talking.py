"""Words and files on a ticket: an answer to who passed it on, or a note for the team."""

from typing import Any

from flask import Response, abort, request
from marshmallow import validates_schema

from backend import db
from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.desk import acts, queries
from backend.board.desk.acting import FILL, NEXT, fill
from backend.board.desk.blueprint import pages
from backend.board.desk.queue import beside, ticket_address
from backend.board.desk.ticket import again, worked_on
from backend.board.forms import Form
from backend.board.web import go, said, visitor
from backend.config import config
from backend.errors import DomainError, Invalid
from backend.multipart import LARGEST_BODY, MOST_FILES
from backend.tickets import services
from backend.tickets.attachments.intake import KeptFile, take_in
from shared.schemas.timeline import NewMessageSchema
from shared.vocabulary import Role, Visibility

_FIELDS = ("body", "template", "visibility", "children")


class FilesOrWordsSchema(NewMessageSchema):
    """A message that has files with it, and need say nothing more."""

    @validates_schema
    def _says_something(self, data: dict[str, Any], **kwargs: Any) -> None:
        return


@pages.post("/desk/tickets/<id:ticket_id>/<any(answer, note):name>")
@visitor(Role.SOLVER, Role.MANAGER, largest=LARGEST_BODY)
def say_something(who: Caller, ticket_id: str, name: str) -> Response:
    """A message with files or without; an answer by a template is read by each in their own language."""
    row, one = worked_on(who, ticket_id), acts.find(name)
    if one is None:
        abort(404)
    has_files = any(one.filename for one in request.files.getlist("file"))
    form = forms.sent(FilesOrWordsSchema(only=_FIELDS) if has_files else one.schema())
    form.typed.pop("file", None)  # as text, where a browser sends no files at all
    if form.action == FILL:
        fill(who, row, form)
        return again(who, ticket_id, one, form)
    asked = queries.carried(who, request.args.get("queue", ""))
    after = beside(who, asked, row) if form.action == NEXT else None
    after_id = after.id if after else None
    internal = name == "note"
    form.typed["visibility"] = str(Visibility.INTERNAL if internal else Visibility.PUBLIC)
    files = _files(who, ticket_id, form)
    if files is None or not form.act(lambda data: _post(who, ticket_id, data, files), subject=ticket_id):
        return again(who, ticket_id, one, form)
    said(one.done)
    address = ticket_address(after_id, asked) if after_id else asked.address()
    return go(address if form.action == NEXT else ticket_address(ticket_id, asked))


def _post(who: Caller, ticket_id: str, data: dict[str, Any], files: list[KeptFile]) -> dict[str, str]:
    entry = services.post_message(
        who,
        ticket_id,
        data.get("body"),
        data["visibility"],
        files=files,
        template=data.get("template"),
        children=data.get("children", True),
    )
    return {"id": entry.id}


def _files(who: Caller, ticket_id: str, form: Form) -> list[KeptFile] | None:
    """The form's files, kept where they can be; None where one of them is refused."""
    uploads = [one for one in request.files.getlist("file") if one.filename]
    try:
        if not uploads:
            return []
        if len(uploads) > MOST_FILES:
            raise Invalid("At most {most} files at a time.", most=MOST_FILES)
        services.check_may_post(who, ticket_id, form.value("visibility"))
        db.session.rollback()
        folder = config().attachments_dir
        return [take_in(folder, one.filename or "", one.stream.read()) for one in uploads]
    except DomainError as error:
        form.refuse(error)
        return None
