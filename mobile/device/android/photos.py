"""Photos by the system's own picker and camera app: no permission is needed for either."""

import os
import uuid
from pathlib import Path
from typing import Any

from mobile.device.android.asking import Asking
from mobile.device.android.java import activity, api, cast, intent, java, java_errors_as_os_errors
from mobile.device.interface import Photo, Photos

_PICKER_API = 33
_LARGEST = 64 << 20
FOLDER = "photos"
"""Of the app's cache: what `shared_files.xml` lets a camera app write to."""


class AndroidPhotos:
    """Photos lie outside the app until they are read, or in its cache where the camera put them."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._begun = False

    def pick(self, done: Photos, most: int) -> None:
        """The photo picker of Android 13 and later; before that the document picker."""
        self._asking.ask(_picker(most), lambda data: done(_chosen(data)[:most]))

    def take(self, done: Photos) -> None:
        """The camera app writes to a file of ours, which is deleted once it is read."""
        if not self._begun:
            # Of an earlier start of the app; what was taken in this one may still be waiting to be read.
            self._begun = True
            self.forget()
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{uuid.uuid4().hex}.jpg"
        wanted = intent("android.media.action.IMAGE_CAPTURE")
        # One who takes a photo elsewhere gets a right to this one address only.
        wanted.putExtra("output", cast("android.os.Parcelable", _shared(path)))
        wanted.addFlags(java("android.content.Intent").FLAG_GRANT_WRITE_URI_PERMISSION)
        self._asking.ask(wanted, lambda came: done((_taken(path),) if came and path.exists() else ()))

    def forget(self) -> None:
        """Photos of the camera that nobody came back for: the app was ended meanwhile."""
        for path in _folder().glob("*.jpg"):
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(str(activity().getCacheDir().getAbsolutePath())) / FOLDER


def _picker(most: int) -> Any:
    if api() >= _PICKER_API:
        wanted = intent("android.provider.action.PICK_IMAGES")
        wanted.setType("image/*")
        if most > 1:
            # A small number would go as a short, which the picker does not read.
            number = cast("java.io.Serializable", java("java.lang.Integer")(most))
            wanted.putExtra("android.provider.extra.PICK_IMAGES_MAX", number)
        return wanted
    wanted = intent("android.intent.action.OPEN_DOCUMENT")
    wanted.addCategory("android.intent.category.OPENABLE")
    wanted.setType("image/*")
    wanted.putExtra("android.intent.extra.ALLOW_MULTIPLE", most > 1)
    return wanted


def _shared(path: Path) -> Any:
    """The address under which another app may write to that file."""
    context = activity()
    provider = java("androidx.core.content.FileProvider")
    return provider.getUriForFile(context, f"{context.getPackageName()}.files", java("java.io.File")(str(path)))


def _chosen(data: Any) -> tuple[Photo, ...]:
    if data is None or data is True:
        return ()
    several = data.getClipData()
    if several is None:
        found = [data.getData()]
    else:
        found = [several.getItemAt(number).getUri() for number in range(several.getItemCount())]
    return tuple(Photo(_name(one), lambda one=one: _content(one)) for one in found if one)  # type: ignore[misc]


def _taken(path: Path) -> Photo:
    def read() -> bytes:
        content = path.read_bytes()
        path.unlink(missing_ok=True)
        return content

    return Photo(path.name, read)


def _name(address: Any) -> str:
    return str(address.getLastPathSegment() or "").rpartition("/")[2] or "photo"


def _content(address: Any) -> bytes:
    """All of it, read on the calling thread; raises OSError."""
    with java_errors_as_os_errors():
        described = activity().getContentResolver().openFileDescriptor(address, "r")
        # Python reads the file itself: through Java's arrays each byte would be copied three times.
        with os.fdopen(described.detachFd(), "rb") as file:
            return file.read(_LARGEST)
