"""`flask check`: what is missing before going live, each in a sentence with what to do about it."""

import pytest
from flask import Flask

from backend import db
from backend.accounts.models import Person
from backend.deadlines import services as deadlines
from backend.teams import services as teams
from backend.teams.models import Endpoint
from shared.schemas.clocks import ClocksSchema
from tests.backend.client import Client

TARGETS = {"resolution": {"1": {"minutes": 240}}}
READY = {"SECRET_KEY": "k" * 40, "PUBLIC_URL": "https://doorgeven.example.com", "SMTP_URL": "smtp://127.0.0.1:9"}


@pytest.fixture
def environment() -> dict[str, str]:
    return {**READY, "WEBHOOK_ALLOW": "10.0.0.0/8,127.0.0.0/8", "MAIL_FROM": "desk@example.com"}


@pytest.fixture
def check(app: Flask):
    """Runs `flask check`; says its exit status, what blocks and what it warns of."""

    def check() -> tuple[int, list[str], list[str]]:
        result = app.test_cli_runner().invoke(args=["check"])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        lines = result.stdout.splitlines()
        assert all(line.startswith(("BLOCKS: ", "warning: ")) for line in lines)
        blocks = [line for line in lines if line.startswith("BLOCKS")]
        return result.exit_code, blocks, [line for line in lines if line.startswith("warning")]

    return check


@pytest.fixture
def ready(app: Flask) -> None:
    """A company that has all that it needs, but for what warns."""
    with app.app_context():
        db.write(make_ready)


def make_ready() -> None:
    people = {person.email: person for person in db.session.query(Person)}
    for email, person in people.items():
        person.email = email.replace("example.org", "company.example")
    db.session.flush()
    for slug in teams.names():
        teams.add_member(None, slug, "colleague@company.example")


def test_a_company_that_is_ready_passes_with_warnings_at_most(ready, check) -> None:
    status, blocks, warnings = check()
    assert (status, blocks) == (0, [])
    assert any("import-areas" in line for line in warnings)


def test_accounts_without_a_password_and_teams_without_targets_are_told_of(app: Flask, ready, check) -> None:
    _, _, warnings = check()
    assert any(line.startswith("warning: No ticket of these teams is ever too late") for line in warnings)
    assert not any("password" in line for line in warnings)
    with app.app_context():
        db.write(lambda: deadlines.change(None, None, ClocksSchema().load({"targets": TARGETS}), None))
        db.write(lambda: setattr(db.session.query(Person).first(), "password_hash", None))
    _, blocks, warnings = check()
    assert blocks == []
    assert not any("too late" in line for line in warnings)
    assert any("nobody has a password for: 1;" in line for line in warnings)


def test_the_demo_company_is_refused_and_each_reason_told(check) -> None:
    status, blocks, warnings = check()
    assert status == 1
    told = "\n".join(blocks)
    assert "admin@example.org, colleague@example.org" in told
    for slug in ("general", "tv", "mobile", "telephony"):
        assert f"Team {slug} receives nothing" in told
    assert "Team internet" not in told
    assert any("other fall to general at NL" in line for line in warnings)


def test_a_team_that_receives_nothing_is_told_until_it_does(app: Flask, admin: Client, ready, check) -> None:
    admin.post("/teams", {"slug": "deaf", "name": "Deaf"})
    status, blocks, _ = check()
    assert status == 1
    assert blocks == [
        "BLOCKS: Team deaf receives nothing, it has neither an endpoint nor a member: "
        "`team endpoint add deaf URL` or `team member add deaf EMAIL`."
    ]
    endpoint = admin.post("/teams/deaf/endpoints", {"url": "http://127.0.0.1:9/hook"}).json
    assert check()[0] == 0
    with app.app_context():
        db.write(lambda: teams.disable_endpoint(db.session.get_one(Endpoint, endpoint["id"]), "answered 410"))
    status, _, warnings = check()
    assert status == 1
    assert any(f"team endpoint enable deaf {endpoint['id']}" in line for line in warnings)


def test_nobody_who_manages_blocks_and_nobody_who_administers_warns(app: Flask, ready, check) -> None:
    def close() -> None:
        for person in db.session.query(Person).filter(Person.role.in_(["manager", "admin"])):
            person.active = False

    with app.app_context():
        db.write(close)
    status, blocks, warnings = check()
    assert status == 1
    assert ["Nobody is manager" in line for line in blocks] == [True]
    assert any("Nobody is admin" in line for line in warnings)


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("secret_key", "changeme", "SECRET_KEY is shorter than 32"),
        ("public_url", "http://doorgeven.example.com", "set the https://"),
        ("public_url", "https://localhost", "leads each phone to itself"),
        ("public_url", "https://127.0.0.1:8443", "leads each phone to itself"),
    ],
)
def test_a_setting_that_is_not_fit_blocks(app: Flask, ready, check, setting: str, value: str, told: str) -> None:
    import dataclasses

    config = app.extensions["doorgeven.config"]
    app.extensions["doorgeven.config"] = dataclasses.replace(config, **{setting: value})
    status, blocks, _ = check()
    assert status == 1
    (only,) = blocks
    assert told in only


def test_webhooks_that_may_go_anywhere_block(app: Flask, ready, check) -> None:
    import dataclasses
    from ipaddress import ip_network

    config = app.extensions["doorgeven.config"]
    app.extensions["doorgeven.config"] = dataclasses.replace(config, webhook_allow=(ip_network("0.0.0.0/0"),))
    assert "WEBHOOK_ALLOW" in check()[1][0]


def test_pending_migrations_block_and_nothing_else_of_the_database_is_asked(app: Flask, check) -> None:
    from flask_migrate import downgrade

    with app.app_context():
        downgrade(revision="base")
    status, blocks, _ = check()
    assert status == 1
    assert ["db upgrade" in line for line in blocks] == [True]


def test_letters_that_wait_without_a_mail_server_block(app: Flask, ready, check) -> None:
    import dataclasses

    from backend import letters

    config = app.extensions["doorgeven.config"]
    app.extensions["doorgeven.config"] = dataclasses.replace(config, smtp=None)
    status, blocks, warnings = check()
    assert (status, blocks) == (0, [])
    assert any("SMTP_URL is not set" in line for line in warnings)
    with app.app_context():
        db.write(lambda: letters.write("a@example.com", "nl", "Hallo", ["Hallo"]))
    status, blocks, _ = check()
    assert status == 1
    assert "letters that wait: 1" in blocks[0]


def test_mailboxes_need_a_way_out_and_had_better_have_one_in(app: Flask, ready, check) -> None:
    import dataclasses

    with app.app_context():
        db.write(lambda: teams.add_mailbox(None, "internet", "team@solvers.example.org").id)
    _, blocks, warnings = check()
    assert blocks == []
    assert any("INBOUND_MAIL is not set" in line and "internet" in line for line in warnings)
    config = app.extensions["doorgeven.config"]
    app.extensions["doorgeven.config"] = dataclasses.replace(config, smtp=None)
    _, blocks, _ = check()
    assert any("SMTP_URL" in line and "internet" in line for line in blocks)
