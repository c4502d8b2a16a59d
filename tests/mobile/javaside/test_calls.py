"""Each call to Android finds its method, and what comes back is understood: by the real pyjnius, on a real Java."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mobile.packaging import __file__ as packaging

TOP = Path(__file__).parents[3]
Calls = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    """`calls(api=34, drawn=0)`: what came of all of them on that Android, drawn from so many pixels down."""
    javac = shutil.which("javac")
    if not javac:
        pytest.skip("there is no JDK here: Android's calls are not tried")
    classes = tmp_path_factory.mktemp("classes")
    sources = _written(tmp_path_factory.mktemp("sources"))
    subprocess.run([javac, "-nowarn", "-d", str(classes), *map(str, sources)], check=True, timeout=120)
    home = Path(javac).resolve().parent.parent

    @cache
    def calling(api: int = 34, drawn: int = 0) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp("phone")
        child = [sys.executable, str(Path(__file__).with_name("child.py")), str(classes), str(folder)]
        env = {**os.environ, "JAVA_HOME": str(home), "PYTHONPATH": str(TOP)}
        done = subprocess.run(
            [*child, str(api), str(drawn)], capture_output=True, text=True, env=env, check=False, timeout=120
        )
        found = re.search(r"^FOUND (.*)$", done.stdout, re.MULTILINE)
        assert found, done.stderr[-3000:]
        return dict(json.loads(found[1]))

    return calling


def _written(folder: Path) -> list[Path]:
    text = (Path(__file__).with_name("android_classes.txt")).read_text(encoding="utf-8")
    parts = re.split(r"^=== (\S+)\n", text, flags=re.MULTILINE)[1:]
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    ours = Path(packaging).parent / "java"
    return [*folder.rglob("*.java"), *ours.rglob("*.java")]


@pytest.mark.slow
def test_tokens_are_sealed_by_a_key_that_is_gone_after_wiping(calls: Calls) -> None:
    found = calls()
    assert found["tokens"] == ["a secret, één", False]
    assert found["tokens_changed"] is None
    assert found["tokens_after_wiping"] is None


@pytest.mark.slow
def test_texts_numbers_and_addresses_go_to_other_apps(calls: Calls) -> None:
    found = calls()
    assert found["share"] == [True, "CHOOSER"]
    assert found["shared"] == ["text/plain", "String:de regel"]
    assert found["call"] == [True, "android.intent.action.DIAL", "tel:112"]
    assert found["open"] == [True, "https://example.org/a"]
    assert found["not_opened"] == [False, False, False]
    assert found["refused"] == [False, False, False]


@pytest.mark.slow
def test_photos_are_chosen_and_taken(calls: Calls) -> None:
    found = calls()
    assert found["picker"] == ["android.provider.action.PICK_IMAGES", "image/*", "Integer:3"]
    assert found["chosen"] == ["one.jpg", "two.jpg"]
    assert found["read"] == b"\xff\xd8 pixels".hex()
    assert found["gone"] == "OSError"
    assert found["one"] == ["three.jpg"]
    assert found["went_back"] == found["no_camera"] == found["nothing_written"] == []
    assert found["camera"][:2] == ["android.media.action.IMAGE_CAPTURE", 2]
    assert found["camera"][2] == "Uri:content://org.doorgeven.doorgeven.files"
    assert found["taken"] == ["taken", False]


@pytest.mark.slow
def test_codes_come_from_a_scanner_or_a_photo(calls: Calls) -> None:
    found = calls()
    assert found["scanner"] == ["com.google.zxing.client.android.SCAN", "String:QR_CODE_MODE"]
    assert found["scanned"] == "https://doorgeven.example.org"
    assert found["scan_left"] is found["code_left"] is None
    assert found["photo_of_code"] == "android.media.action.IMAGE_CAPTURE"


@pytest.mark.slow
def test_notifications_are_told_replaced_and_tapped(calls: Calls) -> None:
    found = calls()
    private, icon = 0, 7
    assert found["notified"] == [
        True, "In behandeling", "DG-4, bij Internet Care", "tickets", private, True, icon,
    ]  # fmt: skip
    assert found["replaced"]
    assert found["another"]
    assert found["immutable"]
    assert found["opened_before"] is None
    assert found["opened"] == ["ticket:t2", None]
    assert found["forgotten"] == [True, True]
    assert found["forbidden"] is False
    assert found["may"] == [True, [["android.permission.POST_NOTIFICATIONS"]]]


@pytest.mark.slow
def test_the_service_begins_and_ends_and_the_screen_says_how_it_is(calls: Calls) -> None:
    found = calls()
    service = "org.doorgeven.doorgeven/org.doorgeven.Sending"
    assert found["services"] == [f"+{service} Bezig met versturen", f"-{service}"]
    assert found["insets"] == [0, 96, 0, 60]
    assert found["screen"] == [True, 1.3]


@pytest.mark.slow
def test_older_androids_are_asked_in_their_own_way(calls: Calls) -> None:
    found = calls(api=25, drawn=60)
    assert found["picker"][0] == "android.intent.action.OPEN_DOCUMENT"
    assert found["picker_old"] == "Boolean:true"
    assert found["notified"][3] is None
    assert found["may"] == [False, []]
    assert found["services"][0] == "old"
    # Drawn beside the bar above already: only what lies over it counts.
    assert found["insets"] == [0, 0, 0, 40]
