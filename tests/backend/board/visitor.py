"""Somebody at a browser without JavaScript: follows links, and sends the forms that are on the page."""

from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from backend import db
from backend.accounts import browser as sessions
from backend.accounts import services as accounts
from tests.backend.settings import DEMO

ORIGIN = "http://localhost"


class Visitor:
    """`who` is a role of the demo's people or an e-mail address; nobody where empty."""

    def __init__(self, app: Flask, who: str = "", origin: str = ORIGIN) -> None:
        self.app, self.http, self.origin = app, app.test_client(), origin
        if who:
            self.enter(who)

    def enter(self, who: str) -> None:
        """Signs in without the cost of a password."""
        with self.app.app_context():
            person = accounts.find_person(DEMO.get(who, who))
            assert person is not None
            identity = person.id
            db.session.rollback()
            self.http.set_cookie("doorgeven", db.write(lambda: sessions.sign_in(identity)))

    def get(self, path: str, **headers: str) -> TestResponse:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.get(path, headers={"Accept": "text/html", **sent}, buffered=True)

    def post(self, path: str, fields: Any = (), **headers: str) -> TestResponse:
        """Exactly these fields, from a page of ours unless `Origin` says otherwise."""
        sent = {"Accept": "text/html", "Origin": self.origin} | {k.replace("_", "-"): v for k, v in headers.items()}
        data: dict[str, list[Any]] = {}
        for name, value in fields.items() if isinstance(fields, dict) else fields:
            data.setdefault(name, []).extend(value if isinstance(value, list) else [value])
        return self.http.post(path, data=data, headers={k: v for k, v in sent.items() if v})

    def fill(self, page: TestResponse, action: str, **typed: Any) -> tuple[str, dict[str, list[str]]]:
        """The fields of the form that goes to `action`, with `typed` put in (`__` stands for a slash)."""
        form = next(form for form in forms(page.text) if form.action == action)
        sent = dict(form.fields)
        for name, value in typed.items():
            sent[name if name.startswith("_") else name.replace("__", "/")] = (
                value if isinstance(value, list) else [value]
            )
        return action, sent

    def send(self, page: TestResponse, action: str, **typed: Any) -> TestResponse:
        """Fills that form in and sends it."""
        return self.post(*self.fill(page, action, **typed))


class FoundForm:
    def __init__(self, action: str) -> None:
        self.action = action
        self.fields: dict[str, list[str]] = {}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self._in_form, self._area, self._select = False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(FoundForm(at.get("action", "")))
            self._in_form = True
        if not self._in_form:
            return
        fields, name = self.forms[-1].fields, at.get("name", "")
        if tag == "input" and name and (at.get("type") not in ("checkbox", "radio") or "checked" in at):
            fields.setdefault(name, []).append(at.get("value", ""))
        elif tag == "textarea":
            self._area = name
            fields.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in at:
            fields.setdefault(self._select, []).append(at.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._in_form = self._in_form and tag != "form"
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            # A browser leaves the first line break out.
            self.forms[-1].fields[self._area][-1] += data.removeprefix("\n")


def text_of(html: str) -> str:
    """What a page says, without its markup."""
    texts: list[str] = []
    reader = HTMLParser(convert_charrefs=True)
    reader.handle_data = texts.append  # type: ignore[method-assign]
    reader.feed(html)
    return " ".join(texts)


def forms(html: str) -> list[FoundForm]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
