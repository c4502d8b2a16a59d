"""Who is on duty from the server's shell, what monitoring sees of alerts, and what is said before going live."""

import re
from typing import Any

from flask import Flask

from backend import going_live
from tests.backend.client import Client
from tests.backend.tickets.at import Set


def run(app: Flask, *args: str) -> Any:
    return app.test_cli_runner().invoke(args=["duty", *args])


def findings(app: Flask) -> list[str]:
    with app.app_context():
        return [finding.text for finding in going_live.findings() if "on duty" in finding.text]


def test_the_list_is_set_and_shown_by_e_mail_address(app: Flask, manager: Client, managers: dict[str, str]) -> None:
    assert run(app).output == ""
    assert run(app, "carla@example.org", "anna@example.org").output == "carla@example.org\nanna@example.org\n"
    assert [person["name"] for person in manager.get("/duty").json["people"]] == ["Carla", "Anna"]
    (record,) = [row for row in manager.get("/audit").json["items"] if row["action"] == "duty.changed"]
    assert record["actor_name"] == "command line"
    assert run(app, "--nobody").output == ""
    assert manager.get("/duty").json["people"] == []


def test_who_cannot_be_on_duty_is_said_in_a_sentence(app: Flask, managers: dict[str, str]) -> None:
    for email, said in (("solver@example.org", "managers"), ("nobody@example.org", "nobody@example.org")):
        result = run(app, "anna@example.org", email)
        assert result.exit_code != 0
        assert said in result.output
        assert "Traceback" not in result.output
    assert run(app).output == ""


def test_monitoring_sees_what_nobody_has(app: Flask, at: Set, alarm: Any, manager: Client) -> None:
    def gauges() -> dict[str, float]:
        text = app.test_client().get("/metrics").text
        return {name: float(value) for name, value in re.findall(r"^doorgeven_alerts_(\w+) (\S+)$", text, re.M)}

    assert gauges() == {"open": 0, "oldest_seconds": 0}
    alert = alarm("one")
    at("2026-06-01 06:05")
    alarm("two")
    at("2026-06-01 06:10")
    assert gauges() == {"open": 2, "oldest_seconds": 600}
    manager.post(f"/alerts/{alert}/acknowledge")
    assert gauges() == {"open": 1, "oldest_seconds": 300}


def test_before_going_live_an_empty_list_is_told_of(app: Flask, on_duty: Any) -> None:
    assert len(findings(app)) == 1
    on_duty("anna")
    assert findings(app) == []
