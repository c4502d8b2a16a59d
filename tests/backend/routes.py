"""Routes are parsed once for all apps of a process: each test has an app of its own, with the same 320 of them."""

from collections.abc import Iterable
from typing import Any

from werkzeug.routing import Rule
from werkzeug.routing.rules import RulePart

from backend.addresses import LateRule

_parsed: dict[str, tuple[list[RulePart], list[tuple[bool, str]], dict[str, Any]]] = {}


def parse_once() -> None:
    """From now on; what a rule's text comes to depends on the converters alone, which every app of ours has alike."""
    LateRule._parse_rule = _parse  # type: ignore[method-assign]


def _parse(self: LateRule, rule: str) -> Iterable[RulePart]:
    if rule not in _parsed:
        begun = len(self._trace)
        parts = list(Rule._parse_rule(self, rule))
        _parsed[rule] = (parts, self._trace[begun:], dict(self._converters))
    else:
        _, trace, converters = _parsed[rule]
        self._trace += trace
        self._converters |= converters
        self.arguments |= set(converters)
    return _parsed[rule][0]
