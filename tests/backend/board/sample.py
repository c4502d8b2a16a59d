"""A feature's pages as others write them, with nothing behind them: what the foundation promises is tried on these."""

from pathlib import Path
from typing import Any

from flask import Flask, Response
from jinja2 import ChoiceLoader, FileSystemLoader
from marshmallow import fields

from backend.accounts.caller import Caller
from backend.board import forms
from backend.board.web import Pages, go, page, part, said, visitor
from backend.errors import Conflict
from backend.etags import check_match
from shared.schemas.base import Contract, Instant, Localised, Part, Text, Word, within
from shared.vocabulary import Impact, Role


class PlaceSchema(Contract):
    postcode = Text(16)


class SampleSchema(Contract):
    name = Text(20, required=True, shortest=1)
    title = Localised(100)
    place = Part(PlaceSchema)
    services = fields.List(Text(40))
    impact = Word(Impact)
    urgent = fields.Boolean(truthy={True}, falsy={False})
    number = fields.Integer(strict=True, validate=within(1, 4))
    at = Instant(allow_none=True)


class Sample:
    """What the pages change: `rows` were added, `one` is changed by whoever knows its version."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.one: dict[str, Any] = {"name": "First", "urgent": False}
        self.version = 1

    @property
    def etag(self) -> str:
        return f'"{self.version}"'

    def add(self, data: dict[str, Any]) -> int:
        if data["name"] == "taken":
            raise Conflict("There are at most {most} services.", most=1, allowed=[])
        self.rows.append(data)
        return len(self.rows)

    def amend(self, data: dict[str, Any], match: str) -> None:
        check_match(match, self.etag)
        self.one, self.version = {**self.one, **data}, self.version + 1


def add_to(app: Flask) -> Sample:
    """Serves `/sample...` from `app`."""
    sample, pages = Sample(), Pages("sample", __name__)
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(Path(__file__).parent / "samples")])

    @pages.get("/sample")
    @visitor(Role.MANAGER, Role.SOLVER)
    def show(who: Caller) -> Response:
        return page("sample/form.html", form=forms.blank(SampleSchema), rows=sample.rows)

    @pages.post("/sample")
    @visitor(Role.MANAGER, Role.SOLVER)
    def add(who: Caller) -> Response:
        form = forms.sent(SampleSchema)
        if not form.act(sample.add):
            return page("sample/form.html", status=form.status, form=form, rows=sample.rows)
        said("It is number {number}.", number=form.result)
        return go("/sample")

    @pages.get("/sample/one")
    @visitor(Role.MANAGER)
    def show_one(who: Caller) -> Response:
        return page("sample/one.html", form=forms.blank(SampleSchema, sample.one, version=sample.etag))

    @pages.post("/sample/one")
    @visitor(Role.MANAGER)
    def change_one(who: Caller) -> Response:
        form = forms.sent(SampleSchema, clears=("at",))
        if form.change(sample.amend):
            return go("/sample/one")
        if form.late:
            form.beside(sample.one, sample.etag)
        return page("sample/one.html", status=form.status, form=form)

    @pages.get("/sample/rows")
    @visitor(Role.MANAGER)
    def rows(who: Caller) -> Response:
        return part("sample/_rows.html", rows=sample.rows)

    @pages.get("/sample/gallery")
    @visitor(Role.MANAGER)
    def gallery(who: Caller) -> Response:
        form = forms.blank(SampleSchema, {"name": "A name that is rather long for this", "impact": "major"})
        form.wrong("place/postcode", "There are at most {most} services.", most=1)
        form.beside({"name": "Somebody else's"})
        return page("sample/gallery.html", form=form)

    app.register_blueprint(pages)
    return sample
