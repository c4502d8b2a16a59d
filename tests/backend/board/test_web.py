"""What holds for every page: who is let in, headers, conditional requests, errors, language, files."""

import re

import pytest
from flask import Flask

from backend.board import navigation
from tests.backend.client import Client

OPEN = {"pages_signing.sign_in", "pages_signing.enter", "pages_signing.prefer"}
"""Pages that answer strangers; a wall's own token is asked for by its view."""


def test_every_page_asks_who_comes(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("pages_") and rule.endpoint not in OPEN and not rule.rule.startswith("/wall/"):
            assert getattr(app.view_functions[rule.endpoint], "signs_in", False), rule.rule


def test_a_page_for_others_says_kindly_whose_it_is(visit, sample) -> None:
    answer = visit("employee").get("/sample")
    assert answer.status_code == 403
    assert "Hij is voor managers, oplosteams. Je bent ingelogd als Eva de Vries." in answer.text


def test_no_page_takes_a_script_or_style_of_its_own(visit, sample) -> None:
    page = visit("manager").get("/sample")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:|hx-on", page.text)
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_every_file_that_a_page_names_is_there_for_ever(visit, sample) -> None:
    visitor = visit("manager")
    addresses = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', visitor.get("/sample").text))
    assert {address.rpartition("/")[2] for address in addresses} >= {"htmx.js", "board.js", "board.css", "icons.svg"}
    for address in addresses:
        answer = visitor.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["Cache-Control"]
    old = visitor.get("/static/0000000000000000/board.css")
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("name", ["..%2Fweb.py", ".hidden", "nothing.css", "%2e%2e%2fassets%2fpackage.json"])
def test_no_other_file_is_served(visit, name: str) -> None:
    assert visit().get(f"/static/0/{name}").status_code == 404


def test_a_part_that_is_known_is_not_sent_again(visit, sample) -> None:
    visitor = visit("manager")
    first = visitor.get("/sample/rows")
    assert visitor.get("/sample/rows", If_None_Match=first.headers["ETag"]).status_code == 304
    sample.rows.append({"name": "New"})
    assert visitor.get("/sample/rows", If_None_Match=first.headers["ETag"]).status_code == 200


def test_language_and_light_are_kept_where_they_were_chosen(visit, sample) -> None:
    visitor = visit("manager")
    page = visitor.get("/sample")
    assert '<html lang="nl" data-theme="auto">' in page.text
    back = visitor.send(page, "/preferences", language="en", theme="dark")
    assert back.headers["Location"] == "/sample"
    assert '<html lang="en" data-theme="dark">' in visitor.get("/sample").text
    visitor.send(page, "/preferences", language="xx", theme="<script>")
    assert '<html lang="en" data-theme="dark">' in visitor.get("/sample").text


def test_what_somebody_chose_decides_over_what_their_browser_asks_for(visit, sample) -> None:
    visitor = visit("manager")
    assert 'lang="nl"' in visitor.get("/sample", Accept_Language="en").text, "the account's own"
    assert 'lang="en"' in visit().get("/sign-in", Accept_Language="en").text
    assert 'lang="nl"' in visit().get("/sign-in", Accept_Language="nl-BE,nl").text


def test_a_browser_gets_a_page_and_a_program_a_problem_where_nothing_is(visit, app: Flask, manager: Client) -> None:
    page = visit().get("/nothing/here")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "Content-Security-Policy" in page.headers
    assert app.test_client().get("/nothing/here").mimetype == "application/problem+json"
    assert manager.get("/nothing").mimetype == "application/problem+json"
    posted = visit("manager").post("/sample/nothing", {})
    assert posted.status_code == 404


def test_a_refusal_comes_as_a_notice_into_the_page_that_htmx_asks_for(visit, sample) -> None:
    visitor = visit("employee")
    answer = visitor.post("/sample", {"name": "Kabel"}, HX_Request="true", Origin="https://evil.example")
    assert answer.headers["HX-Retarget"] == "#notices"
    assert "<html" not in answer.text


def test_breaches_of_the_policy_are_told(app: Flask) -> None:
    browser = app.test_client()
    one = {"csp-report": {"violated-directive": "script-src", "blocked-uri": "inline", "sample": "x" * 9000}}
    assert browser.post("/csp-report", json=one).status_code == 204
    many = [{"type": "csp-violation", "body": {"effectiveDirective": "img-src", "blockedURL": "https://evil"}}]
    assert browser.post("/csp-report", json=many).status_code == 204
    for junk in (b"", b"[1,2", b'"x"', b"[[]]", b"null", b"{}"):
        assert browser.post("/csp-report", data=junk).status_code == 204
    told = [report.get("violated-directive") or report.get("effectiveDirective") for report in reports(app)]
    assert told[:2] == ["script-src", "img-src"]
    assert browser.post("/csp-report", data=b"x" * 50_000).status_code in (204, 413)


def reports(app: Flask) -> list[dict[str, str]]:
    return list(app.extensions["doorgeven.csp_reports"])


def test_the_way_in_the_head_shows_where_one_is(app: Flask) -> None:
    with app.test_request_context("/board/outages/x"):
        here = [entry.address for entry in navigation.ENTRIES if navigation.is_here(entry)]
    assert here == ["/board/outages"]
