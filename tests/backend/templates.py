"""Templates are compiled once in a process, though the app of each test has its own."""

from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache


class _Compiled(BytecodeCache):
    """In memory; a template that reads otherwise is another one."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        self._known[bucket.key, bucket.checksum] = bucket.code


def compile_once() -> None:
    """From now on."""
    options: dict[str, Any] = {"bytecode_cache": _Compiled()}
    Flask.jinja_options = options
