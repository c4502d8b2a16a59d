"""What can be known of the Android package without an SDK: what is staged, what it needs, what its manifest says."""

import argparse
import ast
import configparser
import re
import runpy
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mobile.config import APP_VERSION
from mobile.packaging import hook
from scripts.bootstrap import ROOT
from scripts.drawing.files import DRAWN, NOTIFICATION
from scripts.staging.stage import PACKAGING, stage

ANDROID = "{http://schemas.android.com/apk/res/android}"
RECIPES_CHOOSE = {"pillow"}
"""Built from python-for-android's own recipe: no wheel of our version is there for Android."""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("android")
    stage(folder)
    return folder


@pytest.fixture(scope="module")
def spec() -> configparser.SectionProxy:
    read = configparser.RawConfigParser()
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(PACKAGING / "buildozer.spec", encoding="utf-8")
    return read["app"]


def xml(text: str) -> ET.Element:
    """Of files that are our own."""
    return ET.fromstring(text)  # noqa: S314


def several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def pinned() -> dict[str, str]:
    text = (ROOT / "requirements-mobile.txt").read_text()
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def test_what_the_app_is_tested_with_is_what_is_packed(spec: configparser.SectionProxy) -> None:
    asked = dict(one.split("==") for one in several(spec["requirements"]) if "==" in one)
    assert asked == {name: version for name, version in pinned().items() if name not in RECIPES_CHOOSE}
    assert set(several(spec["requirements"])) >= RECIPES_CHOOSE
    assert spec["version"] == APP_VERSION


def test_python_for_android_finds_a_recipe_or_a_package_for_all_of_it(spec: configparser.SectionProxy) -> None:
    from pythonforandroid.bootstrap import Bootstrap
    from pythonforandroid.build import Context
    from pythonforandroid.graph import get_recipe_order_and_bootstrap

    context = Context()
    # As its command line does: the versions go to the recipes by the environment.
    names = [one.split("==")[0] for one in several(spec["requirements"])]
    wanted = Bootstrap.get_bootstrap(spec["p4a.bootstrap"], context)
    recipes, packages, bootstrap = get_recipe_order_and_bootstrap(context, names, wanted)
    assert bootstrap.name == "sdl2"
    assert {"python3", "openssl", "sqlite3", "kivy", "pillow", "pyjnius", "materialyoucolor"} <= set(recipes)
    # What has no recipe is installed as it is: pure Python, or with a wheel for this Android.
    # `six` and `chardet` come by its recipes.
    assert set(packages) - {"six", "chardet"} == set(pinned()) - {"kivy", "pillow", "materialyoucolor"}


def test_python_for_android_is_the_one_that_the_spec_names(spec: configparser.SectionProxy) -> None:
    from importlib.metadata import version

    year, month, day = spec["p4a.branch"].removeprefix("v").split(".")
    assert version("python-for-android") == f"{year}.{int(month)}.{int(day)}"
    from pythonforandroid import recommendations

    assert spec["android.ndk"] == recommendations.RECOMMENDED_NDK_VERSION
    assert int(spec["android.minapi"]) == int(spec["android.ndk_api"]) == recommendations.RECOMMENDED_NDK_API


def test_the_app_imports_nothing_that_is_not_packed(staged: Path) -> None:
    along = {"mobile", "shared", "android", "jnius", "PIL", *(name.replace("-", "_") for name in pinned())}
    for path in (staged / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            tops = {name.partition(".")[0] for name in names} - along - set(sys.stdlib_module_names)
            # The desk's parts are asked for only on a desk.
            assert tops <= {"tkinter"}, f"{path.relative_to(staged)}: {tops}"


def test_every_module_that_is_imported_was_staged(staged: Path) -> None:
    app = staged / "app"
    for path in app.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("mobile", "shared"):
                place = app.joinpath(*str(node.module).split("."))
                there = place.is_dir() or place.with_suffix(".py").exists()
                assert there or node.module in ("mobile.device.desktop",), f"{path}: {node.module}"


def test_what_is_staged_is_what_buildozer_packs(staged: Path, spec: configparser.SectionProxy) -> None:
    kinds = {path.suffix.lstrip(".") for path in (staged / "app").rglob("*") if path.is_file()}
    assert kinds <= set(several(spec["source.include_exts"]))
    assert (staged / spec["source.dir"] / "main.py").exists()
    assert not list((staged / "app").rglob("packaging"))
    for name in ("p4a.hook", "android.add_src", "android.add_resources", "icon.filename", "presplash.filename"):
        assert (staged / spec[name]).exists(), name
    assert (staged / spec["android.extra_manifest_application_arguments"]).exists()
    again = stage(staged)
    assert (again / "main.py").exists()


def test_each_permission_has_its_reason(spec: configparser.SectionProxy) -> None:
    asked = {one.rpartition(".")[2] for one in several(spec["android.permissions"])}
    assert asked == {"INTERNET", "POST_NOTIFICATIONS", "FOREGROUND_SERVICE"}
    told = (ROOT / "docs" / "android.md").read_text(encoding="utf-8")
    reasons = dict(re.findall(r"^\| `([A-Z_]+)` \| (.{20,}) \|$", told, re.MULTILINE))
    assert set(reasons) == asked


def test_what_people_passed_on_is_in_no_backup(staged: Path, spec: configparser.SectionProxy) -> None:
    assert spec["android.allow_backup"] == "False"
    rules = xml((staged / "packaging" / "res" / "xml" / "no_transfer.xml").read_text(encoding="utf-8"))
    for part in rules:
        assert {one.get("domain") for one in part} == {"root", "file", "database", "sharedpref", "external"}
    assert {part.tag for part in rules} == {"cloud-backup", "device-transfer"}


def manifest(spec: configparser.SectionProxy) -> str:
    """As python-for-android makes it of its own template."""
    import jinja2

    found = find_spec("pythonforandroid")
    assert found
    assert found.origin
    template = Path(found.origin).parent / "bootstraps" / "_sdl_common" / "build" / "templates"
    values = {
        "permissions": [{"name": name} for name in several(spec["android.permissions"])],
        "extra_manifest_application_arguments": (PACKAGING / "application.xml").read_text(),
        "allow_backup": spec["android.allow_backup"].lower(),
        "android_entrypoint": "org.kivy.android.PythonActivity",
        "activity_launch_mode": spec["android.manifest.launch_mode"],
        "android_apptheme": "@android:style/Theme.NoTitleBar",
        "package": "org.doorgeven.doorgeven",
        "min_sdk_version": 24,
        "numeric_version": 1,
        "version": "0.1.0",
        "window": True,
        "manifest_orientation": "unspecified",
    }
    drawn = jinja2.Environment(loader=jinja2.FileSystemLoader(template), autoescape=False)  # noqa: S701 - as it does
    made = drawn.get_template("AndroidManifest.tmpl.xml")
    return made.render(args=argparse.Namespace(**values), service_data=[], native_services=[], android_api=35)


def test_the_manifest_gets_our_parts_once(spec: configparser.SectionProxy) -> None:
    text = hook.with_parts(manifest(spec))
    assert hook.with_parts(text) == text
    root = xml(text)
    (application,) = root.findall("application")
    (provider,) = application.findall("provider")
    assert provider.get(f"{ANDROID}exported") == "false"
    (service,) = application.findall("service")
    assert service.get(f"{ANDROID}name") == "org.doorgeven.Sending"
    assert service.get(f"{ANDROID}foregroundServiceType") == "shortService"
    assert application.get(f"{ANDROID}allowBackup") == "false"
    assert application.get(f"{ANDROID}usesCleartextTraffic") == "false"
    assert application.get(f"{ANDROID}dataExtractionRules") == "@xml/no_transfer"
    assert len(root.findall("uses-permission")) == 3
    # Only the launcher may start something of ours.
    exported = [part for part in application if part.get(f"{ANDROID}exported") == "true"]
    assert [part.tag for part in exported] == ["activity"]


def test_the_hook_rewrites_the_manifest_where_python_for_android_makes_it(
    spec: configparser.SectionProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    hook.MANIFEST.parent.mkdir(parents=True)
    hook.MANIFEST.write_text(manifest(spec), encoding="utf-8")
    hook.before_apk_assemble(None)
    assert "org.doorgeven.Sending" in hook.MANIFEST.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="no application"):
        hook.with_parts("<manifest/>")


def test_names_in_code_manifest_and_java_are_the_same() -> None:
    from mobile.device.android import background, photos

    java = (PACKAGING / "java" / "org" / "doorgeven" / "Sending.java").read_text(encoding="utf-8")
    assert background._SERVICE == "org.doorgeven.Sending"
    assert "package org.doorgeven;" in java
    assert "public class Sending" in java
    paths = xml((PACKAGING / "res" / "xml" / "shared_files.xml").read_text(encoding="utf-8"))
    assert [(one.tag, one.get("path")) for one in paths] == [("cache-path", f"{photos.FOLDER}/")]
    assert "getPackageName()}.files" in Path(photos.__file__).read_text(encoding="utf-8")
    assert "${applicationId}.files" in hook._PARTS


def test_the_icons_are_drawn_in_the_apps_colours(staged: Path, spec: configparser.SectionProxy) -> None:
    from PIL import Image

    from mobile.ui.theme.tokens import LIGHT

    assert spec["android.presplash_color"] == LIGHT.primary
    for name in DRAWN:
        with Image.open(staged / "packaging" / "drawn" / name) as drawn:
            assert drawn.width == drawn.height >= 432
            colours = drawn.convert("RGBA").getcolors(1 << 24)
            assert colours
            solid = {colour[:3] for count, colour in colours if colour[3] == 255 and count > 500}
        if name != "icon_background.png":
            assert (255, 255, 255) in solid
        if name != "icon_foreground.png":
            assert (0x0B, 0x5F, 0x58) in solid


def test_a_notification_has_the_mark_as_a_shape_alone(staged: Path) -> None:
    from PIL import Image

    with Image.open(staged / "packaging" / "res" / NOTIFICATION) as drawn:
        shape = drawn.getchannel("A")
        assert shape.getpixel((0, 0)) == 0
        assert shape.getextrema() == (0, 255)
    java = (PACKAGING / "java" / "org" / "doorgeven" / "Sending.java").read_text(encoding="utf-8")
    assert 'getIdentifier("notification", "drawable"' in java


def test_what_an_adaptive_icon_shows_lies_where_no_phone_cuts(staged: Path) -> None:
    from PIL import Image

    with Image.open(staged / "packaging" / "drawn" / "icon_foreground.png") as drawn:
        left, top, right, bottom = drawn.getchannel("A").getbbox() or (0, 0, 0, 0)
        middle, safe = drawn.width / 2, drawn.width * 33 / 108
    corners = [(x, y) for x in (left, right) for y in (top, bottom)]
    assert all(((x - middle) ** 2 + (y - middle) ** 2) ** 0.5 <= safe for x, y in corners)


def test_the_hand_is_the_one_that_the_app_shows() -> None:
    from scripts.drawing.mark import HAND

    # Read and not imported: KivyMD begins Kivy, which is the window tests' to set up.
    found = find_spec("kivymd")
    assert found
    assert found.origin
    icons = Path(found.origin).with_name("icon_definitions.py").read_text(encoding="utf-8")
    (code,) = re.findall(r'"hand-extended": "\\U([0-9a-fA-F]{8})"', icons)
    assert chr(int(code, 16)) == HAND


def test_a_question_about_the_script_lays_out_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["stage_android", "--help"])
    with pytest.raises(SystemExit):
        runpy.run_module("scripts.staging", run_name="__main__")
    assert list(tmp_path.iterdir()) == []
