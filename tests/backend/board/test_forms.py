"""Forms: read into the shared schemas, done once, shown again with what was typed, and safe from other sites."""

import pytest

TYPED = {"name": "Kabel", "title__nl": "Storing", "place__postcode": "3511 AB", "services": ["", "internet", "tv"]}


def test_a_form_is_read_into_its_schema_and_leads_on(visit, sample) -> None:
    visitor = visit("manager")
    answer = visitor.send(
        visitor.get("/sample"),
        "/sample",
        **TYPED,
        impact="major",
        urgent=["false", "true"],
        number="3",
        at="2026-07-01T12:00",
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sample")
    at = sample.rows[0].pop("at")
    assert at.isoformat() == "2026-07-01T10:00:00+00:00", "what is typed lies in the company's time zone"
    assert sample.rows == [
        {
            "name": "Kabel",
            "title": {"nl": "Storing", "en": None},
            "place": {"postcode": "3511 AB"},
            "services": ["internet", "tv"],
            "impact": "major",
            "urgent": True,
            "number": 3,
        }
    ]
    assert "It is number 1." in visitor.get("/sample").text
    assert "It is number 1." not in visitor.get("/sample").text, "it is said once"


def test_what_is_blank_is_absent(visit, sample) -> None:
    visitor = visit("manager")
    visitor.send(visitor.get("/sample"), "/sample", name="Kabel")
    assert sample.rows == [{"name": "Kabel", "urgent": False}]


def test_each_error_stands_at_its_field_and_what_was_typed_stays(visit, sample) -> None:
    visitor = visit("manager")
    answer = visitor.send(
        visitor.get("/sample"), "/sample", **{**TYPED, "name": "<b>" * 10, "number": "seven", "at": "yesterday"}
    )
    assert answer.status_code == 422
    for place in ("f-name-wrong", "f-number-wrong", "f-at-wrong", 'href="#f-name"'):
        assert place in answer.text
    assert "&lt;b&gt;&lt;b&gt;" in answer.text
    assert "<b>" not in answer.text
    assert 'value="seven"' in answer.text
    assert 'value="3511 AB"' in answer.text
    assert answer.text.count(" checked><span>") == 2 + 1, "two services, and a switch of the frame"
    assert sample.rows == []


@pytest.mark.parametrize("number", ["--3", "-", "\u00b2", "9" * 19, "1e1", "NaN", "3\u200b", " - 3"])
def test_what_is_almost_a_number_is_told_at_its_field(visit, sample, number: str) -> None:
    visitor = visit("manager")
    answer = visitor.send(visitor.get("/sample"), "/sample", name="Kabel", number=number)
    assert answer.status_code == 422
    assert "f-number-wrong" in answer.text


def test_a_refusal_of_the_service_stands_at_the_top(visit, sample) -> None:
    visitor = visit("manager")
    answer = visitor.send(visitor.get("/sample"), "/sample", name="taken")
    assert answer.status_code == 409
    assert "Er zijn hoogstens 1 diensten." in answer.text
    assert 'value="taken"' in answer.text


def test_a_field_that_the_schema_does_not_know_is_refused(visit, sample) -> None:
    visitor = visit("manager")
    assert visitor.send(visitor.get("/sample"), "/sample", name="Kabel", role="admin").status_code == 422
    assert sample.rows == []


def test_sent_twice_it_is_done_once(visit, sample) -> None:
    visitor = visit("manager")
    filled = visitor.fill(visitor.get("/sample"), "/sample", name="Kabel")
    assert [visitor.post(*filled).status_code for _ in range(3)] == [303, 303, 303]
    assert len(sample.rows) == 1


def test_something_else_under_the_same_key_is_asked_about_first(visit, sample) -> None:
    """As after going back to a form that was sent, and typing something else."""
    visitor = visit("manager")
    page = visitor.get("/sample")
    visitor.send(page, "/sample", name="Kabel")
    asked = visitor.send(page, "/sample", name="Andere")
    assert asked.status_code == 409
    assert "al eens verstuurd" in asked.text
    assert len(sample.rows) == 1
    assert visitor.send(asked, "/sample").status_code == 303
    assert [row["name"] for row in sample.rows] == ["Kabel", "Andere"]


def test_two_people_may_use_the_same_key(visit, sample) -> None:
    manager, solver = visit("manager"), visit("solver")
    for visitor in (manager, solver):
        visitor.send(visitor.get("/sample"), "/sample", name="Kabel", _key="the-same")
    assert len(sample.rows) == 2


def test_the_second_of_two_sees_what_the_first_did_and_keeps_what_was_typed(visit, sample) -> None:
    first, second = visit("manager"), visit("manager")
    read_by_first, read_by_second = first.get("/sample/one"), second.get("/sample/one")
    assert first.send(read_by_first, "/sample/one", name="Of the first").status_code == 303
    late = second.send(read_by_second, "/sample/one", name="Of the second")
    assert late.status_code == 412
    assert 'value="Of the second"' in late.text
    assert "Of the first" in late.text
    assert sample.one["name"] == "Of the first"
    assert second.send(late, "/sample/one").status_code == 303, "knowing it, the second puts it in the place of that"
    assert sample.one["name"] == "Of the second"


def test_what_is_cleared_becomes_null(visit, sample) -> None:
    visitor = visit("manager")
    visitor.send(visitor.get("/sample/one"), "/sample/one", at="2026-01-01T12:00")
    page = visitor.get("/sample/one")
    assert 'value="2026-01-01T12:00"' in page.text, "in the company's time zone again"
    visitor.send(page, "/sample/one", at="")
    assert sample.one["at"] is None


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
def test_another_site_sends_nothing(visit, sample, origin: str) -> None:
    visitor = visit("manager")
    filled = visitor.fill(visitor.get("/sample"), "/sample", name="Kabel")
    answer = visitor.post(*filled, Origin=origin)
    assert answer.status_code == 403
    assert "Kabel" not in answer.text
    assert visitor.post(*filled, Origin="", Sec_Fetch_Site="cross-site").status_code == 403
    assert sample.rows == []


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_without_the_sessions_own_token_nothing_is_done_and_all_is_kept(visit, sample, token: str) -> None:
    """As where somebody signed out and in again in another window."""
    visitor = visit("manager")
    answer = visitor.send(visitor.get("/sample"), "/sample", name="Kabel", _csrf=token, services=["internet", "tv"])
    assert answer.status_code == 403
    assert sample.rows == []
    assert visitor.send(answer, "/sample").status_code == 303
    assert sample.rows == [{"name": "Kabel", "urgent": False, "services": ["internet", "tv"]}]


def test_the_token_of_another_session_is_no_good(visit, sample) -> None:
    manager, solver = visit("manager"), visit("solver")
    _, theirs = solver.fill(solver.get("/sample"), "/sample")
    assert manager.send(manager.get("/sample"), "/sample", name="Kabel", _csrf=theirs["_csrf"]).status_code == 403


def test_a_session_that_ends_in_the_middle_of_a_form_loses_nothing(visit, sample) -> None:
    visitor = visit("manager")
    page = visitor.get("/sample")
    visitor.http.delete_cookie("doorgeven")
    asked = visitor.send(page, "/sample", **TYPED)
    assert asked.status_code == 401
    assert "Er is niets weg van wat je typte" in asked.text or "Nothing of what you typed is lost" in asked.text
    wrong = visitor.send(asked, "/sample", _email="manager@example.org", _password="no")
    assert wrong.status_code == 422
    assert 'value="no"' not in wrong.text
    done = visitor.send(wrong, "/sample", _email="manager@example.org", _password="doorgeven-demo")
    assert (done.status_code, done.headers["Location"]) == (303, "/sample")
    assert sample.rows[0]["services"] == ["internet", "tv"]
    assert visitor.get("/sample").status_code == 200, "and the session goes on"


def test_a_stranger_of_another_site_gets_no_form_to_send_on(visit, sample) -> None:
    answer = visit().post("/sample", {"name": "Kabel"}, Origin="https://evil.example")
    assert answer.status_code == 403
    assert "Kabel" not in answer.text


def test_somebody_else_who_signs_in_there_needs_the_right_all_the_same(visit, sample) -> None:
    visitor = visit("manager")
    page = visitor.get("/sample")
    visitor.http.delete_cookie("doorgeven")
    asked = visitor.send(page, "/sample", name="Kabel")
    done = visitor.send(asked, "/sample", _email="employee@example.org", _password="doorgeven-demo")
    assert done.status_code == 403
    assert sample.rows == []


def test_a_form_that_is_far_too_large_is_refused(visit, sample) -> None:
    visitor = visit("manager")
    answer = visitor.send(visitor.get("/sample"), "/sample", name="x" * 1_100_000)
    assert answer.status_code == 413
    assert "<html" in answer.text
