"""The map: our names of provinces and the map's, both ways; what it does not know stands in the table alone."""

import pytest
from flask import Flask

from backend.areas import services as areas
from backend.board.now import country
from tests.backend.client import Client

pytestmark = pytest.mark.skipif(not country.shapes(), reason="the browser's packages are not installed")


def region(name: str | None, **fields) -> dict:
    return {"name": name, "key": f"province:{name}", "open": 0, "outages": 0, **fields}


def test_every_province_has_a_shape_and_every_shape_a_province(app: Flask) -> None:
    with app.app_context():
        ours = set(areas.all_provinces())
    known = country.shapes()
    assert set(known) == ours
    assert len(ours) == 12
    assert len({shape.id for shape in known.values()}) == 12
    assert all(0 < shape.at[0] < 613 and 0 < shape.at[1] < 724 for shape in known.values())
    north, south = known["Groningen"].at[1], known["Limburg"].at[1]
    assert north < known["Utrecht"].at[1] < south


def test_a_region_that_the_map_does_not_know_is_in_the_table_only(app: Flask) -> None:
    regions = [region("Utrecht"), region("Atlantis"), region(None)]
    summary = {"country": "NL", "region_kind": "province", "regions": regions}
    assert [one.region["name"] for one in country.drawn(summary)] == ["Utrecht"]


@pytest.mark.parametrize(("land", "kind"), [("BE", "province"), ("NL", "place")])
def test_elsewhere_there_is_no_map(land: str, kind: str) -> None:
    assert country.drawn({"country": land, "region_kind": kind, "regions": [region("Limburg")]}) == []


def test_map_and_table_say_the_same(app: Flask, visit, employee: Client) -> None:
    for _ in range(3):
        employee.submit(customer={"postcode": "4381AB"})
    with app.app_context():
        from backend.figures import services as figures

        figures.catch_up()
    page = visit("manager").get("/board", Accept_Language="nl").text
    shape = country.shapes()["Zeeland"]
    assert f"netherlands.svg#{shape.id}" in page
    assert f'<text x="{shape.at[0]}" y="{shape.at[1]}">3</text>' in page
    row = page[page.index('scope="row">Zeeland') :][:600]
    assert '<td class="number">3</td>' in row
    assert "CC BY 4.0" in page
