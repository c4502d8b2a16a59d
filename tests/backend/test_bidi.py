"""Directions that a text opens end with it."""

import pytest

from backend.bidi import closed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kabel stuk", "Kabel stuk"),
        ("مرحبا", "مرحبا"),
        ("\u202eevil", "\u202eevil\u202c"),
        ("\u202eevil\u202c", "\u202eevil\u202c"),
        ("\u2067a\u202bb", "\u2067a\u202bb\u202c\u2069"),
        ("\u2067a\u202bb\u2069c", "\u2067a\u202bb\u2069c"),
        ("\u202ea\nb", "\u202ea\u202c\nb"),
        ("\u202c\u2069a", "\u202c\u2069a"),
        ("", ""),
    ],
)
def test_what_is_opened_is_closed_and_no_more(text: str, shown: str) -> None:
    assert closed(text) == closed(shown) == shown
