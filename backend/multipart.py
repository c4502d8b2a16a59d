"""Reading an upload (multipart/form-data) within bounds: parts go to nameless temporary files as they come in."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any, cast

import orjson
from flask import Request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest as MalformedBody
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from backend.errors import Invalid, TooLarge, Unavailable, UnsupportedMedia
from backend.storage import told_when_full
from shared.schemas.uploads import LARGEST_UPLOAD

LARGEST_FILE = LARGEST_UPLOAD
LARGEST_BODY = 50_000_000
MOST_FILES = 10
_MOST_PARTS = 20
_LONGEST_FIELDS = 100_000
_KEPT_IN_MEMORY = 256 * 1024

# A slow phone holds one of the server's threads while its upload comes in: most of them stay free for the others.
_AT_ONCE = BoundedSemaphore(12)


@dataclass(frozen=True)
class Upload:
    """One file as it was sent; `name` is the client's word."""

    name: str
    content: "Bounded"

    def read(self) -> bytes:
        """All of it."""
        self.content.seek(0)
        return self.content.read()


@dataclass(frozen=True)
class Form:
    """The parts of a body; `digest` is over each part's name and SHA-256."""

    texts: dict[str, str]
    files: list[Upload] = field(default_factory=list)
    digest: str = ""


class Bounded(tempfile.SpooledTemporaryFile[bytes]):
    """A nameless temporary file that refuses to grow over the limit, and knows its SHA-256."""

    def __init__(self, name: str) -> None:
        super().__init__(max_size=_KEPT_IN_MEMORY, mode="w+b")
        self._told = name[:100]
        self._size = 0
        self.sha256 = hashlib.sha256()

    def write(self, s: Any) -> int:
        """Takes some more; raises TooLarge."""
        self._size += len(s)
        if self._size > LARGEST_FILE:
            raise TooLarge("{name} is too large: at most {most} MB a file.", name=self._told, most=10, pointer="/file")
        self.sha256.update(s)
        return super().write(s)


@contextmanager
def one_of_few() -> Iterator[None]:
    """While a file, or a piece of one, comes in; raises Unavailable where too many do at once."""
    if not _AT_ONCE.acquire(blocking=False):
        raise Unavailable("Many files are being sent just now; try again in a moment.", headers={"Retry-After": "5"})
    try:
        yield
    finally:
        _AT_ONCE.release()


@contextmanager
def reading(request: Request) -> Iterator[Form]:
    """The parts of `request`, gone afterwards; files come in the field `file`.

    Raises UnsupportedMedia, TooLarge, Invalid, and Unavailable where too many come in at once.
    """
    with one_of_few():
        with told_when_full():
            form = _parse(request)
        try:
            yield form
        finally:
            for upload in form.files:
                upload.content.close()


def _parse(request: Request) -> Form:
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMedia("Send the files as multipart/form-data, each in a field named file.")
    parser = FormDataParser(
        stream_factory=cast(Any, lambda **about: Bounded(about["filename"] or "")),
        max_form_memory_size=_LONGEST_FIELDS,
        max_content_length=LARGEST_BODY,
        max_form_parts=_MOST_PARTS,
        silent=False,
    )
    try:
        _, texts, files = parser.parse_from_environ(request.environ)
    except RequestEntityTooLarge:
        raise TooLarge("That is too large: at most {most} MB at once.", most=50) from None
    except (ValueError, UnicodeError):
        raise MalformedBody from None
    return _form(list(texts.items(multi=True)), list(files.items(multi=True)))


def _form(texts: list[tuple[str, str]], files: list[tuple[str, FileStorage]]) -> Form:
    # A part whose name is missing, or is no text, comes as None; which field it was meant for nobody knows.
    if None in [name for name, _ in (*texts, *files)]:
        raise MalformedBody
    for name, _ in files:
        if name != "file":
            raise Invalid("Files come in the field file.", pointer=f"/{name}"[:100])
    uploads = [Upload(part.filename or "", cast(Bounded, part.stream)) for _, part in files]
    if len(uploads) > MOST_FILES:
        raise Invalid("At most {most} files at once.", most=MOST_FILES, pointer=f"/file/{MOST_FILES}")
    parts = [[name, hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()] for name, value in texts]
    parts += [["file", upload.content.sha256.hexdigest()] for upload in uploads]
    return Form(dict(texts), uploads, hashlib.sha256(orjson.dumps(sorted(parts))).hexdigest())
