"""Runs in a process of its own, as a JVM never leaves one: `child.py CLASSES FOLDER`; answers with JSON.

The real pyjnius, on a real Java, calls classes that have Android's signatures (`android_classes.txt`).
"""

import json
import os
import sys
import time
import types
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jnius_config

CLASSES, FOLDER = sys.argv[1], Path(sys.argv[2])
API, DRAWN = sys.argv[3], sys.argv[4]
jnius_config.set_classpath(CLASSES)
jnius_config.add_options(f"-Dcache={FOLDER}", f"-Dapi={API}", f"-Ddrawn={DRAWN}", "-Xrs")
os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONFIG="1", KIVY_NO_FILELOG="1", KIVY_NO_CONSOLELOG="1")
os.environ["KIVY_HOME"] = str(FOLDER)

# python-for-android's own Python side.
bound: dict[str, Any] = {}
asked: list[list[str]] = []
activity_module = types.ModuleType("android.activity")
activity_module.bind = bound.update  # type: ignore[attr-defined]
permissions_module = types.ModuleType("android.permissions")


def request_permissions(names: list[str], answer: Any) -> None:
    asked.append(names)
    answer(names, [True])


permissions_module.request_permissions = request_permissions  # type: ignore[attr-defined]
sys.modules["android"] = types.ModuleType("android")
sys.modules["android.activity"] = activity_module
sys.modules["android.permissions"] = permissions_module

from jnius import autoclass  # noqa: E402

from mobile.device.android import AndroidDevice  # noqa: E402

Security = autoclass("java.security.Security")
Security.addProvider(autoclass("doorgeven.KeyStoreProvider")())
activity = autoclass("org.kivy.android.PythonActivity").mActivity
Intent, Uri = autoclass("android.content.Intent"), autoclass("android.net.Uri")
device = AndroidDevice(FOLDER / "data")
found: dict[str, Any] = {}


def started() -> Any:
    return activity.started.get(activity.started.size() - 1)


def answer(result: int, data: Any = None) -> None:
    bound["on_activity_result"](activity.code, result, data)


def tick(came: list[Any]) -> Any:
    from kivy.clock import Clock

    end = time.monotonic() + 10
    while not came and time.monotonic() < end:
        Clock.tick()
    return came.pop()


def tokens() -> None:
    device.tokens.write("a secret, één")
    kept = (FOLDER / "data" / "tokens.sealed").read_bytes()
    found["tokens"] = [device.tokens.read(), b"secret" in kept]
    (FOLDER / "data" / "tokens.sealed").write_text("A" * 60)
    found["tokens_changed"] = device.tokens.read()
    device.tokens.write("another")
    device.tokens.wipe()
    (FOLDER / "data" / "tokens.sealed").write_bytes(kept)
    found["tokens_after_wiping"] = device.tokens.read()


def talking() -> None:
    found["share"] = [device.share("de regel"), started().action]
    inner = started().extras.get("target")
    found["shared"] = [inner.type, inner.told("android.intent.extra.TEXT")]
    found["call"] = [device.call("112"), started().action, started().data.toString()]
    found["open"] = [device.open("https://example.org/a"), started().data.toString()]
    found["not_opened"] = [device.open(address) for address in ("http://example.org", "intent:x", "tel:1")]
    activity.refuses = True
    found["refused"] = [device.share("x"), device.call("1"), device.open("https://example.org")]
    activity.refuses = False


def photos() -> None:
    came: list[Any] = []
    device.pick_photo(came.append, most=3)
    found["picker"] = [started().action, started().type, started().told("android.provider.extra.PICK_IMAGES_MAX")]
    found["picker_old"] = started().told("android.intent.extra.ALLOW_MULTIPLE")
    clip, item = autoclass("android.content.ClipData")(), autoclass("android.content.ClipData$Item")
    for name in ("one.jpg", "two.jpg"):
        clip.items.add(item(Uri.parse(f"content://media/{name}")))
    several = Intent()
    several.clip = clip
    answer(-1, several)
    chosen = tick(came)
    found["chosen"] = [photo.name for photo in chosen]
    lying = FOLDER / "lying.jpg"
    lying.write_bytes(b"\xff\xd8 pixels")
    autoclass("android.content.ContentResolver").next = os.open(lying, os.O_RDONLY)
    with ThreadPoolExecutor(1) as pool:
        found["read"] = pool.submit(chosen[0].read).result().hex()
    autoclass("android.content.ContentResolver").next = -1
    try:
        chosen[1].read()
    except OSError as error:
        found["gone"] = type(error).__name__
    device.pick_photo(came.append)
    one = Intent()
    one.data = Uri.parse("content://media/three.jpg")
    answer(-1, one)
    found["one"] = [photo.name for photo in tick(came)]
    device.pick_photo(came.append)
    answer(0)
    found["went_back"] = list(tick(came))
    activity.refuses = True
    device.take_photo(came.append)
    activity.refuses = False
    found["no_camera"] = list(came.pop())


def camera() -> None:
    came: list[Any] = []
    device.take_photo(came.append)
    found["camera"] = [started().action, started().flags, started().told("output").split("/photos/")[0]]
    taken = FOLDER / "photos" / started().told("output").rpartition("/")[2]
    taken.write_bytes(b"taken")
    answer(-1)
    (photo,) = tick(came)
    found["taken"] = [photo.read().decode(), taken.exists()]
    device.take_photo(came.append)
    answer(-1)
    found["nothing_written"] = list(tick(came))


def codes() -> None:
    came: list[Any] = []
    activity.packages.hasScanner = True
    device.scan_code(came.append)
    found["scanner"] = [started().action, started().told("SCAN_MODE")]
    said = Intent()
    said.putExtra("SCAN_RESULT", "https://doorgeven.example.org")
    answer(-1, said)
    found["scanned"] = tick(came)
    device.scan_code(came.append)
    answer(0)
    found["scan_left"] = tick(came)
    activity.packages.hasScanner = False
    device.scan_code(came.append)
    found["photo_of_code"] = started().action
    answer(0)
    found["code_left"] = tick(came)


def notifications() -> None:
    shown = activity.notifications
    told = device.notify("In behandeling", "DG-4, bij Internet Care", "ticket:t1")
    last, first = shown.last, shown.number
    found["notified"] = [told, last.title, last.text, last.channel, last.visibility, last.autoCancel, last.icon]
    device.notify("Opgelost", "DG-4", "ticket:t1")
    found["replaced"] = shown.number == first
    device.notify("Opgelost", "DG-5", "ticket:t2")
    found["another"] = shown.number != first
    found["immutable"] = bool(shown.last.back.flags & 0x04000000)
    found["opened_before"] = device.opened_about()
    bound["on_new_intent"](shown.last.back.intent)
    found["opened"] = [device.opened_about(), device.opened_about()]
    left = FOLDER / "photos" / "left.jpg"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"somebody's kitchen")
    device.forget()
    found["forgotten"] = [shown.last is None, not left.exists()]
    shown.allowed = False
    found["forbidden"] = device.notify("x", "y", "z")
    came: list[Any] = []
    device.ask_to_notify(came.append)
    found["may"] = [tick(came), asked]


def the_rest() -> None:
    device.keep_working("Bezig met versturen")
    device.stop_working()
    found["services"] = [activity.services.get(number) for number in range(activity.services.size())]
    edges = device.insets()
    found["insets"] = [edges.left, edges.top, edges.right, edges.bottom]
    found["screen"] = [device.dark(), round(device.font_scale(), 2)]


for part in (tokens, talking, photos, camera, codes, notifications, the_rest):
    part()
sys.stdout.write("FOUND " + json.dumps(found))
