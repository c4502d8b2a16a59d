"""The company's colour is readable whatever it is, and its logo comes from our own origin."""

import base64

import pytest
from flask import Flask

from backend.board import brand

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


@pytest.mark.parametrize(
    "color", ["#0B5F58", "yellow", "#fff", "#000000", "navy", "#ff6600", None, "no colour; }", "url(x)"]
)
def test_text_in_the_companys_colour_contrasts_in_both_themes(color: str | None) -> None:
    style = brand.style(color)
    light, dark = (brand.parsed(style.split("--brand:")[part][:7]) for part in (1, 2))
    assert brand.contrast(light, (255, 253, 251)) >= 4.5
    assert brand.contrast(dark, (32, 27, 23)) >= 4.5
    assert "url" not in style
    assert style.count("{") == style.count("}")


@pytest.mark.parametrize(
    ("color", "shown", "wrong"),
    [
        (None, None, None),
        ("#0B5F58", "#0b5f58", None),
        ("navy", "#000080", None),
        ("yellow", "#ffff00", "1.1:1"),
        ("no colour; }", None, "no colour"),
    ],
)
def test_a_colour_that_text_cannot_have_is_said(color: str | None, shown: str | None, wrong: str | None) -> None:
    told = brand.wrong_with(color)
    assert brand.as_hex(color) == shown
    assert (wrong in str(told)) if wrong else told is None
    light, dark = (brand.parsed(brand.readable(color)[mode]) for mode in ("light", "dark"))
    assert brand.contrast(light, (255, 253, 251)) >= 4.5
    assert brand.contrast(dark, (32, 27, 23)) >= 4.5


class TestBeforeSigningIn:
    @pytest.fixture
    def environment(self) -> dict[str, str]:
        logo = f"data:image/png;base64,{PNG}"
        return {
            "BRAND_NAME": "Kabelbaas",
            "BRAND_COLOR": "yellow",
            "BRAND_LOGO": logo,
            "PUBLIC_URL": "https://k.example",
        }

    def test_an_app_gets_it_once_and_then_hears_that_nothing_changed(self, app: Flask) -> None:
        client = app.test_client()
        answer = client.get("/api/v1/brand")
        assert answer.json == {
            "name": "Kabelbaas",
            "color": "#ffff00",
            "colors": brand.readable("yellow"),
            "usable": False,
            "note": answer.json["note"],
            "logo_url": "https://k.example/brand/logo",
            "logo_type": "image/png",
        }
        assert "leesbaar" in answer.json["note"]["nl"]
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        known = client.get("/api/v1/brand", headers={"If-None-Match": answer.headers["ETag"]})
        assert (known.status_code, known.data) == (304, b"")

    def test_it_is_among_the_findings(self, admin) -> None:
        told = [one["text"] for one in admin.call("GET", "/findings", Accept_Language="en").json["items"]]
        assert any("BRAND_COLOR" in text for text in told)


class TestLogo:
    @pytest.fixture(params=[f"data:image/png;base64,{PNG}", "FILE"])
    def environment(self, request: pytest.FixtureRequest, tmp_path) -> dict[str, str]:
        file = tmp_path / "logo.png"
        file.write_bytes(base64.b64decode(PNG))
        return {"BRAND_LOGO": str(file) if request.param == "FILE" else request.param, "BRAND_NAME": "Kabelbaas <b>"}

    def test_it_stands_in_the_head(self, visit, app: Flask) -> None:
        page = visit().get("/sign-in")
        assert 'src="/brand/logo"' in page.text
        assert "Kabelbaas &lt;b&gt;" in page.text
        logo = app.test_client().get("/brand/logo")
        assert (logo.data, logo.mimetype) == (base64.b64decode(PNG), "image/png")
        assert "sandbox" in logo.headers["Content-Security-Policy"]


class TestElsewhere:
    @pytest.fixture(
        params=["https://cdn.example/logo.png", "data:text/html;base64,PHNjcmlwdD4=", "data:image/png;base64,%", "x"]
    )
    def environment(self, request: pytest.FixtureRequest) -> dict[str, str]:
        return {"BRAND_LOGO": request.param}

    def test_what_would_ask_another_server_is_left_out(self, visit, app: Flask) -> None:
        assert "/brand/logo" not in visit().get("/sign-in").text
        assert app.test_client().get("/brand/logo").status_code == 404
        shown, set_to = app.test_client().get("/api/v1/brand").json, app.extensions["doorgeven.config"].brand_logo
        assert shown["logo_url"] == (set_to if set_to.startswith("https:") else None)
        assert shown["logo_type"] is None
