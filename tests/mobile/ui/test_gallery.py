"""The gallery has every screen, and shows it as it is asked to."""

import importlib
from pathlib import Path
from pkgutil import iter_modules

import pytest

from mobile.gallery import best
from mobile.gallery.play import Look, playing, show
from mobile.gallery.registry import SCENES, matching
from mobile.gallery.sheet import contact_sheet
from mobile.ui import capture
from shared.vocabulary import LANGUAGES
from tests.campaigns import LONG


def test_every_screen_is_in_the_gallery_and_every_scene_has_its_own_name(kivy_home: Path) -> None:
    from mobile.ui.navigation import SCREENS

    assert {scene.screen for scene in SCENES if not scene.shelf} == set(SCREENS)
    assert len({scene.name for scene in SCENES}) == len(SCENES)
    assert matching("ticket.in")[0].screen == "ticket"


def test_the_readme_shows_scenes_of_the_gallery_in_both_themes_and_languages_as_a_small_picture() -> None:
    assert {name for name, _, _ in best.SHOWN} <= {scene.name for scene in SCENES}
    assert {look for _, *look_of in best.SHOWN for look in look_of} == {"light", "dark", *LANGUAGES}
    root = Path(__file__).parents[3]
    assert "docs/images/app.png" in (root / "README.md").read_text()
    assert (root / "docs/images/app.png").stat().st_size <= 400 * 1024


@pytest.mark.window
def test_a_scene_is_drawn_in_the_look_that_was_asked_for(drawing: None, tmp_path: Path) -> None:
    (scene,) = matching("tickets.full")
    look = Look(theme="dark", language="en", text=200)
    with playing(scene, look, tmp_path / "data"):
        assert capture.seen("My tickets")
        assert "Waiting for you" in capture.texts()
        large = capture.find("ticket.d1").height
        picture = capture.screenshot(tmp_path / "tickets.png")
    with playing(scene, Look(), tmp_path / "data"):
        assert capture.seen("Mijn meldingen")
        assert capture.find("ticket.d1").height < large
        other = capture.screenshot(tmp_path / "usual.png")
    sheet = contact_sheet([picture, other], tmp_path / "sheet.png", columns=2)
    assert sheet.stat().st_size > 1000
    assert picture.read_bytes() != other.read_bytes()


@pytest.mark.window
def test_what_one_screen_hides_hides_nothing_on_the_next(drawing: None, tmp_path: Path) -> None:
    # A property that kv adds to a class of Kivy is there in every other screen too, with its own first value.
    (photos,) = matching("pass_on.problem.missing")
    (outages,) = matching("outages.full")
    with playing(photos, Look(), tmp_path / "data"):
        assert capture.seen("Maak foto")
    with playing(outages, Look(), tmp_path / "data"):
        chips = capture.find("outage.o1").ids.chips
        assert all(chip.x >= chips.x > 0 for chip in chips.children)


@pytest.mark.slow
@pytest.mark.window
def test_every_widget_of_ours_is_on_a_shelf_where_nothing_is_cut_with_the_largest_text(
    drawing: None, tmp_path: Path
) -> None:
    from mobile.gallery.audit import faults

    seen, found = set(), {}
    # What lies over a screen comes first: a shelf takes the app's own screens out of the window.
    first, *others = sorted(matching("widget."), key=lambda scene: bool(scene.shelf))
    # In English, as the screens are looked through in Dutch.
    with playing(first, Look((360, 640), language="en", text=200), tmp_path) as app:
        for scene in (first, *others):
            if scene is not first:
                show(app, scene)
            seen |= {type(widget) for widget in capture.on_screen()}
            found[scene.name] = faults()
    assert [one.__name__ for one in _widgets_of_ours() if not any(issubclass(other, one) for other in seen)] == []
    assert {name: said for name, said in found.items() if said} == {}


def _widgets_of_ours() -> list[type]:
    from kivy.uix.widget import Widget

    from mobile.ui import widgets

    modules = [importlib.import_module(f"{widgets.__name__}.{found.name}") for found in iter_modules(widgets.__path__)]
    classes = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    return [one for one in classes if issubclass(one, Widget) and one.__module__.startswith(widgets.__name__)]


@pytest.mark.slow
@pytest.mark.window
@pytest.mark.parametrize("screen", sorted({scene.screen for scene in SCENES if not scene.shelf}))
@pytest.mark.parametrize("language", LANGUAGES if LONG else ["nl"])
def test_on_the_smallest_phone_with_the_largest_text_nothing_is_cut_or_lies_over_another(
    drawing: None, tmp_path: Path, language: str, screen: str
) -> None:
    from mobile.gallery.audit import faults

    look = Look((360, 640), language=language, text=200)
    found = {}
    for scene in SCENES:
        if scene.screen == screen and not scene.name.startswith("widget."):
            with playing(scene, look, tmp_path / "data"):
                found[scene.name] = faults()
    assert {name: said for name, said in found.items() if said} == {}
