"""The phone's memory: a full disk, a damaged file, an older and a newer one."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mobile.core.drafts import DraftKind
from mobile.core.errors import StorageBroken, StorageError, StorageFull
from mobile.core.outbox_row import Failure, OutboxKind
from mobile.core.private_files import replace_privately
from mobile.core.schema import MIGRATIONS
from mobile.core.store import Store
from mobile.core.tokens import FileTokenStore
from shared.vocabulary import SendState
from tests.mobile.resources import a_page, a_ticket, an_affected, an_entry, an_outage

ROOT = Path(__file__).parents[3]


def python(program: str) -> subprocess.CompletedProcess[str]:
    """The program's run in a process of its own, so that its limits end with it."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)


def test_what_was_on_its_way_when_the_app_ended_goes_out_again(path: Path, store: Store) -> None:
    store.outbox.put(OutboxKind.SUBMIT, "a", "a", {})
    assert store.outbox.claim_next((), eager=False).id == "a"
    assert store.outbox.get("a").state is SendState.SENDING
    assert store.outbox.claim_next((), eager=False) is None
    store.close()
    assert Store(path).outbox.get("a").state is SendState.QUEUED


def test_the_answer_is_kept_and_the_row_gone_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.outbox.put(OutboxKind.SUBMIT, "a", "a", {})

    def full(_: str) -> None:
        raise StorageFull("full")

    monkeypatch.setattr(store.outbox, "remove", full)
    with pytest.raises(StorageFull):
        store.settle_submission(store.outbox.get("a"), a_ticket(id="t"))
    assert store.mirror.ticket("t") is None
    assert store.outbox.get("a") is not None


def test_pending_corrections_lie_over_what_the_server_said(store: Store) -> None:
    ticket = a_ticket()
    store.mirror.apply(a_page(tickets=[ticket]))
    store.outbox.put(OutboxKind.CORRECT_CUSTOMER, "c", ticket["id"], {"phone": "0612"}, {"before": {}})
    assert store.projections.ticket(ticket["id"]).customer["phone"] == "0612"
    store.outbox.fail("c", Failure(422))
    assert store.projections.ticket(ticket["id"]).customer["phone"] is None


class TestAFullDisk:
    def fill(self, store: Store) -> None:
        with store.database.read() as db:
            pages = db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {pages}")

    def test_is_told_and_changes_nothing(self, store: Store) -> None:
        store.outbox.put(OutboxKind.SUBMIT, "kept", "kept", {})
        self.fill(store)
        big = {"description": "x" * 100_000}
        with pytest.raises(StorageFull):
            store.drafts.save("d", DraftKind.TICKET, big)
        with pytest.raises(StorageFull):
            store.outbox.put(OutboxKind.SUBMIT, "a", "a", big)
        with pytest.raises(StorageFull):
            store.mirror.apply(a_page(tickets=[a_ticket(id="t", description="x" * 100_000)], next_cursor="c9"))
        assert [row.id for row in store.outbox.all()] == ["kept"]
        assert (store.mirror.cursor(), store.mirror.ticket("t")) == (None, None)

    def test_is_over_once_there_is_room(self, store: Store) -> None:
        self.fill(store)
        with pytest.raises(StorageFull):
            store.drafts.save("d", DraftKind.TICKET, {"description": "x" * 100_000})
        with store.database.read() as db:
            db.execute("PRAGMA max_page_count = 1000000")
        store.drafts.save("d", DraftKind.TICKET, {"description": "x" * 100_000})
        assert store.drafts.get("d") is not None

    def test_of_the_system_s_own_making_loses_nothing_that_was_kept(self, path: Path) -> None:
        """A file-size limit stands in for the full disk: the system itself refuses the write."""
        program = f"""
import resource
from pathlib import Path
from mobile.core.errors import StorageError
from mobile.core.outbox_row import OutboxKind
from mobile.core.store import Store
store = Store(Path({str(path)!r}))
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
kept = 0
try:
    for number in range(1000):
        store.outbox.put(OutboxKind.SUBMIT, str(number), str(number), {{"description": "x" * 1000}})
        kept += 1
except StorageError as error:
    print(kept, type(error).__name__)
"""
        done = python(program)
        kept, error = done.stdout.split()
        assert error in {"StorageFull", "StorageError"}
        rows = Store(path).outbox.all()
        assert len(rows) == int(kept) > 10

    def test_leaves_the_session_as_it_was(self, tmp_path: Path) -> None:
        tokens = FileTokenStore(tmp_path / "session.json")
        tokens.write("old")
        program = f"""
import resource
from pathlib import Path
from mobile.core.errors import StorageFull
from mobile.core.tokens import FileTokenStore
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    FileTokenStore(Path({str(tmp_path / "session.json")!r})).write("x" * 1000)
except StorageFull:
    print("full")
"""
        done = python(program)
        assert (done.stdout, tokens.read()) == ("full\n", "old")


class TestADamagedFile:
    def filled(self, path: Path, rows: int) -> None:
        store = Store(path)
        for number in range(rows):
            store.outbox.put(OutboxKind.SUBMIT, f"k{number}", f"k{number}", {"description": str(number)})
            store.drafts.save(f"d{number}", DraftKind.TICKET, {"description": str(number)})
        entries = [an_entry("t", body="x" * 3000) for _ in range(50)]
        store.mirror.apply(a_page(tickets=[a_ticket(id="t")], entries=entries))
        with store.database.read() as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        store.close()

    def test_that_is_no_database_is_moved_aside(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(b"something else entirely" * 500)
        store = Store(path)
        assert store.rescued == 0
        assert path.with_name("phone.db.broken-1").exists()
        store.outbox.put(OutboxKind.SUBMIT, "a", "a", {})
        store.wipe()
        assert list(path.parent.iterdir()) == []

    def test_gives_back_what_was_typed_where_that_can_be_read(self, path: Path) -> None:
        self.filled(path, 3)
        raw = bytearray(path.read_bytes())
        # The entries' last pages: the mirror, which the server has anyway.
        raw[-8 * 4096 :] = b"\xff" * (8 * 4096)
        path.write_bytes(raw)
        with pytest.raises(StorageBroken):
            raise_what_opening_raises(path)
        store = Store(path)
        assert store.rescued == 6
        assert {row.id for row in store.outbox.all()} == {"k0", "k1", "k2"}
        assert store.drafts.get("d2").typed == {"description": "2"}
        assert store.mirror.cursor() is None  # everything is read anew


def raise_what_opening_raises(path: Path) -> None:
    from mobile.core.database import Database

    Database(path).close()


def test_a_file_of_a_newer_app_is_left_alone(path: Path, store: Store) -> None:
    store.close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 999")
    raw.close()
    with pytest.raises(StorageError):
        Store(path)
    assert not path.with_name("phone.db.broken-1").exists()


def test_the_settings_that_durability_rests_on(store: Store) -> None:
    with store.database.read() as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
        assert db.execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_several_threads_may_write(store: Store) -> None:
    def put(name: str) -> None:
        for number in range(20):
            store.outbox.put(OutboxKind.SUBMIT, f"{name}{number}", f"{name}{number}", {})

    threads = [threading.Thread(target=put, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.outbox.all()) == 80


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StorageError):
        store.outbox.all()


def test_a_private_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o644)
    replace_privately(path, "new")
    assert (path.read_text(), oct(path.stat().st_mode & 0o777)) == ("new", "0o600")


def test_a_file_of_the_first_app_is_brought_up_to_date_and_read_anew(path: Path) -> None:
    """What is unsent goes on as it was; what was read stays until everything has been read once more."""
    path.parent.mkdir()
    raw = sqlite3.connect(path)
    raw.executescript(MIGRATIONS[0])
    raw.executescript(
        """
        PRAGMA user_version = 1;
        INSERT INTO meta VALUES ('cursor', 'c9');
        INSERT INTO outages VALUES ('o', 1, '{"id": "o", "started_at": "2026"}');
        INSERT INTO outages VALUES ('gone', 1, '{"id": "gone", "started_at": "2026"}');
        INSERT INTO outbox (id, kind, ticket_id, body, typed, state, next_attempt_at, created_at)
            VALUES ('k', 'submit', 'k', '{"description": "Down"}', '{}', 'queued',
                    '1970-01-01T00:00:00.000000Z', '2026-11-23T19:42:00Z');
        INSERT INTO drafts VALUES ('d', 'ticket', NULL, '{"description": "Dow"}', '2026-11-23T19:42:00Z');
        """
    )
    raw.close()
    store = Store(path)
    assert [row.body for row in store.outbox.all()] == [{"description": "Down"}]
    assert store.drafts.get("d").typed == {"description": "Dow"}
    assert {outage["id"] for outage in store.mirror.outages()} == {"o", "gone"}
    assert store.mirror.cursor() is None
    store.mirror.apply(a_page(outages=[an_outage(id="o")], affected=[an_affected("o", id="a")]))
    assert [outage["id"] for outage in store.mirror.outages()] == ["o"]
    assert [one["id"] for one in store.mirror.affected()] == ["a"]
    store.close()
    assert Store(path).mirror.cursor() == "c1"


def test_a_file_of_before_knows_which_tickets_are_behind_an_outage_and_where(path: Path) -> None:
    store = Store(path)
    behind = a_ticket(id="b", outage_id="o", customer={"postcode": "3511AB"})
    store.mirror.apply(a_page(tickets=[behind, a_ticket(id="n", customer={})]))
    store.close()
    raw = sqlite3.connect(path)
    raw.executescript(
        """
        DROP INDEX listed_behind;
        DROP INDEX listed_places;
        ALTER TABLE listed DROP COLUMN outage_id;
        ALTER TABLE listed DROP COLUMN postcode;
        PRAGMA user_version = 5;
        """
    )
    raw.close()
    again = Store(path)
    mine = behind["reporter"]["id"]
    assert again.listing.behind(mine) == {"b": ("o", behind["status"])}
    assert again.listing.postcodes(mine, ()) == ["3511AB"]
