"""Routes are tied once for all apps of a process: each test has an app of its own, with the same 330 of them."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.routing import Map

_add = BlueprintSetupState.add_url_rule


def share(app: Flask) -> None:
    """From now on an app gets `app`'s routes from the blueprints that it registers; others it may have beside them.

    That is most of what an app costs, and routes hold nothing of one's settings: views are functions of modules.
    """
    routes, views = app.url_map, app.view_functions

    def add(
        state: BlueprintSetupState,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        **more: Any,
    ) -> None:
        known = (
            f"{state.name_prefix}.{state.name}.{endpoint or getattr(view_func, '__name__', '')}".lstrip(".") in views
        )
        if known and state.app.url_map is not routes:
            state.app.url_map = routes
            state.app.view_functions |= views
        elif not known:
            if state.app.url_map is routes:
                state.app.url_map = _copy(routes)
            _add(state, rule, endpoint, view_func, **more)

    BlueprintSetupState.add_url_rule = add  # type: ignore[method-assign]


def _copy(routes: Map) -> Map:
    made = Map(converters=routes.converters, strict_slashes=routes.strict_slashes)
    for rule in routes.iter_rules():
        twin: Any = rule.empty()
        twin.provide_automatic_options = rule.provide_automatic_options  # type: ignore[attr-defined]
        made.add(twin)
    return made
