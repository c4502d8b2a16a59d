"""The message field of a ticket: what is typed and the photos beside it, until they are sent."""

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.errors import StorageFull
from mobile.presenters.notices import Notice, Say
from mobile.presenters.screens import Screens
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.presenters.conftest import Worker
from tests.mobile.presenters.picked import Picked, a_photo


class TestMessages:
    def test_one_waits_in_the_timeline_until_it_is_sent(self, show, server: FakeServer, core: Core) -> None:
        presenter = show(status="pending")
        presenter.type_message("Yes, it is red")
        presenter.send_message()
        (waiting,) = presenter.state.timeline
        assert (waiting.body, waiting.send_state, waiting.mine) == ("Yes, it is red", SendState.QUEUED, True)
        assert presenter.state.message == ""
        assert not presenter.state.asks_answer
        core.sync_once()
        (sent,) = presenter.state.timeline
        assert (sent.body, sent.send_state) == ("Yes, it is red", None)
        assert presenter.state.ticket.status.value == "in_progress"
        assert server.count("POST", "/tickets/t-1/messages") == 1

    def test_what_is_typed_is_there_when_one_comes_back(self, show, screens: Screens) -> None:
        presenter = show()
        presenter.type_message("Half a mess")
        presenter.close()
        again = screens.ticket()
        again.open("t-1")
        assert again.state.message == "Half a mess"
        again.send_message()
        third = screens.ticket()
        third.open("t-1")
        assert third.state.message == ""

    def test_an_empty_one_is_not_sent(self, show) -> None:
        presenter = show()
        presenter.type_message("  ")
        presenter.send_message()
        assert presenter.state.errors == {"message": Notice(Say.REQUIRED)}
        assert presenter.state.unsent == ()

    def test_two_taps_send_one(self, show, server: FakeServer, core: Core, worker: Worker) -> None:
        presenter = show()
        presenter.type_message("Once")
        worker.hold()
        presenter.send_message()
        presenter.send_message()
        worker.finish()
        core.sync_once()
        assert server.count("POST", "/tickets/t-1/messages") == 1

    def test_what_is_typed_while_it_is_put_away_is_another_message(
        self, show, worker: Worker, screens: Screens
    ) -> None:
        presenter = show()
        presenter.type_message("One")
        worker.hold()
        presenter.send_message()
        presenter.type_message("Two")
        worker.finish()
        assert presenter.state.message == "Two"
        again = screens.ticket()
        again.open("t-1")
        assert again.state.message == "Two"
        assert [action.text for action in again.state.unsent] == ["One"]

    def test_one_that_lost_the_race_can_be_taken_back(self, show, server: FakeServer, core: Core) -> None:
        presenter = show()
        server.change("t-1", status="closed")
        presenter.type_message("Still down")
        presenter.send_message()
        presenter.type_message("and another thing")
        core.sync_once()
        (failed,) = presenter.state.unsent
        assert (failed.send_state, failed.text) == (SendState.FAILED, "Still down")
        assert failed.problem == Notice(Say.OVERTAKEN_WORDS, {"status": "closed"})
        presenter.correct(failed.id)
        assert presenter.state.message == "Still down\nand another thing"
        assert presenter.state.unsent == ()

    def test_one_that_is_taken_back_into_an_empty_field_stands_there_once(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        server.change("t-1", status="closed")
        presenter.type_message("Still down")
        presenter.send_message()
        core.sync_once()
        presenter.correct(presenter.state.unsent[0].id)
        assert presenter.state.message == "Still down"

    def test_with_a_full_phone_the_text_stays(self, show, core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
        presenter = show()

        def refuse(*_: object, **__: object) -> None:
            raise StorageFull("full")

        monkeypatch.setattr(core.signed_in().store.outbox, "put", refuse)
        presenter.type_message("Still down")
        presenter.send_message()
        assert (presenter.state.message, presenter.state.notice) == ("Still down", Notice(Say.STORAGE_FULL))
        monkeypatch.undo()
        presenter.send_message()
        assert (presenter.state.message, presenter.state.notice) == ("", None)


class TestPhotosWithAMessage:
    def test_they_go_up_after_the_words_and_stand_in_the_conversation_until_they_are_there(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        presenter.type_message("So it looks")
        presenter.add_photos([a_photo(), a_photo()])
        assert [len(presenter.state.photos), presenter.state.adding] == [2, 0]
        presenter.send_message()
        assert (presenter.state.message, presenter.state.photos) == ("", ())
        waiting = presenter.state.timeline[-3:]
        assert [entry.send_state for entry in waiting] == [SendState.QUEUED] * 3
        assert [entry.body for entry in waiting] == ["So it looks", "", ""]
        assert waiting[1].files[0].small.exists()
        core.sync_once()
        there = presenter.state.timeline[-3:]
        assert [entry.send_state for entry in there] == [None, None, None]
        (file,) = there[1].files
        assert file.small.exists()
        assert file.whole.exists()  # it was here: nothing is fetched
        assert not any(seen.path.startswith("/attachments") for seen in server.seen)
        assert presenter.state.unsent == ()
        core.sync_once()  # the feed's own word comes in its place
        assert len([file for entry in presenter.state.timeline for file in entry.files]) == 2
        assert len(server.uploads.files) == 2

    def test_one_alone_is_a_message_too(self, show, server: FakeServer, core: Core) -> None:
        presenter = show()
        presenter.send_message()
        assert "message" in presenter.state.errors  # nothing at all is none
        presenter.add_photos([a_photo()])
        presenter.send_message()
        presenter.send_message()  # tapped twice
        assert core.signed_in().store.drafts.all(DraftKind.MESSAGE) == []
        core.sync_once()
        assert len(server.uploads.files) == 1
        assert server.count("POST", "/tickets/t-1/messages") == 0

    def test_they_lie_beside_what_is_typed_until_it_is_sent(self, show, new_screens) -> None:
        presenter = show()
        presenter.add_photos([a_photo()])
        presenter.type_message("a")
        presenter.type_message("")
        (photo,) = presenter.state.photos
        again = new_screens().ticket()  # another start of the app
        again.open("t-1")
        assert again.state.photos == (photo,)
        assert photo.path.exists()
        again.remove_photo(photo.id)
        assert again.state.photos == ()
        assert not photo.path.exists()
        last = new_screens().ticket()
        last.open("t-1")
        assert last.state.photos == ()

    def test_one_alone_lies_there_after_another_start_too(self, show, new_screens) -> None:
        show().add_photos([a_photo()])
        again = new_screens().ticket()
        again.open("t-1")
        (photo,) = again.state.photos
        assert photo.path.exists()

    def test_one_that_is_none_is_told_and_the_words_stay(self, show) -> None:
        presenter = show()
        presenter.type_message("Look")
        presenter.add_photos([Picked(b"no photo")])
        assert presenter.state.notice == Notice(Say.NOT_A_PHOTO)
        assert (presenter.state.message, presenter.state.adding, presenter.state.photos) == ("Look", 0, ())

    def test_one_that_is_made_small_at_the_tap_goes_along(
        self, show, worker: Worker, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        worker.hold()
        presenter.add_photos([a_photo()])
        presenter.send_message()
        while worker.held:
            worker.held.pop(0)()
        worker.held = None
        assert (presenter.state.photos, presenter.state.adding) == ((), 0)
        core.sync_once()
        assert len(server.uploads.files) == 1

    def test_not_fixed_takes_them_along(self, show, server: FakeServer, core: Core) -> None:
        presenter = show(status="resolved")
        presenter.add_photos([a_photo()])
        presenter.reopen()
        assert presenter.state.photos == ()
        core.sync_once()
        assert len(server.uploads.files) == 1

    def test_a_refused_message_taken_back_takes_those_of_the_next_one_to_it(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        server.fail("POST", "/tickets/t-1/messages", problem(422, "No.", {"/body": "Too rude."}))
        presenter.type_message("Damn")
        presenter.add_photos([a_photo()])
        presenter.send_message()
        core.sync_once()
        assert len(server.uploads.files) == 1  # the photo is not the words' fault
        presenter.add_photos([a_photo()])
        (action,) = presenter.state.unsent
        presenter.correct(action.id)
        assert (presenter.state.message, len(presenter.state.photos)) == ("Damn", 1)
        presenter.type_message("Please")
        presenter.send_message()
        core.sync_once()
        assert len(server.uploads.files) == 2
        assert server.count("POST", "/tickets/t-1/messages") == 2

    def test_those_of_a_refused_message_that_are_still_on_their_way_go_on_by_themselves(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        server.fail("POST", "/tickets/t-1/messages", problem(422, "No.", {"/body": "Too rude."}))
        server.drop("POST", "/tickets/t-1/uploads")
        presenter.type_message("Damn")
        presenter.add_photos([a_photo()])
        presenter.send_message()
        core.sync_once()
        presenter.correct(next(action.id for action in presenter.state.unsent if action.kind == "message"))
        assert (presenter.state.message, presenter.state.photos) == ("Damn", ())
        core.sync_once(eager=True)
        assert len(server.uploads.files) == 1

    def test_they_wait_for_a_ticket_that_is_not_there_yet_and_go_with_it(self, screens: Screens, core: Core) -> None:
        account = core.signed_in()
        key = account.submit({"kind": "question", "service": "internet", "description": "How?", "customer": {}})
        presenter = screens.ticket()
        presenter.open(key)
        presenter.add_photos([a_photo()])
        (photo,) = presenter.state.photos
        presenter.send_message()
        assert presenter.state.timeline[-1].files[0].id == photo.id
        presenter.cancel()  # thrown away before it left
        assert not photo.path.exists()

    def test_one_that_is_gone_from_the_phone_is_not_looked_for_on_the_server(
        self, show, core: Core, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        presenter = show()
        presenter.add_photos([a_photo()])
        (photo,) = presenter.state.photos
        presenter.send_message()
        asked: list[object] = []
        monkeypatch.setattr(core.signed_in().store.pictures, "want", lambda _, ids, *more, **how: asked.extend(ids))
        photo.path.unlink()
        presenter.refresh()
        assert presenter.state.timeline[-1].files[0].failed
        assert asked == []

    def test_one_can_be_cancelled_in_the_conversation(self, show, server: FakeServer, core: Core) -> None:
        presenter = show()
        presenter.add_photos([a_photo()])
        presenter.send_message()
        presenter.discard(presenter.state.timeline[-1].id)
        assert not any(entry.send_state for entry in presenter.state.timeline)
        core.sync_once()
        assert server.uploads.known == {}
