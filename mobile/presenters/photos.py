"""Photos that go along, with a ticket that is passed on or with a message to its team."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mobile.core.errors import CoreError
from mobile.core.photos import MOST, NotAPhoto, TooManyPhotos
from mobile.core.store import Store
from mobile.presenters.notices import Notice, Say
from mobile.presenters.problems import action_notice


class Picked(Protocol):
    """A photo as the device gives it."""

    @property
    def read(self) -> Callable[[], bytes]:
        """All of it; raises OSError."""


@dataclass(frozen=True)
class PhotoView:
    """A photo that goes along, as it lies on this phone."""

    id: str
    path: Path


def photo_views(store: Store, draft_id: str) -> tuple[PhotoView, ...]:
    """Those beside a draft that are not on their way yet, in their order."""
    photos = store.photos.of(draft_id)
    return tuple(PhotoView(photo.id, photo.path) for photo in photos if store.outbox.get(photo.id) is None)


def photo_notice(error: CoreError) -> Notice:
    """Why a photo was not taken along."""
    match error:
        case NotAPhoto():
            return Notice(Say.NOT_A_PHOTO)
        case TooManyPhotos():
            return Notice(Say.TOO_MANY_PHOTOS, {"most": MOST})
        case _:
            return action_notice(error)
