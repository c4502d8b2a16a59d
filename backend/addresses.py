"""Routes that are quick to make: of each, the way from an address to its view is there at once, the way back later."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


class LateRule(Rule):
    """A rule that compiles how its address is built when one is first asked for.

    werkzeug writes and compiles two functions for each of 160 routes, most of what a start costs; hardly any is called.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        def first(_rule: Rule, **values: Any) -> tuple[str, str]:
            build: Callable[..., tuple[str, str]] = Rule._compile_builder(self, append_unknown).__get__(self, None)
            if append_unknown:
                self._build_unknown = build
            else:
                self._build = build
            return build(**values)

        return first
