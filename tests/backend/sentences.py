"""All sentences for people that the code holds, found in its source: what the catalogue must translate."""

import ast
from collections.abc import Iterator
from pathlib import Path

import jinja2
import marshmallow.fields
import marshmallow.validate
from jinja2 import nodes
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
    found = {text for text in found if " " in text} - set(Schema._default_error_messages.values())
    return found | set(in_pages())


def in_pages() -> Iterator[str]:
    """What the browser's pages say, also in one word: each `say("...")` of a template, each Message of its code."""
    for path in (ROOT / "backend" / "templates" / "board").rglob("*.html"):
        for call in jinja2.Environment(autoescape=True).parse(path.read_text()).find_all(nodes.Call):
            named = isinstance(call.node, nodes.Name) and call.node.name == "say"
            if named and call.args and isinstance(call.args[0], nodes.Const):
                yield call.args[0].value
    for path in (ROOT / "backend" / "board").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if name in ("Message", "said", "say") and node.args and node.args[0:1]:
                yield from _text(node.args[0])


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
