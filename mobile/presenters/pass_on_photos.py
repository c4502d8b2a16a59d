"""The photos that go along with what is passed on: made small one after the other, kept beside the draft."""

from collections.abc import Callable, Sequence
from typing import Protocol

from mobile.core.errors import CoreError
from mobile.core.photos import MOST, NotAPhoto, TooManyPhotos
from mobile.core.store import Store
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on_form import FormPresenter, keep
from mobile.presenters.pass_on_state import PhotoView
from mobile.presenters.problems import action_notice


class Picked(Protocol):
    """A photo as the device gives it."""

    @property
    def read(self) -> Callable[[], bytes]:
        """All of it; raises OSError."""


class PhotosPresenter(FormPresenter):
    """The form with its photos."""

    def add_photos(self, picked: Sequence[Picked]) -> None:
        """Photos that were chosen or taken: made small and kept beside the draft, one after the other."""
        # A camera may answer when the form is done with: beside what is sent they would only lie about.
        for photo in () if self._state.submitted or self._state.discarded else picked:
            self._add_photo(photo)

    def remove_photo(self, photo_id: str) -> None:
        """Do not send that one."""
        draft_id = self._state.id

        def work() -> tuple[PhotoView, ...]:
            store = self.core.signed_in().store
            store.photos.remove(photo_id)
            return photo_views(store, draft_id)

        def removed(photos: tuple[PhotoView, ...]) -> None:
            self.show_photos(photos)
            if not self._state.touched:
                self._save()

        self._writing.add(work, removed, self._photo_failed)

    def _add_photo(self, picked: Picked) -> None:
        draft_id, form, step = self._state.id, self._state.form, self._state.step

        def work() -> tuple[PhotoView, ...]:
            store = self.core.signed_in().store
            # First the draft: what lies beside none is cleared away at the next start.
            keep(store, draft_id, form, step, photos=True)
            store.photos.add(draft_id, picked.read)
            return photo_views(store, draft_id)

        def added(photos: tuple[PhotoView, ...]) -> None:
            self._set(adding=self._state.adding - 1)
            self.show_photos(photos)

        def failed(error: CoreError) -> None:
            self._set(adding=self._state.adding - 1)
            self._photo_failed(error)

        self._set(adding=self._state.adding + 1, notice=None)
        self._writing.add(work, added, failed)

    def show_photos(self, photos: tuple[PhotoView, ...]) -> None:
        """Those that lie beside the draft now."""
        self._set(photos=photos, more_photos=len(photos) < MOST)

    def _photo_failed(self, error: CoreError) -> None:
        match error:
            case NotAPhoto():
                self._set(notice=Notice(Say.NOT_A_PHOTO))
            case TooManyPhotos():
                self._set(notice=Notice(Say.TOO_MANY_PHOTOS, {"most": MOST}))
            case _:
                self._set(notice=action_notice(error))


def photo_views(store: Store, draft_id: str) -> tuple[PhotoView, ...]:
    """Those beside a draft, in their order."""
    return tuple(PhotoView(photo.id, photo.path) for photo in store.photos.of(draft_id))
