"""The API's description: complete, true, and a fuzzer that reads it gets no server error and no surprise."""

import os
import re

import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, settings
from schemathesis import checks

from backend.app import BASE
from backend.changes.quick import QuickNothingNew
from tests.backend.client import Client

OPEN = {"/auth/login", "/auth/refresh", "/auth/invitation", "/auth/forgot", "/auth/reset", "/brand"}
CASES = int(os.environ.get("DOORGEVEN_EXAMPLES", "3"))
"""Examples an operation and role; `DOORGEVEN_EXAMPLES=50` makes it a campaign."""


def test_every_route_is_described_and_says_who_may(app: Flask) -> None:
    spec = app.test_client().get("/openapi.json").json
    assert app.test_client().get("/openapi.json").json == spec
    assert spec["openapi"].startswith("3.1")
    described = {(path, method) for path, item in spec["paths"].items() for method in item if method != "parameters"}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(BASE):
            path = re.sub(r"<[^:]+:(\w+)>", r"{\1}", rule.rule)
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                assert (path, method.lower()) in described


def test_every_schema_is_one_that_a_strangers_validator_takes(app: Flask) -> None:
    components = app.test_client().get("/openapi.json").json["components"]
    for name in components["schemas"]:
        whole = {"$ref": f"#/components/schemas/{name}", "components": components}
        jsonschema_rs.Draft202012Validator(whole)


def test_every_operation_has_a_name_of_its_own_and_says_what_to_send_back(app: Flask) -> None:
    spec = app.test_client().get("/openapi.json").json
    operations = [o for item in spec["paths"].values() for name, o in item.items() if name != "parameters"]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    ticket = spec["paths"]["/api/v1/tickets/{ticket_id}"]
    assert "ETag" in ticket["get"]["responses"]["200"]["headers"]
    assert "ETag" in ticket["patch"]["responses"]["200"]["headers"]
    assert "Link" in spec["paths"]["/api/v1/tickets"]["get"]["responses"]["200"]["headers"]


def test_a_route_without_authentication_fails_here_until_it_is_listed(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(BASE) and rule.rule.removeprefix(BASE) not in OPEN:
            view = app.view_functions[rule.endpoint]
            assert getattr(view, "signs_in", False), rule.rule


def test_no_route_answers_without_a_token(app: Flask) -> None:
    nobody = Client(app)
    for rule in app.url_map.iter_rules():
        path = rule.rule.removeprefix(BASE)
        if rule.rule.startswith(BASE) and path not in OPEN:
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                answer = nobody.call(method, re.sub(r"<[^>]+>", "x", path), {} if method != "GET" else None)
                assert answer.status_code == 401, (method, path)


def test_the_pages_ask_nothing_from_outside(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/docs")
    assert page.status_code == 200
    assert "http" not in re.sub(r"<!doctype html>", "", page.text)
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert not re.search(r"<script>|onload=|javascript:", page.text)
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert client.get(address).status_code == 200, address


@pytest.mark.slow
@pytest.mark.parametrize("role", ["employee", "solver", "manager", "admin", "program"])
def test_a_fuzzer_that_reads_the_description_gets_no_server_error(app: Flask, sign_in, api_key, role: str) -> None:
    caller = api_key("internet", "outages") if role == "program" else sign_in(role)
    reporter = sign_in("employee")
    ticket = reporter.submit()
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    schema = schemathesis.openapi.from_wsgi("/openapi.json", QuickNothingNew(app, app.wsgi_app))
    for operation in schema.get_all_operations():
        if operation.ok().path.endswith("/logout"):
            continue
        fuzz(operation.ok(), caller.token, ticket["id"])


def fuzz(operation, token: str, ticket_id: str) -> None:
    """Cases that fit the description, on a ticket that exists."""
    from hypothesis import given

    @settings(
        max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(case=operation.as_strategy())
    def run(case) -> None:
        case.headers = {**dict(case.headers or {}), "Authorization": f"Bearer {token}"}
        if "ticket_id" in (case.path_parameters or {}):
            case.path_parameters["ticket_id"] = ticket_id
        response = case.call()
        case.validate_response(
            response,
            checks=[checks.not_a_server_error, checks.response_schema_conformance, checks.status_code_conformance],
        )

    run()
