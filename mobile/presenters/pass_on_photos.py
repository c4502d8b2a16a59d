"""The photos that go along with what is passed on: made small one after the other, kept beside the draft."""

from collections.abc import Sequence

from mobile.core.errors import CoreError
from mobile.core.photos import MOST
from mobile.presenters.pass_on_form import FormPresenter, keep
from mobile.presenters.photos import PhotoView, Picked, photo_notice, photo_views


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
        self._set(notice=photo_notice(error))
