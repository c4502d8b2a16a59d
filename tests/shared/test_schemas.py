"""What the schemas let in, word for word: texts that any database keeps, times in UTC, two languages."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import EXCLUDE, ValidationError

from shared.schemas.base import Contract, Instant, Localised, Text, rfc3339
from shared.schemas.outages import DeclareOutageSchema, NewUpdateSchema, OutageSchema, PatchOutageSchema
from shared.schemas.tickets import SubmitTicketSchema

DECLARED = {"title": "No internet", "services": ["internet"], "areas": ["3511"], "impact": "major"}


class Sample(Contract):
    text = Text(10, shortest=1)
    at = Instant(allow_none=True)
    both = Localised(20, allow_none=True)


def refused(schema: Contract, data: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        schema.load(data)
    messages = error.value.messages
    assert isinstance(messages, dict)
    return messages


@pytest.mark.parametrize(
    "text", ["a\x00b", "\x1b[31m", "\x7f", "\x85", "\ud800", "a" * 11, "", "  \t\n ", "\u200b \u200f", 5, None, ["a"]]
)
def test_a_text_that_is_too_long_empty_or_has_controls_is_refused(text: object) -> None:
    assert "text" in refused(Sample(), {"text": text})


@pytest.mark.parametrize("text", ["tab\there", "\u200fعمر", "👨\u200d👩", "two\nlines", "ÿ€𝄞", "<b>&", "'; DROP"])
def test_other_texts_come_through_as_they_are(text: str) -> None:
    assert Sample().load({"text": text}) == {"text": text}


def test_line_ends_of_windows_become_one_character() -> None:
    assert Sample().load({"text": "a\r\nb"}) == {"text": "a\nb"}


@given(st.text(max_size=30))
def test_any_text_is_kept_storable_or_refused(text: str) -> None:
    try:
        kept = Sample().load({"text": text})["text"]
    except ValidationError:
        return
    assert kept.encode("utf-8")
    assert "\x00" not in kept
    assert kept == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "text", ["2026-11-23T19:42:00", "yesterday", "", 5, True, "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00"]
)
def test_a_time_without_zone_or_sense_is_refused(text: object) -> None:
    assert "at" in refused(Sample(), {"at": text})


def test_a_time_of_any_zone_becomes_utc() -> None:
    assert Sample().load({"at": "2026-11-23T20:42:00+01:00"}) == {
        "at": dt.datetime(2026, 11, 23, 19, 42, tzinfo=dt.UTC)
    }


@given(st.datetimes(min_value=dt.datetime(1970, 1, 1), timezones=st.just(dt.UTC)))  # noqa: DTZ001 - the zone follows
def test_times_come_back_as_they_went_and_sort_as_text(moment: dt.datetime) -> None:
    written = rfc3339(moment)
    assert Sample().load({"at": written}) == {"at": moment}
    assert (written < rfc3339(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))) is (
        moment < dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Storing", {"nl": "Storing", "en": "Storing"}),
        ({"nl": "Storing", "en": "Outage"}, {"nl": "Storing", "en": "Outage"}),
        ({"nl": "Storing"}, {"nl": "Storing", "en": None}),
        ({"nl": None, "en": "Outage"}, {"nl": None, "en": "Outage"}),
        (None, None),
    ],
)
def test_a_text_in_two_languages_may_lack_one(given: object, kept: object) -> None:
    assert Sample().load({"both": given}) == {"both": kept}


@pytest.mark.parametrize("given", [{}, {"nl": None}, {"nl": " "}, {"de": "x"}, {"nl": 5}, 5, ["x"], "x" * 21, "\x00"])
def test_a_text_in_no_language_or_another_is_refused(given: object) -> None:
    assert "both" in refused(Sample(), {"both": given})


def test_the_server_refuses_unknown_fields_and_the_phone_passes_over_them() -> None:
    assert refused(DeclareOutageSchema(), {**DECLARED, "colour": "red"}) == {"colour": ["Unknown field."]}
    assert "colour" not in DeclareOutageSchema(unknown=EXCLUDE).load({**DECLARED, "colour": "red"})


def test_a_phone_reads_a_status_that_it_does_not_know() -> None:
    assert OutageSchema(unknown=EXCLUDE, partial=True).load({"status": "melting"}) == {"status": "melting"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("impact", "huge"),
        ("kind", "party"),
        ("services", []),
        ("services", "internet"),
        ("services", [""]),
        ("areas", []),
        ("areas", ["1"] * 201),
        ("areas", ["x" * 121]),
        ("title", None),
        ("started_at", None),
        ("expected_end_at", "soon"),
        ("status", "suspected"),
    ],
)
def test_a_declaration_names_what_is_wrong(field: str, value: object) -> None:
    assert field in refused(DeclareOutageSchema(), {**DECLARED, field: value})


@pytest.mark.parametrize("field", ["title", "services", "areas", "impact"])
def test_a_declaration_needs(field: str) -> None:
    assert set(refused(DeclareOutageSchema(), {k: v for k, v in DECLARED.items() if k != field})) == {field}


def test_a_declaration_cannot_end_before_it_begins() -> None:
    times = {"started_at": "2026-01-01T12:00:00Z", "expected_end_at": "2026-01-01T12:00:00Z"}
    assert "expected_end_at" in refused(DeclareOutageSchema(), {**DECLARED, **times})


def test_a_change_may_name_any_field_but_the_status() -> None:
    assert PatchOutageSchema().load({}) == {}
    assert "status" in refused(PatchOutageSchema(), {"status": "resolved"})


def test_an_update_tells_absent_from_null() -> None:
    assert "next_update_at" not in NewUpdateSchema().load({"text": "x"})
    assert NewUpdateSchema().load({"text": "x", "next_update_at": None})["next_update_at"] is None


def test_a_problem_needs_service_and_postcode_and_a_question_neither() -> None:
    told = refused(SubmitTicketSchema(), {"kind": "problem", "description": "x"})
    assert set(told) == {"service", "customer"}
    assert SubmitTicketSchema().load({"kind": "question", "description": "x"})["customer"]["postcode"] is None
