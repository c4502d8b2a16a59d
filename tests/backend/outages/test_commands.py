"""`flask outage ...`: declared and told from a shell as over the API, one sentence for each wrong use."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.backend.client import Client

DECLARE = ("outage", "declare", "--nl", "Geen internet", "--service", "fixed", "--area", "3511")


@pytest.fixture
def run(app: Flask) -> Callable[..., Any]:
    def run(*words: str) -> Any:
        result = app.test_cli_runner().invoke(args=list(words))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def test_an_outage_is_declared_told_of_and_resolved(run: Callable[..., Any], employee: Client) -> None:
    made = run(*DECLARE, "--en", "No internet", "--next-update", "2031-06-01T12:00:00Z", "--by", "Control room")
    outage_id = made.stdout.strip()
    assert run("outage", "list").stdout.split("\t")[:3] == [outage_id, "investigating", "major"]
    assert "\t3511 Utrecht\tNo internet\n" in run("outage", "list").stdout
    told = run("outage", "update", outage_id, "--nl", "Kabel stuk.", "--status", "identified", "--by", "Control room")
    assert told.stdout == "identified\n"
    row = employee.get(f"/outages/{outage_id}").json
    assert (row["updates"][0]["by"], row["updates"][0]["text_in"]) == ("Control room", "nl")
    assert row["services"] == ["internet", "tv", "telephony"]
    assert run("outage", "update", outage_id, "--en", "Fixed.", "--status", "resolved").exit_code == 0
    assert run("outage", "list").stdout == ""
    assert outage_id in run("outage", "list", "--status", "resolved").stdout


def test_the_same_external_id_again_changes_the_one_there_is(run: Callable[..., Any]) -> None:
    first, again = (run(*DECLARE, "--external-id", "probe-7", "--impact", impact) for impact in ("minor", "critical"))
    assert first.stdout == again.stdout
    assert "\tcritical\t" in run("outage", "list").stdout


def test_planned_work_is_announced(run: Callable[..., Any], employee: Client) -> None:
    made = run(*DECLARE, "--planned", "--starts", "2027-06-01T01:00:00Z", "--ends", "2027-06-01T05:00:00Z")
    assert employee.get(f"/outages/{made.stdout.strip()}").json["status"] == "scheduled"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("outage", "declare", "--service", "tv", "--area", "3511"), "This must not be empty. /title"),
        ((*DECLARE, "--area", "0000"), "There is no area 0000."),
        ((*DECLARE, "--service", "gas"), "There is no such service"),
        ((*DECLARE, "--ends", "2020-01-01T00:00:00Z"), "That time has passed."),
        ((*DECLARE, "--ends", "tonight"), "Not a time"),
        (("outage", "update", "nothing", "--nl", "x"), "There is no such thing"),
        (("outage", "update", "nothing"), "This must not be empty. /text"),
        (("outage", "list", "--status", "gone"), "Must be one of"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(run: Callable[..., Any], words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_what_has_ended_says_what_it_may_become(run: Callable[..., Any]) -> None:
    outage_id = run(*DECLARE).stdout.strip()
    run("outage", "update", outage_id, "--nl", "Klaar.", "--status", "resolved")
    result = run("outage", "update", outage_id, "--nl", "x")
    assert (result.exit_code, "allowed: investigating, closed" in result.stderr) == (1, True)
