"""Placeholders in response templates: `{reference}` stands for the ticket's own, `{{` and `}}` for braces."""

from collections.abc import Mapping, Sequence
from string import Formatter

from backend.errors import Invalid

PLACEHOLDERS = (
    "reference",
    "customer_name",
    "reporter_name",
    "team",
    "solver",
    "service",
    "outage_title",
    "next_update_by",
    "created_at",
    "external_id",
    "company",
)
"""What a template may ask for; `backend/tickets/wording.py` knows the values."""


def parse(text: str, pointer: str, known: Sequence[str] = PLACEHOLDERS) -> list[tuple[str, str | None]]:
    """The text as pairs of a literal and the placeholder after it (None at the end); `known` are those there are.

    Raises Invalid, naming it, for a placeholder that there is none of, and for a brace without its other half.
    """
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise Invalid(
            "A brace without its other half; write {open} and {close} for braces themselves.",
            open="{{",
            close="}}",
            pointer=pointer,
        ) from None
    found: list[tuple[str, str | None]] = []
    for literal, name, options, conversion in parts:
        if name is not None and (name not in known or options or conversion):
            whole = name + (f"!{conversion}" if conversion else "") + (f":{options}" if options else "")
            raise Invalid(
                "There is no placeholder {name}; there are {known}.",
                name="{" + whole[:60] + "}",
                known=", ".join("{" + one + "}" for one in known),
                pointer=pointer,
                allowed=known,
            )
        found.append((literal, name))
    return found


def names(text: str, pointer: str = "", known: Sequence[str] = PLACEHOLDERS) -> set[str]:
    """The placeholders that a text asks for."""
    return {name for _, name in parse(text, pointer, known) if name is not None}


def fill(text: str, values: Mapping[str, str], known: Sequence[str] = PLACEHOLDERS) -> str:
    """The text with its placeholders filled in, once: what a value holds is never read as a placeholder."""
    return "".join(literal + (values[name] if name else "") for literal, name in parse(text, "", known))
