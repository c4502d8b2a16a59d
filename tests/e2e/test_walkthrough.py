"""The walks are still to be walked, and their documents show what they say."""

import re
import shutil
from pathlib import Path

import pytest

from scripts.walking.__main__ import CHROMIUM, NO_GL
from tests.campaigns import LONG
from tests.e2e.commands import ROOT, run

IMAGE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


@pytest.mark.slow
@pytest.mark.skipif(not any(map(shutil.which, CHROMIUM)), reason="there is no Chromium on this machine")
def test_every_step_in_the_browser_is_seen_and_written_down(tmp_path: Path) -> None:
    walked("browser", "walkthrough-browser.md", tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(not LONG, reason="test_story.py goes the same way; this one with DOORGEVEN_LONG=1")
def test_every_step_with_the_app_is_seen_and_written_down(tmp_path: Path) -> None:
    walked("app", "walkthrough.md", tmp_path)
    pictures = list((tmp_path / "images").rglob("*.png"))
    assert sum(picture.stat().st_size for picture in pictures) < 1_500_000


def walked(which: str, document: str, out: Path) -> None:
    done = run("scripts.walking", which, "--out", str(out), seconds=400)
    if NO_GL in done.stderr:
        pytest.skip(NO_GL)
    assert done.returncode == 0, done.stderr
    written = (out / document).read_text()
    pictures = IMAGE.findall(written)
    assert all((out / name).stat().st_size > 1000 for name in pictures)
    there = (ROOT / "docs" / document).read_text()
    assert pictures == IMAGE.findall(there), "made again, it differs"
    assert written == there, "made again, it says something else"


@pytest.mark.parametrize("name", ["README.md", "docs/walkthrough.md", "docs/walkthrough-browser.md"])
def test_every_picture_that_a_document_names_is_there(name: str) -> None:
    document = ROOT / name
    missing = [path for path in IMAGE.findall(document.read_text()) if not (document.parent / path).is_file()]
    assert missing == []
