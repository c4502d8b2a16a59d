"""Photos go up in pieces, in the background: a lost link costs one piece, and nothing waits for them."""

from collections.abc import Callable

import pytest

from mobile.core.account import Account
from mobile.core.core import Core
from mobile.core.errors import StorageError
from mobile.core.link import Link
from mobile.core.photos import Photo
from mobile.core.push_photos import FIRST_PIECE, SMALLEST_PIECE
from shared.vocabulary import SendState
from tests.mobile.fake_http import Fault, Handler
from tests.mobile.fake_server import FakeServer, Reply, problem
from tests.mobile.resources import AT, JSON, a_ticket
from tests.mobile.typed import submit

CONTENT = bytes(range(256)) * 1200  # 300 KB


@pytest.fixture
def photo(core: Core) -> Photo:
    return _photo(core.signed_in(), "p1")


def pieces(server: FakeServer) -> list[int]:
    return [len(s.body) for s in server.seen if s.method == "PATCH" and s.path.startswith("/uploads/")]


def arrived(server: FakeServer) -> list[bytes]:
    """The files that are a ticket's."""
    return list(server.uploads.files.values())


def put_bytes(server: FakeServer, name: str, content: bytes) -> None:
    """So much of an upload is there."""
    server.uploads.bytes[name] = content
    server.uploads.known[name]["offset"] = len(content)


def passes(account: Account, count: int = 1) -> None:
    for _ in range(count):
        account.sync.once(eager=True)


def broken_off(server: FakeServer, account: Account, photo: Photo) -> tuple[JSON, str]:
    """A ticket that the photo is on its way to, and the upload's name: it began, and its first piece was lost."""
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    name = _next_upload(server)
    server.drop("PATCH", f"/uploads/{name}")
    passes(account)
    return ticket, name


def test_a_photo_follows_its_ticket_whole(server: FakeServer, account: Account, photo: Photo) -> None:
    submit(account, photos=[photo])
    assert account.store.projections.unsent().waiting == 2
    passes(account)
    (ticket_id,), (upload,) = server.tickets, server.uploads.known.values()
    assert upload["ticket_id"] == ticket_id
    assert upload["name"] == "photo-p1.jpg"
    assert arrived(server) == [CONTENT]
    assert account.store.outbox.all() == []
    assert not photo.path.exists()  # the phone keeps no second copy


def test_a_ticket_and_its_photos_are_kept_together_or_not_at_all(account: Account, photo: Photo) -> None:
    photo.path.unlink()
    with pytest.raises(StorageError):
        submit(account, photos=[photo])
    assert account.store.outbox.all() == []


def test_a_lost_link_costs_one_piece(server: FakeServer, account: Account, photo: Photo) -> None:
    server.uploads.piece_bytes = FIRST_PIECE
    submit(account, photos=[photo])
    passes(account)  # the ticket goes, and all of the photo
    account.add_photos(next(iter(server.tickets)), [_photo(account, "p2")])
    before = len(pieces(server))
    server.lose_answer("PATCH", f"/uploads/{_next_upload(server)}")
    passes(account)
    row = account.store.outbox.get("p2")
    assert row.state is SendState.QUEUED
    assert not row.may_have_arrived  # it can be cancelled all the same
    passes(account)
    assert arrived(server) == [CONTENT, CONTENT]
    sent = sum(pieces(server)[before:])
    assert len(CONTENT) <= sent <= len(CONTENT) + FIRST_PIECE


def test_after_a_new_start_it_goes_on_where_it_was(
    server: FakeServer, account: Account, photo: Photo, new_core: Callable[[], Core]
) -> None:
    server.uploads.piece_bytes = FIRST_PIECE
    _, name = broken_off(server, account, photo)
    put_bytes(server, name, CONTENT[: 2 * FIRST_PIECE])  # as if two had come
    again = new_core().signed_in()
    passes(again)
    assert arrived(server) == [CONTENT]
    assert sum(pieces(server)[1:]) == len(CONTENT) - 2 * FIRST_PIECE
    assert again.store.outbox.all() == []


def test_what_the_server_said_of_it_stays_where_its_answer_came_too_late(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    photo.path.write_bytes(CONTENT[:1000])  # in one piece
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    server.lose_answer("PATCH", f"/uploads/{_next_upload(server)}")
    passes(account, 2)
    (entry,) = account.store.mirror.entries_of(ticket["id"])
    assert entry["at"] == AT  # not when this phone heard of it
    assert account.store.outbox.all() == []


def test_how_long_a_piece_takes_says_nothing_of_the_link(
    server: FakeServer, account: Account, photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[float | None] = []
    monkeypatch.setattr(Link, "came", lambda _, seconds: came.append(seconds))
    account.add_photos(server.put_ticket(a_ticket())["id"], [photo])
    passes(account)
    assert came.count(None) == len(pieces(server)) > 1
    assert len(came) > len(pieces(server))


def test_a_bad_link_gets_smaller_pieces(server: FakeServer, account: Account, photo: Photo) -> None:
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    server.drop("PATCH", f"/uploads/{_next_upload(server)}", times=4)
    passes(account, 4)
    assert pieces(server) == [FIRST_PIECE, FIRST_PIECE // 2, SMALLEST_PIECE, SMALLEST_PIECE]
    passes(account)
    assert account.store.outbox.all() == []


def test_what_the_server_let_go_of_goes_up_anew_under_another_key(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    ticket, _ = broken_off(server, account, photo)
    server.uploads.known.clear()  # swept: it lay there too long
    passes(account, 2)
    assert arrived(server) == [CONTENT]
    assert server.keys(f"/tickets/{ticket['id']}/uploads") == {"p1": 1, "p1.1": 1}
    assert account.store.outbox.all() == []


def test_one_of_which_the_server_let_go_too_often_goes_when_it_is_sent_again_by_hand(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    broken_off(server, account, photo)
    while account.store.outbox.get("p1").state is not SendState.FAILED:
        server.uploads.known.clear()
        server.drop("PATCH", f"/uploads/{_next_upload(server)}")
        passes(account)
    server.faults.clear()
    account.retry("p1")
    passes(account)
    assert arrived(server) == [CONTENT]
    assert account.store.outbox.all() == []


def test_a_message_does_not_wait_for_photos_that_were_there_before_it(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    account.write(ticket["id"], "The lamp is red")
    passes(account)
    posted = [s.path for s in server.seen if s.method == "POST" and s.path.startswith("/tickets")]
    assert posted == [f"/tickets/{ticket['id']}/messages", f"/tickets/{ticket['id']}/uploads"]


def test_a_message_that_comes_meanwhile_goes_after_the_piece_under_way(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    server.uploads.piece_bytes = FIRST_PIECE
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    name = _next_upload(server)

    def answer(handler: Handler) -> None:
        account.write(ticket["id"], "The lamp is red")
        handler.reply(server.answer("GET", f"/uploads/{name}", {}, _headers(server), None))

    server.faults.append(Fault("PATCH", f"/uploads/{name}", answer, after=True))
    assert account.sync.once() == 0.0  # there is more to do
    assert len(pieces(server)) == 1
    account.sync.once()
    said = [s.method for s in server.seen if s.path.endswith("/messages") or s.path.startswith("/uploads/")]
    assert said.index("POST") < len(said) - 1
    assert arrived(server) == [CONTENT]


def test_a_refused_photo_fails_with_the_reason_and_stops_no_other(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    ticket = server.put_ticket(a_ticket())
    server.fail("POST", f"/tickets/{ticket['id']}/uploads", problem(422, "No.", {"/name": "No such type."}))
    account.add_photos(ticket["id"], [photo, _photo(account, "p2")])
    passes(account)
    (row,) = account.store.outbox.all()
    assert (row.id, row.failure.errors) == ("p1", (("/name", "No such type."),))
    assert photo.path.exists()
    assert len(arrived(server)) == 1


def test_a_photo_that_is_gone_from_the_phone_is_told_and_holds_back_nothing(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    photo.path.unlink()
    passes(account)
    assert account.store.outbox.get("p1").state is SendState.FAILED
    assert account.sync.status.connection == "online"


def test_one_that_is_cancelled_on_the_way_is_given_up_on_the_server_too(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    broken_off(server, account, photo)
    account.discard("p1")
    assert not photo.path.exists()
    unsent = account.store.projections.unsent()
    assert (unsent.waiting, unsent.failed) == (0, 0)  # nobody waits for that
    before = len(server.seen)
    passes(account)
    assert [s.method for s in server.seen[before:] if s.path.startswith("/uploads/")] == ["DELETE"]
    assert server.uploads.known == {}
    assert account.store.outbox.all() == []


def test_giving_up_waits_for_a_connection_and_is_over_where_the_server_has_nothing(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    _, name = broken_off(server, account, photo)
    account.give_up("p1")
    server.drop("DELETE", f"/uploads/{name}")
    passes(account)
    assert [row.kind for row in account.store.outbox.all()] == ["give_up_upload"]
    server.uploads.known.clear()  # swept meanwhile
    passes(account)
    assert account.store.outbox.all() == []
    assert server.count("DELETE", f"/uploads/{name}") == 2


def test_one_that_never_began_is_cancelled_without_a_word_to_the_server(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    account.add_photos(server.put_ticket(a_ticket())["id"], [photo])
    account.give_up("p1")
    assert account.store.outbox.all() == []


@pytest.mark.parametrize("when", ["begun", "sent"])
def test_one_that_is_cancelled_while_a_call_of_it_is_under_way_goes_no_further(
    server: FakeServer, account: Account, photo: Photo, when: str
) -> None:
    server.uploads.piece_bytes = FIRST_PIECE
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    name = _next_upload(server)
    method, path = ("POST", f"/tickets/{ticket['id']}/uploads") if when == "begun" else ("PATCH", f"/uploads/{name}")

    def answer(handler: Handler) -> None:
        account.discard("p1")
        handler.reply(server.answer("GET", f"/uploads/{name}", {}, _headers(server), None))

    server.faults.append(Fault(method, path, answer, after=True))
    passes(account, 2)
    assert len(pieces(server)) == (0 if when == "begun" else 1)
    assert server.uploads.known == {}
    assert arrived(server) == []
    assert account.store.outbox.all() == []


def test_a_captive_portal_takes_no_photo(server: FakeServer, account: Account, photo: Photo) -> None:
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    portal = Reply(200, b"<html>Welcome</html>", {"Content-Type": "text/html"})
    server.fail("POST", f"/tickets/{ticket['id']}/uploads", portal)
    passes(account)
    assert account.store.outbox.get("p1").state is SendState.QUEUED
    passes(account)
    assert arrived(server) == [CONTENT]


def test_all_bytes_there_but_not_yet_the_ticket_s_is_not_done(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    _, name = broken_off(server, account, photo)
    put_bytes(server, name, CONTENT)  # the server was killed before it could attach it
    passes(account)
    assert arrived(server) == [CONTENT]
    assert account.store.outbox.all() == []


def test_what_came_garbled_goes_again_from_the_start(server: FakeServer, account: Account, photo: Photo) -> None:
    server.uploads.piece_bytes = FIRST_PIECE
    _, name = broken_off(server, account, photo)
    put_bytes(server, name, b"x" * FIRST_PIECE)
    passes(account, 2)
    assert arrived(server) == [CONTENT]
    assert account.store.outbox.all() == []


def test_a_ticket_that_ended_meanwhile_takes_no_photo_which_is_told(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    ticket, _ = broken_off(server, account, photo)
    server.change(ticket["id"], status="closed")
    passes(account)
    failure = account.store.outbox.get("p1").failure
    assert (failure.status, failure.overtaken) == (409, True)
    assert photo.path.exists()


def test_too_many_files_at_a_time_hold_back_nothing_else(server: FakeServer, account: Account, photo: Photo) -> None:
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    server.fail("POST", f"/tickets/{ticket['id']}/uploads", Reply(429, {}, {"Retry-After": "600"}))
    assert account.sync.once() < 5
    account.write(ticket["id"], "The lamp is red")
    assert account.sync.once() < 5
    assert server.count("POST", f"/tickets/{ticket['id']}/messages") == 1
    assert server.uploads.known == {}
    passes(account)  # the user asked
    assert account.store.outbox.all() == []


def test_who_takes_a_ticket_back_sends_no_photos_of_it(server: FakeServer, account: Account, photo: Photo) -> None:
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    account.cancel(ticket["id"])
    passes(account)
    assert server.uploads.known == {}
    assert account.store.outbox.all() == []
    assert not photo.path.exists()


def test_what_went_up_of_it_before_is_given_up_then(server: FakeServer, account: Account, photo: Photo) -> None:
    ticket, _ = broken_off(server, account, photo)
    assert len(server.uploads.known) == 1
    account.cancel(ticket["id"])
    passes(account, 2)
    assert server.uploads.known == {}
    assert account.store.outbox.all() == []


def test_a_photo_that_is_just_being_added_stays_whatever_else_is_taken_back(
    server: FakeServer, account: Account, photo: Photo
) -> None:
    """Its file is there before anything knows of it; the other thread takes a ticket back and throws another away."""
    others = [_photo(account, name) for name in ("p2", "p3")]
    there = server.put_ticket(a_ticket())["id"]
    account.add_photos(there, others[:1])
    never_left = submit(account, photos=others[1:])
    account.discard(never_left)
    account.cancel(there)
    passes(account)
    assert [one.path.exists() for one in (photo, *others)] == [True, False, False]
    ticket = server.put_ticket(a_ticket())
    account.add_photos(ticket["id"], [photo])
    passes(account)
    assert arrived(server) == [CONTENT]


def _photo(account: Account, key: str) -> Photo:
    """As `photos.add` keeps it beside a draft, but for its content."""
    folder = account.store.photos._folder / "a-draft"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"1-{key}.jpg"
    path.write_bytes(CONTENT)
    return Photo.at(path)


def _next_upload(server: FakeServer) -> str:
    return f"up-{server._numbers + 1}-{id(server)}"


def _headers(server: FakeServer) -> dict[str, str]:
    return {"authorization": f"Bearer {next(iter(server.access))}"}
