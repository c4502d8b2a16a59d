"""The pieces that pages are made of, all on one page: readable, reachable and in their place."""

import pytest

from tests.backend.board import sample
from tests.e2e.browser.site import axe, fits, shots


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1920, "dark")])
def test_the_pieces_break_no_rule_of_axe_and_fit(site, browse, width: int, theme: str) -> None:
    sample.add_to(site.app)
    page = browse("manager", width=width, theme=theme)
    page.goto("/sample/gallery")
    assert axe(page) == []
    assert fits(page)
    if width == 360:
        shots(page, "gallery")
