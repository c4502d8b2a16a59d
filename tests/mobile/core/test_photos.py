"""Photos on the phone: small, without their place, beside their draft, and gone with it."""

import stat
from pathlib import Path

import pytest
from PIL import Image

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.photos import LONGEST_SIDE, MOST, NotAPhoto, Photos, TooManyPhotos
from mobile.core.store import Store

_GPS, _ORIENTATION, _LATITUDE = 0x8825, 0x0112, 2


@pytest.fixture
def photos(tmp_path: Path) -> Photos:
    return Photos(tmp_path / "photos")


def a_picture(path: Path, size: tuple[int, int] = (4000, 3000), **saved: object) -> Path:
    Image.effect_noise(size, 40).convert("RGB").save(path, **saved)
    return path


def placed() -> Image.Exif:
    """What a camera notes: where it was, and how it was held."""
    exif = Image.Exif()
    exif[_ORIENTATION] = 6
    exif.get_ifd(_GPS)[_LATITUDE] = (52.0, 5.0, 22.0)
    return exif


def test_a_photo_of_a_camera_gets_small_and_loses_its_place(photos: Photos, tmp_path: Path) -> None:
    source = a_picture(tmp_path / "IMG_oma.jpg", exif=placed(), comment=b"at home")
    assert Image.open(source).getexif().get_ifd(_GPS)
    photo = photos.add("d1", source.read_bytes)
    with Image.open(photo.path) as kept:
        assert max(kept.size) == LONGEST_SIDE
        assert kept.height > kept.width  # it was held upright
        assert not kept.getexif()
        assert "comment" not in kept.info
    assert photo.size < source.stat().st_size / 3
    assert "oma" not in photo.name
    assert stat.S_IMODE(photo.path.stat().st_mode) == 0o600


def test_a_see_through_picture_gets_a_white_ground(photos: Photos, tmp_path: Path) -> None:
    source = tmp_path / "screen.png"
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(source)
    with Image.open(photos.add("d1", source.read_bytes).path) as kept:
        assert (kept.size, kept.getpixel((5, 5))) == ((40, 20), (255, 255, 255))


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0half", b"%PDF-1.7"])
def test_what_is_no_photo_is_said_and_leaves_nothing(photos: Photos, tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "x.jpg"
    source.write_bytes(content)
    with pytest.raises(NotAPhoto):
        photos.add("d1", source.read_bytes)
    with pytest.raises(NotAPhoto):
        photos.add("d1", (tmp_path / "gone.jpg").read_bytes)
    assert photos.of("d1") == []


def test_one_that_the_phone_has_no_memory_for_is_none(
    photos: Photos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(*_: object, **__: object) -> None:
        raise MemoryError

    source = a_picture(tmp_path / "x.jpg", (600, 400))
    monkeypatch.setattr(Image.Image, "thumbnail", too_much)
    with pytest.raises(NotAPhoto):
        photos.add("d1", source.read_bytes)


def test_half_a_photo_is_none(photos: Photos, tmp_path: Path) -> None:
    source = a_picture(tmp_path / "x.jpg", (600, 400))
    source.write_bytes(source.read_bytes()[:2000])
    with pytest.raises(NotAPhoto):
        photos.add("d1", source.read_bytes)


def test_they_keep_their_order_up_to_a_number(photos: Photos, tmp_path: Path) -> None:
    source = a_picture(tmp_path / "x.jpg", (60, 40))
    added = [photos.add("d1", source.read_bytes) for _ in range(MOST)]
    assert photos.of("d1") == added
    with pytest.raises(TooManyPhotos):
        photos.add("d1", source.read_bytes)
    photos.remove(added[2].id)
    assert added[2].id not in {photo.id for photo in photos.of("d1")}
    assert photos.find(added[2].id) is None
    assert photos.find(added[3].id) == added[3]
    assert (len(added[3].told()["sha256"]), added[3].told()["size"]) == (64, added[3].size)


@pytest.mark.parametrize("name", ["../outside", "", "a/b", "."])
def test_no_name_leads_out_of_the_folder(photos: Photos, tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        photos.add(name, a_picture(tmp_path / "x.jpg", (6, 4)).read_bytes)
    assert photos.find(name) is None


def test_a_start_forgets_what_no_draft_knows_any_more(tmp_path: Path) -> None:
    source = a_picture(tmp_path / "x.jpg", (60, 40))
    store = Store(tmp_path / "phone" / "a.db")
    store.drafts.save("d1", DraftKind.TICKET, {"description": "x"})
    for draft in ("d1", "d2"):
        store.photos.add(draft, source.read_bytes)
    store.close()
    again = Store(tmp_path / "phone" / "a.db")
    assert (len(again.photos.of("d1")), again.photos.of("d2")) == (1, [])
    again.close()


def test_signing_out_wipes_them(core: Core, tmp_path: Path) -> None:
    photo = core.signed_in().store.photos.add("d1", a_picture(tmp_path / "x.jpg", (60, 40)).read_bytes)
    core.sign_out()
    assert not photo.path.exists()
    assert not photo.path.parent.parent.exists()
