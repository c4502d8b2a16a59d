"""What is being typed: several drafts, and one that was thrown away."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile.core.drafts import DraftKind
from mobile.core.outbox_row import OutboxKind
from mobile.core.store import Store
from tests.mobile.resources import a_ticket


class TestDrafts:
    def test_several_are_kept_the_latest_first(self, path: Path) -> None:
        times = iter(dt.datetime(2026, 11, 23, 19, minute, tzinfo=dt.UTC) for minute in range(10))
        store = Store(path, lambda: next(times))
        for key in ("a", "b", "a"):
            store.drafts.save(key, DraftKind.TICKET, {"description": f"{key}!"})
        store.close()
        assert [draft.id for draft in Store(path).drafts.all(DraftKind.TICKET)] == ["a", "b"]

    def test_one_that_was_queued_does_not_come_back_by_a_late_keystroke(self, store: Store) -> None:
        store.drafts.save("a", DraftKind.TICKET, {"description": "Dow"})
        store.outbox.put(OutboxKind.SUBMIT, "a", "a", {"description": "Down"})
        store.drafts.save("a", DraftKind.TICKET, {"description": "Down"})
        assert store.drafts.all(DraftKind.TICKET) == []
        store.settle_submission(store.outbox.get("a"), a_ticket())
        store.drafts.save("a", DraftKind.TICKET, {"description": "Down"})
        assert store.drafts.all(DraftKind.TICKET) == []

    def test_nor_does_one_that_went_out_as_something_else(self, store: Store) -> None:
        store.drafts.save("a", DraftKind.MESSAGE, {"text": ""}, "t")
        store.drafts.use_up("a", "t")
        assert store.drafts.message_to("t") is None
        store.drafts.save("a", DraftKind.MESSAGE, {"text": "more"}, "t")
        assert store.drafts.message_to("t") is None

    def test_a_message_to_an_unsent_ticket_follows_it(self, store: Store) -> None:
        store.outbox.put(OutboxKind.SUBMIT, "a", "a", {})
        store.drafts.save("m", DraftKind.MESSAGE, {"text": "and"}, "a")
        ticket = a_ticket()
        store.settle_submission(store.outbox.get("a"), ticket)
        assert store.drafts.message_to(ticket["id"]).typed == {"text": "and"}

    def test_only_a_refused_row_is_taken_back(self, store: Store) -> None:
        store.outbox.put(OutboxKind.SUBMIT, "a", "a", {}, {"description": "Down"})
        assert store.drafts.take_back(store.outbox, "a") is None
        assert store.outbox.get("a") is not None


class TestADraftThatWasThrownAway:
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        store = Store(tmp_path / "a.db")
        for draft in ("d1", "d2"):
            store.drafts.save(draft, DraftKind.TICKET, {"description": draft})
        yield store
        store.close()

    def test_comes_back(self, store: Store) -> None:
        store.drafts.discard("d1")
        assert [draft.id for draft in store.drafts.all(DraftKind.TICKET)] == ["d2"]
        assert store.drafts.restore("d1")
        assert store.drafts.get("d1").typed == {"description": "d1"}
        assert not store.drafts.restore("d1")

    def test_comes_back_after_two_taps_too(self, store: Store) -> None:
        store.drafts.discard("d1")
        store.drafts.discard("d1")
        assert store.drafts.restore("d1")

    def test_is_gone_for_good_with_the_next_one(self, store: Store) -> None:
        store.drafts.discard("d1")
        store.drafts.discard("d2")
        assert not store.drafts.restore("d1")
        assert store.drafts.restore("d2")

    def test_is_gone_for_good_after_a_start(self, store: Store, tmp_path: Path) -> None:
        store.drafts.discard("d1")
        store.close()
        again = Store(tmp_path / "a.db")
        assert not again.drafts.restore("d1")
        again.close()

    def test_a_keystroke_that_was_late_brings_nothing_back(self, store: Store) -> None:
        store.drafts.discard("d1")
        store.drafts.save("d1", DraftKind.TICKET, {"description": "late"})
        assert [draft.id for draft in store.drafts.all(DraftKind.TICKET)] == ["d2"]
