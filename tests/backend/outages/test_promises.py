"""What people were promised: earlier estimates stay visible, moves are told in words, what is late is said."""

from typing import Any

import pytest
from flask import Flask

from tests.backend.client import Client
from tests.backend.outages.declared import amend, declare, moment, rewind, update


def earlier(row: dict[str, Any]) -> list[str]:
    return [one["expected_end_at"] for one in row["estimates"]]


class TestEarlierEstimates:
    def test_the_present_one_is_no_earlier_one(self, manager: Client) -> None:
        made = declare(manager, expected_end_at=moment(hours=2))
        assert (made["estimates"], made["updates"]) == ([], [])

    def test_stay_visible_newest_first_however_they_were_given(self, manager: Client, employee: Client) -> None:
        first, second, third, fourth = (moment(hours=hours) for hours in (2, 3, 5, 8))
        made = declare(manager, expected_end_at=first)
        update(manager, made, expected_end_at=second)
        amend(manager, made, expected_end_at=third)
        update(manager, made)
        update(manager, made, expected_end_at=fourth)
        row = employee.get(f"/outages/{made['id']}").json
        assert (row["expected_end_at"], earlier(row)) == (fourth, [third, second, first])
        assert row["estimates"][-1]["at"] == made["created_at"]
        assert row["estimates"][0]["at"] == row["updates"][2]["at"]

    def test_one_that_was_taken_back_stays_too(self, manager: Client) -> None:
        first = moment(hours=2)
        made = declare(manager, expected_end_at=first)
        row = update(manager, made, expected_end_at=None)
        assert (row["expected_end_at"], earlier(row)) == (None, [first])

    def test_an_external_systems_repeat_moves_them_in_the_open_too(self, api_key: Any) -> None:
        monitoring = api_key("internet", "outages")
        first, second = moment(hours=2), moment(hours=4)
        declare(monitoring, external_id="probe-7", expected_end_at=first)
        row = declare(monitoring, external_id="probe-7", expected_end_at=second)
        assert earlier(row) == [first]
        assert [told["kind"] for told in row["updates"]] == ["estimate"]


class TestAMoveWithoutWords:
    def test_is_told_in_both_languages_with_absolute_times(self, manager: Client) -> None:
        made = declare(manager)
        first, second = "2027-07-01T12:00:00.000000Z", "2027-07-02T12:00:00.000000Z"
        amend(manager, made, expected_end_at=first)
        row = amend(manager, made, expected_end_at=second, next_update_at=first).json
        assert row["updates"][1]["text"]["nl"] == "Naar verwachting voorbij op donderdag 1 juli om 14:00."
        assert row["updates"][0]["text"] == {
            "nl": "Naar verwachting nu voorbij op vrijdag 2 juli om 14:00; eerder was dat donderdag 1 juli om 14:00. "
            "Het volgende bericht komt voor donderdag 1 juli om 14:00.",
            "en": "The end is now expected Friday 2 July at 14:00; before, Thursday 1 July at 14:00 was. "
            "The next update comes before Thursday 1 July at 14:00.",
        }
        assert (row["updates"][0]["kind"], row["updates"][0]["text_in"]) == ("estimate", "both")
        assert row["updates"][0]["by"] == "Mohamed El Amrani"

    def test_of_planned_work_says_when_it_was(self, manager: Client) -> None:
        start, end = "2027-07-01T22:00:00Z", "2027-07-02T03:00:00Z"
        made = declare(manager, kind="maintenance", started_at=start, expected_end_at=end)
        later = {"started_at": "2027-07-02T22:00:00Z", "expected_end_at": "2027-07-03T03:00:00Z"}
        (told,) = amend(manager, made, **later).json["updates"]
        assert told["kind"] == "rescheduled"
        assert told["text"]["nl"] == (
            "Het geplande onderhoud is verplaatst: nu zaterdag 3 juli van 00:00 tot 05:00; "
            "eerder was dat vrijdag 2 juli van 00:00 tot 05:00."
        )

    def test_a_new_title_alone_is_no_update(self, manager: Client) -> None:
        assert amend(manager, declare(manager), title="Other").json["updates"] == []


class TestLate:
    @pytest.mark.parametrize("name", ["next_update_at", "expected_end_at"])
    def test_is_what_was_promised_and_has_passed(
        self, app: Flask, manager: Client, employee: Client, name: str
    ) -> None:
        made = declare(manager, **{name: moment(hours=1)})
        assert not made["overdue"]
        rewind(app, made, hours=2)
        assert employee.get(f"/outages/{made['id']}").json["overdue"]
        assert not update(manager, made)["overdue"]

    def test_is_nothing_while_the_next_update_is_still_to_come(self, app: Flask, manager: Client) -> None:
        made = declare(manager, next_update_at=moment(hours=3), expected_end_at=moment(hours=1))
        rewind(app, made, hours=2)
        assert not manager.get(f"/outages/{made['id']}").json["overdue"]

    def test_is_nothing_that_has_ended_and_no_planned_work(self, app: Flask, manager: Client) -> None:
        made = declare(manager, expected_end_at=moment(hours=1))
        rewind(app, update(manager, made, status="resolved"), hours=2)
        work = declare(manager, kind="maintenance", expected_end_at=moment(hours=1))
        rewind(app, work, hours=2)
        assert not any(item["overdue"] for item in manager.get("/outages").json["items"])


@pytest.mark.parametrize(
    ("title", "shown", "written"),
    [
        ({"nl": "Storing"}, {"nl": "Storing", "en": "Storing"}, "nl"),
        ({"en": "Outage", "nl": " "}, {"nl": "Outage", "en": "Outage"}, "en"),
        ({"nl": "Storing", "en": "Outage"}, {"nl": "Storing", "en": "Outage"}, "both"),
        ("<b>x</b> *y*", {"nl": "<b>x</b> *y*", "en": "<b>x</b> *y*"}, "both"),
    ],
)
def test_a_text_in_one_language_stands_in_both_and_it_is_said_which(
    manager: Client, title: Any, shown: dict[str, str], written: str
) -> None:
    made = declare(manager, title=title, advice=title)
    told = update(manager, made, text=title)["updates"][0]
    assert (made["title"], made["title_in"], made["advice"], made["advice_in"]) == (shown, written, shown, written)
    assert (told["text"], told["text_in"]) == (shown, written)
    assert declare(manager)["advice_in"] is None


def test_where_it_is_is_said_in_words(manager: Client) -> None:
    made = declare(manager, areas=["3511", "3512", "province:Zeeland"])
    assert made["where"] == {
        "nl": "provincie Zeeland; 3511–3512 Utrecht",
        "en": "province of Zeeland; 3511–3512 Utrecht",
    }
