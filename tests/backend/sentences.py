"""All sentences for people that the code holds, found in its source: what the catalogue must translate."""

import ast
from collections.abc import Iterator
from pathlib import Path

import marshmallow.fields
import marshmallow.validate
from marshmallow import Schema

ROOT = Path(__file__).parents[2]
RAISED = {
    "BadRequest",
    "Conflict",
    "Forbidden",
    "Gone",
    "Invalid",
    "Message",
    "NotFound",
    "TooLarge",
    "TooManyRequests",
    "Unauthorized",
    "Unavailable",
    "UnsupportedMedia",
}
FIELDS = ("Field", "String", "Integer", "Number", "Boolean", "List", "Nested", "Mapping")


def sentences() -> set[str]:
    found = set()
    for folder in ("backend", "shared"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= set(_in(ast.parse(path.read_text())))
    for name in FIELDS:
        found |= set(getattr(marshmallow.fields, name).default_error_messages.values())
    found.discard("Invalid value.")
    return {text for text in found if " " in text} - set(Schema._default_error_messages.values())


def _in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED and node.args:
            yield from _text(node.args[0])
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.Assign) and getattr(part.targets[0], "id", "") == "title":
                    yield from _text(part.value)
                if isinstance(part, ast.FunctionDef) and part.name == "__init__":
                    for default in part.args.defaults:
                        yield from _text(default)
                    for call in ast.walk(part):
                        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args:
                            yield from _text(call.args[0])


def _text(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
