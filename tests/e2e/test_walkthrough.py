"""The walk through the browser is still to be walked, and its document shows what it says."""

import re
import shutil
from pathlib import Path

import pytest

from scripts.walking.__main__ import CHROMIUM
from tests.e2e.commands import ROOT, run

IMAGE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


@pytest.mark.slow
@pytest.mark.skipif(not any(map(shutil.which, CHROMIUM)), reason="there is no Chromium on this machine")
def test_every_step_is_seen_and_written_down(tmp_path: Path) -> None:
    done = run("scripts.walking", "browser", "--out", str(tmp_path), seconds=400)
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "walkthrough-browser.md").read_text()
    pictures = IMAGE.findall(written)
    assert all((tmp_path / name).stat().st_size > 1000 for name in pictures)
    assert pictures == IMAGE.findall((ROOT / "docs" / "walkthrough-browser.md").read_text()), "made again, it differs"


@pytest.mark.parametrize("name", ["README.md", "docs/walkthrough-browser.md"])
def test_every_picture_that_a_document_names_is_there(name: str) -> None:
    document = ROOT / name
    missing = [path for path in IMAGE.findall(document.read_text()) if not (document.parent / path).is_file()]
    assert missing == []
