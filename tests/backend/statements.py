"""SQL that was compiled in one test serves in the next, though each app has an engine of its own."""

from typing import Any

from sqlalchemy import Engine


class Statements:
    """What an engine learnt of its database's kind, and the statements that were compiled for it."""

    def __init__(self, engine: Engine) -> None:
        self._dialect = engine.dialect
        self._compiled: dict[Any, Any] = {}

    def share_with(self, engine: Engine) -> None:
        """Lets another engine of the same kind and settings know them; its connections and listeners stay its own."""
        assert type(engine.dialect) is type(self._dialect)
        engine.dialect = self._dialect
        engine.update_execution_options(compiled_cache=self._compiled)
