"""Forms: read into a shared schema, done once, and shown again with what was typed where something is not right.

A view makes one with `blank` (to show), `sent` (a POST) or `asked` (the filters of a GET).
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

import orjson
from flask import g, request
from marshmallow import Schema, ValidationError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict

from backend import db, idempotency
from backend.board import fields
from backend.board.entrance import CSRF, EMAIL, PASSWORD
from backend.errors import DomainError, Invalid, NotFound, PreconditionFailed, Unauthorized
from backend.i18n import say
from backend.ids import new_id
from backend.problems import faults
from shared.messages import Message
from shared.vocabulary import LANGUAGES

JSON = dict[str, Any]
KEY, VERSION, ACTION = "_key", "_version", "_action"
_KEY_POINTER = "/header/Idempotency-Key"
_LONGEST_KEY = 100
_SENT_BEFORE = Message("This form was sent before, with something else in it. Press again to send this as well.")
_WHILE_YOU_TYPED = Message(
    "Somebody else changed this meanwhile. What you typed is still here; what it is now stands beside it. "
    "Press again to put yours in its place."
)
_UNKNOWN = Message("Unknown field: {name}.")


class Form:
    """One form: what is typed in it (`value`, `values`), what is wrong (`error`, `problems`), and the act itself."""

    def __init__(self, schema: Schema, typed: fields.Typed, *, key: str, version: str, clears: Collection[str]):
        self.typed, self.key, self.version = typed, key, version
        self.problems: list[str] = []
        """What is wrong with the form as a whole."""
        self.errors: dict[str, list[str]] = {}
        self.status = 200
        self.late = False
        """Whether somebody else was first (412)."""
        self.result: Any = None
        """What the act answered."""
        self._schema, self._clears = schema, clears
        self._names = set(fields.names(schema))
        self._now: fields.Typed | None = None

    @property
    def action(self) -> str:
        """The value of the button that was pressed, where the form has several (named `_action`)."""
        return self.typed.get(ACTION, "")

    def value(self, name: str) -> str:
        """What stands in a field."""
        found = self.typed.getlist(name)
        return found[-1] if found else ""

    def values(self, name: str) -> list[str]:
        """What stands in a list's fields."""
        return [one for one in self.typed.getlist(name) if one]

    def error(self, name: str) -> list[str]:
        """What is wrong with a field, in the reader's language."""
        return self.errors.get(name, [])

    def now(self, name: str) -> str | None:
        """What somebody else put there meanwhile, where that is something else than what was typed."""
        if self._now is None:
            return None
        theirs = ", ".join(one for one in self._now.getlist(name) if one)
        return theirs if theirs != ", ".join(self.values(name)) else None

    def load(self) -> JSON | None:
        """The schema's data; None where something is wrong, which the fields then show."""
        for name in sorted({name for name in self.typed if not name.startswith("_")} - self._names):
            if not self._is_of_a_part(name):
                self.problems.append(say(Message(_UNKNOWN.template, name=name[:100])))
        try:
            data: JSON = self._schema.load(fields.read(self._schema, self.typed, self._clears))
        except ValidationError as error:
            for fault in faults(error.messages, ""):
                self._place(fault["pointer"], fault["detail"])
        if self.errors or self.problems:
            self.status = 422
            return None
        return data

    def act(self, effect: Callable[[JSON], Any], *, subject: str | None = None) -> bool:
        """Runs `effect` with the data in one transaction, once for this form however often it comes; the answer (plain
        JSON without personal data, such as an id) is `result`. False where it is refused: show the form again.

        `subject` is the id of what the answer tells of.
        """

        def once(data: JSON) -> Any:
            scope, digest = f"{g.caller.scope} {request.method} {request.path.rstrip('/')}", self._digest()
            key = self.key

            def kept() -> idempotency.Kept:
                return 200, {}, orjson.dumps(effect(data)), subject

            return orjson.loads(db.write(lambda: idempotency.once(scope, key, digest, kept))[2])

        return self._try(once)

    def change(self, effect: Callable[[JSON, str], Any]) -> bool:
        """Runs `effect` with the data and the version that was read (for If-Match) in one transaction.

        False where it is refused: show the form again; where it is `late`, after `beside` with what is there now.
        """
        version = self.version
        return self._try(lambda data: db.write(lambda: effect(data, version)))

    def beside(self, current: Mapping[str, Any], version: str = "") -> None:
        """What is there now, to be shown beside what was typed; what is sent next is for that `version`."""
        self._now = MultiDict(list(fields.write(current)))
        self.version = version or self.version

    def refuse(self, error: DomainError) -> None:
        """Shows a refusal at its field, else at the top."""
        self.status = error.status
        if isinstance(error, PreconditionFailed):
            self.late, self.status = True, 412
            self.version = error.headers.get("ETag") or self.version
            self.problems.append(say(_WHILE_YOU_TYPED))
        elif error.pointer == _KEY_POINTER:
            self.key, self.status = new_id(), 409
            self.problems.append(say(_SENT_BEFORE))
        else:
            self._place(error.pointer, say(error.message))

    def wrong(self, name: str, sentence: str, **params: object) -> None:
        """Something the view itself found at a field (`""`: the form as a whole)."""
        self.refuse(Invalid(Message(sentence, **params), pointer=f"/{name}" if name else ""))

    def _try(self, act: Callable[[JSON], Any]) -> bool:
        data = self.load()
        if data is None:
            return False
        # The read that the view may have begun is over: another connection writes now.
        db.session.rollback()
        try:
            self.result = act(data)
        except (NotFound, Unauthorized):
            raise
        except StaleDataError:
            self.refuse(PreconditionFailed(""))
        except DomainError as error:
            self.refuse(error)
        else:
            return True
        return False

    def _place(self, pointer: str, sentence: str) -> None:
        name = self._nearest(pointer.removeprefix("/"))
        kept = self.errors.setdefault(name, []) if name else self.problems
        if sentence not in kept:
            kept.append(sentence)

    def _nearest(self, name: str) -> str | None:
        """The field of the form that a pointer means: itself, that of a part of it, or the one around it."""
        while name:
            if name in self._names or name in self.typed:
                return name
            if f"{name}/{LANGUAGES[0]}" in self._names:
                return f"{name}/{LANGUAGES[0]}"
            name = name.rpartition("/")[0]
        return None

    def _is_of_a_part(self, name: str) -> bool:
        """Whether it is one of a list of parts, as `rules/0/area`."""
        first, _, rest = name.partition("/")
        return first in self._names and rest.partition("/")[0].isdecimal()

    def _digest(self) -> str:
        """A fingerprint of what was sent, but for what belongs to the session."""
        apart = (CSRF, EMAIL, PASSWORD, KEY, VERSION)
        sent = sorted((name, values) for name, values in self.typed.lists() if name not in apart)
        files = [
            (name, hashlib.sha256(file.stream.read()).hexdigest()) for name, file in request.files.items(multi=True)
        ]
        for file in request.files.values():
            file.stream.seek(0)
        return hashlib.sha256(orjson.dumps([sent, sorted(files)])).hexdigest()


def blank(
    schema: type[Schema] | Schema | None = None,
    values: Mapping[str, Any] | None = None,
    *,
    version: str = "",
    key: str | None = None,
) -> Form:
    """A form to show, filled in with `values` (JSON as the API shows it); `version` is the ETag that was read.

    `key` is given where the same press on the same thing must count once wherever it is shown (`confirm-ID-VERSION`).
    """
    typed: fields.Typed = MultiDict(list(fields.write(values or {})))
    return Form(_made(schema), typed, key=key or new_id(), version=version, clears=())


def sent(schema: type[Schema] | Schema | None = None, *, clears: Collection[str] = ()) -> Form:
    """The form that came in; fields named in `clears` become null where they are left blank."""
    typed = request.form.copy()
    key = typed.get(KEY, "")
    usable = bool(key) and len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable()
    return Form(
        _made(schema), typed, key=key if usable else new_id(), version=typed.get(VERSION, "")[:200], clears=clears
    )


def asked(schema: type[Schema] | Schema) -> Form:
    """The filters in a page's address; `load` checks them."""
    return Form(_made(schema), request.args.copy(), key="", version="", clears=())


def _made(schema: type[Schema] | Schema | None) -> Schema:
    if isinstance(schema, Schema):
        return schema
    return schema() if schema else Schema()
