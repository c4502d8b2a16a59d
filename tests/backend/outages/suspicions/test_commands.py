"""What the commands say of what was learned, and of why an outage was suspected; and what may not load numpy."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update as update_row

from backend import db
from backend.outages.models import Outage
from tests.backend.client import Client
from tests.backend.outages.declared import declare, update
from tests.backend.outages.suspicions.conftest import Look, Pass, suspicions


@pytest.fixture
def run(app: Flask) -> Callable[..., Any]:
    def run(*words: str) -> Any:
        return app.test_cli_runner().invoke(args=list(words))

    return run


def test_baseline_learns_and_says_what_is_usual(run: Callable[..., Any], history: None) -> None:
    said = run("baseline").output
    assert said.startswith("Learned from 151 tickets of 14.1 days, 40")
    assert "internet: " in said
    assert "bring another at the same place" in said


def test_baseline_of_no_history_says_that_nothing_is_suspected(run: Callable[..., Any], at: Any) -> None:
    assert "until there is more, nothing is suspected" in run("baseline").output


def test_explain_tells_each_ticket_and_the_evidence_also_once_it_is_dismissed(
    run: Callable[..., Any], look: Look, pass_on: Pass, manager: Client
) -> None:
    look()
    made = pass_on(10)
    look()
    (outage,) = suspicions(manager)
    update(manager, outage, status="dismissed")
    look()
    said = run("explain", outage["id"][:12]).output
    behind = set(outage["suspicion"]["tickets"])
    assert [ticket for ticket in made if (ticket["id"] in behind) != (ticket["reference"] in said)] == []
    assert "3511" in said
    assert "3511AB" not in said
    assert " decided" in said
    assert "where 720 is enough" in said
    assert "People's decision: dismissed." in said
    assert "learned at 01-06-2026 12:00 from 151 tickets of 14 days" in said


def test_explain_says_so_where_people_told_of_it_and_where_there_is_none(
    run: Callable[..., Any], manager: Client
) -> None:
    assert "detection did not raise it" in run("explain", declare(manager)["id"]).output
    gone = run("explain", "nothing-like-it")
    assert (gone.exit_code, gone.output) == (
        1,
        "Error: There is no outage nothing-like-it; `flask outage list` shows those that are open.\n",
    )


def test_explain_asks_for_more_where_several_begin_so(app: Flask, run: Callable[..., Any], manager: Client) -> None:
    first, second = declare(manager)["id"], declare(manager, areas=["9711"])["id"]
    with app.app_context():
        for number, outage in enumerate((first, second)):
            db.session.execute(update_row(Outage).where(Outage.id == outage).values(external_id=f"probe-{number}"))
        db.session.commit()
    assert f"({second})" in run("explain", "probe-1").output
    both = run("explain", "")
    assert both.exit_code == 1
    assert "Several outages begin with" in both.output


def test_the_server_and_the_other_commands_start_without_numpy() -> None:
    """Nor does what starts server and worker as copies of itself."""
    code = "import sys, backend.app, scripts.serving.programs; print('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_the_metrics_tell_how_far_it_is_behind(app: Flask, look: Look, pass_on: Pass, at: Any, manager: Client) -> None:
    def gauge(name: str) -> float:
        lines = app.test_client().get("/metrics").text.splitlines()
        return float(next(line.split()[1] for line in lines if line.startswith(f"doorgeven_detection_{name} ")))

    look()
    assert (gauge("behind_seconds"), gauge("suspected")) == (0, 0)
    pass_on(10)
    at("2026-06-01 10:22")
    assert gauge("behind_seconds") == 20 * 60
    look()
    assert (gauge("behind_seconds"), gauge("learned_seconds"), gauge("suspected")) == (0, 22 * 60, 1)
