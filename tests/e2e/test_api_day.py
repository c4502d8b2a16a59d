"""The day with curl in docs/api.md, as it stands there, by the team's engineer who tries it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.processes import ports
from scripts.processes.api import Person
from scripts.processes.backstage import Backstage
from scripts.processes.employees import PASSWORD
from tests.e2e.commands import ROOT, environment

REPORTS = (
    ("No internet since noon, a light blinks.", "3511 AB"),
    ("The neighbour's internet is down.", "3511 AB"),
    ("The television stutters.", "3512 AB"),
    ("No internet at number 3.", "3513 AC"),
    ("No internet at number 5.", "3513 AD"),
)


def commands() -> str:
    text = (ROOT / "docs/api.md").read_text("utf-8")
    section = text.split("## A day at the desk, with curl\n", 1)[1].split("\n## ", 1)[0]
    return "\n".join(line.strip() for line in re.findall(r"^    (.*)$", section, re.MULTILINE))


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("jq")), reason="curl or jq is missing on this machine")
def test_the_lines_do_a_day_as_they_stand(tmp_path: Path) -> None:
    settings = {"PORT": str(ports.free_port()), "DATABASE_URL": f"sqlite:///{tmp_path / 'd.db'}", "SECRET_KEY": "a day"}
    backstage = Backstage({**settings, "ATTACHMENTS_DIR": str(tmp_path / "attachments")}, tmp_path / "logs")
    try:
        key = backstage.found_company(("internet",))["internet"]
        backstage.start_server()
        backstage.wait_for_server()
        eva = Person(backstage.address, "employee@example.org", PASSWORD)
        tickets = [eva.post("/tickets", report(*row)) for row in REPORTS]
        done = subprocess.run(
            [shutil.which("bash") or "bash", "-euo", "pipefail", "-c", commands()],
            env=environment(URL=backstage.address, KEY=key),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        now = [eva.get(f"/tickets/{ticket['id']}") for ticket in tickets]
        assert [t["status"] for t in now] == ["resolved", "resolved", "acknowledged", "resolved", "resolved"]
        assert [t["team"] for t in now] == ["internet", "internet", "tv", "internet", "internet"]
        assert '{"succeeded":2,"failed":0}' in done.stdout
        table = (tmp_path / "today.csv").read_text("utf-8-sig")
        assert {t["reference"] for t in now if t["team"] == "internet"} <= set(re.findall(r"DG-\w{3}-\w{3}", table))
    finally:
        backstage.stop()


def report(text: str, postcode: str) -> dict[str, object]:
    customer = {"name": "Somebody", "postcode": postcode}
    return {"kind": "problem", "service": "internet", "description": text, "customer": customer}
