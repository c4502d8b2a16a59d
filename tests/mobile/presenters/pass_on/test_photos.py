"""Photos beside what is passed on."""

from collections.abc import Callable

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.photos import MOST
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.screens import Screens
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.presenters.conftest import Worker
from tests.mobile.presenters.pass_on.told import told
from tests.mobile.presenters.picked import Picked, a_photo
from tests.mobile.resources import an_outage


class TestPhotos:
    def test_lie_beside_the_draft_and_outlive_the_app(
        self, core: Core, form: PassOnPresenter, new_screens: Callable[[], Screens]
    ) -> None:
        form.add_photos([a_photo(), a_photo()])
        assert (len(form.state.photos), form.state.adding) == (2, 0)
        core.stop()
        again = new_screens().pass_on()
        again.open_draft(form.state.id)
        assert again.state.photos == form.state.photos

    def test_go_along_with_the_ticket(self, core: Core, form: PassOnPresenter) -> None:
        told(form)
        form.add_photos([a_photo()])
        form.submit()
        rows = [row for row in core.signed_in().store.outbox.all() if row.kind == "photo"]
        assert [(row.id, row.ticket_id) for row in rows] == [(form.state.photos[0].id, form.state.id)]

    def test_one_can_be_left_out_and_alone_it_was_all_of_the_draft(self, core: Core, form: PassOnPresenter) -> None:
        form.add_photos([a_photo()])
        assert len(core.signed_in().store.drafts.all(DraftKind.TICKET)) == 1
        form.remove_photo(form.state.photos[0].id)
        assert form.state.photos == ()
        assert core.signed_in().store.drafts.all(DraftKind.TICKET) == []

    def test_what_is_none_is_said(self, form: PassOnPresenter) -> None:
        form.add_photos([Picked(b"no photo")])
        assert (form.state.notice, form.state.photos, form.state.adding) == (Notice(Say.NOT_A_PHOTO), (), 0)

    def test_only_so_many(self, form: PassOnPresenter) -> None:
        form.add_photos([a_photo()] * (MOST + 1))
        assert (len(form.state.photos), form.state.more_photos) == (MOST, False)
        assert form.state.notice == Notice(Say.TOO_MANY_PHOTOS, {"most": MOST})

    def test_one_that_comes_when_all_is_sent_is_not_kept(self, core: Core, form: PassOnPresenter) -> None:
        told(form)
        form.submit()
        form.add_photos([a_photo()])
        assert core.signed_in().store.photos.of(form.state.id) == []

    def test_while_one_is_made_small_it_says_so(self, form: PassOnPresenter, worker: Worker) -> None:
        worker.hold()
        form.add_photos([a_photo()])
        assert form.state.adding == 1
        worker.finish()
        assert (form.state.adding, len(form.state.photos)) == (0, 1)

    def test_are_not_sent_with_a_customer_behind_an_outage(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        outage = server.put_outage(an_outage())
        core.sync_once()
        told(form)
        form.add_photos([a_photo()])
        form.choose_outage(outage["id"])
        form.submit()
        assert {row.kind.value for row in core.signed_in().store.outbox.all()} == {"join"}
        core.sync_once()
        assert server.affected
        assert core.signed_in().store.photos.of(form.state.id) == []

    @pytest.mark.parametrize("ends", ["refused", "cancelled", "thrown away"])
    def test_are_there_again_where_a_customer_came_behind_no_outage(
        self, server: FakeServer, core: Core, form: PassOnPresenter, new_screens: Callable[[], Screens], ends: str
    ) -> None:
        outage, account = server.put_outage(an_outage()), core.signed_in()
        core.sync_once()
        told(form)
        form.add_photos([a_photo()])
        form.choose_outage(outage["id"])
        form.submit()
        if ends == "cancelled":
            account.give_up(form.state.id)
        else:
            server.put_outage({**outage, "status": "closed"})
            core.sync_once()
            account.take_back(form.state.id) if ends == "refused" else account.discard(form.state.id)
        core.stop()
        again = new_screens().pass_on()
        again.open_draft(form.state.id)
        assert again.state.photos == (() if ends == "thrown away" else form.state.photos)
        assert bool(list(account.store.photos._folder.glob("*/*"))) == (ends != "thrown away")

    def test_of_a_refused_ticket_are_there_when_it_is_corrected(
        self, server: FakeServer, core: Core, form: PassOnPresenter, screens: Screens
    ) -> None:
        server.fail("POST", "/tickets", problem(422, "No.", {"/customer/postcode": "Nobody lives there."}))
        told(form)
        form.add_photos([a_photo()])
        form.submit()
        core.sync_once()
        core.signed_in().take_back(form.state.id)
        again = screens.pass_on()
        again.open_draft(form.state.id)
        assert again.state.photos == form.state.photos
