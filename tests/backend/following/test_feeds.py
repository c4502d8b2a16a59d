"""Feeds: read by a real feed reader's library and a calendar's, of what was asked for, until they are ended."""

import datetime as dt
from typing import Any

import feedparser
from flask import Flask
from icalendar import Calendar

from backend import db
from backend.outages.services import look_at_the_clock
from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, moment, rewind, update


def feed_of(client: Client, **fields: Any) -> dict[str, Any]:
    answer = client.post("/feeds", fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def read(app: Flask, address: str, **headers: str):
    return app.test_client().get("/feeds/" + address.rpartition("/")[2], headers=headers)


def parsed(app: Flask, feed: dict) -> Any:
    answer = read(app, feed["url"])
    assert answer.mimetype == "application/atom+xml"
    found = feedparser.parse(answer.data)
    assert not found.bozo, found.get("bozo_exception")
    return found


def events(app: Flask, feed: dict) -> list[Any]:
    answer = read(app, feed["calendar_url"])
    assert answer.mimetype == "text/calendar"
    calendar = Calendar.from_ical(answer.data)
    assert not calendar.errors
    return calendar.walk("VEVENT")


def test_a_reader_gets_what_is_known_with_its_last_words(app: Flask, employee: Client, manager: Client) -> None:
    feed = feed_of(employee)
    row = declare(manager, title={"nl": "Kabel <b>stuk</b> & \ufffe meer", "en": "Cable broken"})
    update(manager, row, status="identified", text={"nl": "Graafmachine <script>", "en": "Digger"})
    found = parsed(app, feed)
    assert found.version == "atom10"
    assert (found.feed.language, found.feed.author) == ("nl", "Doorgeven")
    assert [(link.rel, link.href) for link in found.feed.links] == [("self", feed["url"])]
    (entry,) = found.entries
    assert entry.title == "Kabel <b>stuk</b> &  meer: De oorzaak is bekend"
    assert "Graafmachine <script>" in entry.content[0].value
    assert entry.content[0].type == "text/plain"
    assert entry.id.startswith("urn:uuid:")
    before = entry.updated_parsed
    assert [tag.term for tag in entry.tags] == ["internet"]
    update(manager, row, status="resolved", text="Klaar")
    (entry,) = parsed(app, feed).entries
    assert entry.updated_parsed >= before
    assert entry.title.endswith("De storing is voorbij")
    english = parsed(app, feed_of(employee, language="en"))
    assert english.entries[0].title.endswith("The outage is over")


def test_news_that_is_late_is_said_to_be_late(app: Flask, employee: Client, manager: Client) -> None:
    feed = feed_of(employee)
    row = declare(manager, next_update_at=moment(hours=1))
    rewind(app, row, hours=2)
    with app.app_context():
        db.write(look_at_the_clock)
    (entry,) = parsed(app, feed).entries
    assert "Het beloofde nieuws is te laat." in entry.content[0].value
    update(manager, row)
    assert "te laat" not in parsed(app, feed).entries[0].content[0].value


def test_a_calendar_gets_planned_work_that_moves_and_is_called_off(
    app: Flask, employee: Client, manager: Client
) -> None:
    feed = feed_of(employee, label='Magazijn; "Zuid", 2\nregels\\n')
    declare(manager)
    row = declare(
        manager,
        kind="maintenance",
        title={"nl": "Wijkkast, nieuw; \\n", "en": None},
        started_at=moment(days=2),
        expected_end_at=moment(days=2, hours=3),
    )
    (event,) = events(app, feed)
    assert event["summary"] == "Wijkkast, nieuw; \\n"
    assert "Utrecht" in event["location"]
    assert event.decoded("dtend") - event.decoded("dtstart") > dt.timedelta(hours=2, minutes=59)
    assert event["status"] == "CONFIRMED"
    first = (event["uid"], event["sequence"])
    amend(manager, row, started_at=moment(days=3), expected_end_at=moment(days=3, hours=1))
    (event,) = events(app, feed)
    assert event["uid"] == first[0]
    assert event["sequence"] > first[1]
    update(manager, row, status="cancelled")
    (event,) = events(app, feed)
    assert event["status"] == "CANCELLED"


def test_a_feed_holds_the_areas_and_services_that_were_asked_for(app: Flask, employee: Client, manager: Client) -> None:
    narrow = feed_of(employee, areas=["3511AB", "province:Zeeland"], services=["fixed"])
    assert narrow["services"] == ["internet", "tv", "telephony"]
    near = declare(manager, areas=["35"], title="Dichtbij")
    declare(manager, areas=["9711"], title="Ver weg")
    declare(manager, areas=["3511"], services=["mobile"], title="Mobiel")
    assert ["Dichtbij" in entry.title for entry in parsed(app, narrow).entries] == [True]
    assert len(parsed(app, feed_of(employee)).entries) == 3
    update(manager, near, status="dismissed", text="Vals alarm")
    (entry,) = parsed(app, narrow).entries
    assert "Er was geen storing" in entry.title, "what was told in error is corrected"


def test_what_is_only_suspected_is_in_no_feed(app: Flask, employee: Client, manager: Client) -> None:
    feed, row = feed_of(employee), declare(manager)
    with app.app_context():
        from backend.following.models import OutageNews
        from backend.outages.models import Outage

        def suspect() -> None:
            db.session.get_one(Outage, row["id"]).status = "suspected"
            db.session.query(OutageNews).delete()

        db.write(suspect)
    assert parsed(app, feed).entries == []
    update(manager, row, status="dismissed", text="Toch niet")
    assert parsed(app, feed).entries == []


def test_a_guessed_or_ended_address_and_one_of_who_left_give_the_same_nothing(
    app: Flask, employee: Client, colleague: Client, api_key
) -> None:
    ended, left = feed_of(employee), feed_of(colleague)
    assert employee.get("/feeds").json["items"] == [ended]
    assert (
        employee.post("/feeds", {}, Idempotency_Key="k").json == employee.post("/feeds", {}, Idempotency_Key="k").json
    )
    assert colleague.delete(f"/feeds/{ended['id']}").status_code == 404
    assert employee.delete(f"/feeds/{ended['id']}").status_code == 200
    with app.app_context():
        from backend.accounts import services as accounts
        from backend.idempotency import IdempotentAnswer

        token = left["url"].rpartition("/")[2].removesuffix(".atom")
        kept = db.session.scalars(db.extension.select(IdempotentAnswer.body)).all()
        assert not any(token.encode() in body for body in kept)

        def leave() -> None:
            person = accounts.find_person("colleague@example.org")
            assert person is not None
            person.active = False

        db.write(leave)
    addresses = ["A" * 43 + ".atom", "x.ics", *(row[name] for row in (ended, left) for name in ("url", "calendar_url"))]
    answers = [(answer.status_code, answer.text) for answer in (read(app, address) for address in addresses)]
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers)
    assert employee.post("/feeds", {"areas": ["place:Nergens"]}).status_code == 422
    assert employee.post("/feeds", {"language": "fr"}).status_code == 422
    assert api_key().post("/feeds", {}).status_code == 403


def test_a_feed_is_kept_in_mind_and_right_at_once_after_a_change(app: Flask, employee: Client, manager: Client) -> None:
    feed = feed_of(employee)
    watch = app.extensions["doorgeven.watch"]
    watch.start()
    while not watch.fresh:
        pass
    row = declare(manager)
    first = read(app, feed["url"])
    assert read(app, feed["url"], **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert app.extensions["doorgeven.following"]._made
    update(manager, row, status="identified", text="Graafmachine")
    second = read(app, feed["url"], **{"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert "Graafmachine" in second.text
