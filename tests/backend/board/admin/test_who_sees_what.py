"""Every page of the settings, by everybody: seen by those who keep it, kindly refused to the others."""

import re

import pytest
from flask import Flask

from tests.backend.board.visitor import forms
from tests.backend.client import Client

ADMIN, OVERSEERS, KEEPERS = {"admin"}, {"admin", "manager"}, {"admin", "manager", "solver"}
PAGES = {
    "/admin": KEEPERS,
    "/admin/people": ADMIN,
    "/admin/people/new": ADMIN,
    "/admin/people/{person}": ADMIN,
    "/admin/teams": KEEPERS,
    "/admin/teams/new": ADMIN,
    "/admin/teams/internet": KEEPERS,
    "/admin/teams/internet/rules": KEEPERS,
    "/admin/teams/internet/rules/{rule}": KEEPERS,
    "/admin/teams/internet/templates": KEEPERS,
    "/admin/teams/internet/templates/new": KEEPERS,
    "/admin/teams/internet/templates/{template}": KEEPERS,
    "/admin/teams/internet/clocks": KEEPERS,
    "/admin/teams/internet/endpoints": KEEPERS,
    "/admin/teams/internet/endpoints/{endpoint}": KEEPERS,
    "/admin/teams/internet/keys": KEEPERS,
    "/admin/deliveries": KEEPERS,
    "/admin/deliveries/{delivery}": KEEPERS,
    "/admin/deliveries/{delivery}/state": KEEPERS,
    "/admin/inbox": OVERSEERS,
    "/admin/inbox/{mail}": OVERSEERS,
    "/admin/services": OVERSEERS,
    "/admin/services/new": OVERSEERS,
    "/admin/services/tv": OVERSEERS,
    "/admin/help": KEEPERS,
    "/admin/help/new": KEEPERS,
    "/admin/help/{article}": KEEPERS,
    "/admin/outage-templates": OVERSEERS,
    "/admin/outage-templates/new": OVERSEERS,
    "/admin/outage-templates/{outage_template}": OVERSEERS,
    "/admin/duty": OVERSEERS,
    "/admin/clocks": OVERSEERS,
    "/admin/changes": KEEPERS,
    "/admin/readings": OVERSEERS,
    "/admin/feedback": OVERSEERS,
    "/admin/feedback.csv": OVERSEERS,
    "/admin/checks": ADMIN,
}


def test_a_new_page_is_listed_here(app: Flask) -> None:
    there = {
        re.sub(r"<id:(\w+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/admin") and "GET" in rule.methods
    }
    assert len(there) == len(PAGES)


@pytest.mark.parametrize("who", ["admin", "manager", "solver", "employee"])
def test_each_page_is_for_those_who_keep_it(visit, address, who: str) -> None:
    visitor = visit(who)
    for path, roles in PAGES.items():
        answer = visitor.get(address(path))
        assert answer.status_code == (200 if who in roles else 403), (who, path)
        assert "<script>alert" not in answer.text, path


def test_a_stranger_signs_in_first(visit, address) -> None:
    for path in PAGES:
        assert visit().get(address(path)).status_code == 303


def test_to_a_solver_another_teams_settings_do_not_exist(visit, things) -> None:
    solver = visit("solver")
    for part in ("", "/rules", "/templates", "/clocks", "/endpoints", "/keys"):
        assert solver.get(f"/admin/teams/tv{part}").status_code == 404
    assert "tv" not in solver.get("/admin/teams").text.partition("try")[0].partition("tbody")[2]


def test_no_press_of_an_overseers_page_works_for_others(visit, address, things, admin: Client) -> None:
    """Each form of those pages, sent by who may not, is refused, and nothing is changed."""
    before = admin.get("/audit").json
    for path, roles in PAGES.items():
        if roles == KEEPERS:
            continue
        for form in forms(visit("admin").get(address(path)).text):
            for who in {"manager", "solver", "employee"} - roles:
                visitor = visit(who)
                (token, *_) = re.findall(r'name="_csrf" value="([^"]+)"', visitor.get("/admin").text)
                answer = visitor.post(form.action, {**form.fields, "_csrf": token})
                assert answer.status_code in (403, 405) or not form.action.startswith("/admin"), form.action
    assert admin.get("/audit").json == before


def test_no_press_of_a_teams_page_works_for_another_teams_people(visit, address, things, admin: Client) -> None:
    admin.post("/teams/tv/members", {"email": "colleague@example.org"})
    before, other = admin.get("/audit").json, visit("colleague")
    (token, *_) = re.findall(r'name="_csrf" value="([^"]+)"', other.get("/admin").text)
    for path in (path for path in PAGES if "internet" in path or "{delivery}" in path):
        for form in forms(visit("solver").get(address(path)).text):
            if form.action.startswith("/admin"):
                answer = other.post(form.action, {**form.fields, "_csrf": token})
                assert answer.status_code in (404, 405), form.action
    assert admin.get("/audit").json == before


def test_no_sentence_has_a_hole_in_either_language(visit, address) -> None:
    admin = visit("admin")
    for path in PAGES:
        for language in ("nl", "en"):
            text = admin.get(address(path), Accept_Language=language).text
            said = re.sub(r"<(code|pre)[ >].*?</\1>", "", text, flags=re.S)
            assert not re.search(r"\{\w+\}", said), path


def test_an_id_is_one_elements(visit, address) -> None:
    admin = visit("admin")
    for path in PAGES:
        ids = re.findall(r' id="([^"]+)"', admin.get(address(path)).text)
        assert sorted(ids) == sorted(set(ids)), path
