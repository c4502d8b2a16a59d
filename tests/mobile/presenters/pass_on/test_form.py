"""The form: kept at each keystroke, checked before it goes."""

from collections.abc import Callable

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.errors import StorageError, StorageFull
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.pass_on_steps import Step
from mobile.presenters.screens import Screens
from mobile.presenters.views import services_view
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.presenters.conftest import Worker
from tests.mobile.presenters.pass_on.told import fill
from tests.mobile.resources import a_service


def test_it_offers_the_company_s_services(form: PassOnPresenter) -> None:
    assert [service.slug for service in form.state.services] == ["internet", "tv"]
    assert (form.state.loaded, form.state.country) == (True, "NL")


def test_a_services_questions_come_along_but_those_of_a_later_server() -> None:
    asked = [{"text": {"nl": "Welk kanaal?", "en": None}}, {"slider": {"from": 1, "to": 5}}]
    (view,) = services_view([{**a_service("tv"), "questions": asked}]).values()
    assert [question.text.text("en") for question in view.questions] == ["Welk kanaal?"]


def test_every_keystroke_is_kept_and_outlives_the_app(
    core: Core, form: PassOnPresenter, new_screens: Callable[[], Screens]
) -> None:
    for text in ("N", "No", "No i"):
        form.type("description", text)
        kept = core.signed_in().store.drafts.get(form.state.id)
        assert kept.typed["description"] == text
        assert form.state.saved
    form.choose_service("tv")
    core.stop()
    again = new_screens()
    (row,) = again.tickets().state.drafts
    opened = again.pass_on()
    opened.open_draft(row.id)
    assert opened.state.form == form.state.form
    assert (row.text, row.service.slug) == ("No i", "tv")


def test_an_untouched_or_emptied_form_is_no_draft(core: Core, form: PassOnPresenter) -> None:
    assert core.signed_in().store.drafts.all(DraftKind.TICKET) == []
    form.type("description", "x")
    form.type("description", "")
    assert core.signed_in().store.drafts.all(DraftKind.TICKET) == []


def test_while_the_disk_is_slow_the_latest_keystroke_wins(core: Core, form: PassOnPresenter, worker: Worker) -> None:
    worker.hold()
    for text in ("a", "ab", "abc"):
        form.type("description", text)
    assert not form.state.saved
    worker.finish()
    assert form.state.saved
    assert core.signed_in().store.drafts.get(form.state.id).typed["description"] == "abc"


def test_submit_puts_it_in_the_outbox_and_the_draft_is_gone(
    server: FakeServer, core: Core, form: PassOnPresenter
) -> None:
    fill(form)
    form.set_may_contact(True)
    form.choose_severity("critical")
    form.submit()
    assert form.state.submitted == form.state.id
    assert core.signed_in().store.drafts.all(DraftKind.TICKET) == []
    core.sync_once()
    (ticket,) = server.tickets.values()
    assert ticket["customer"]["postcode"] == "3511AB"
    assert ticket["customer"]["may_contact"] is True
    assert (ticket["severity"], ticket["service"]) == ("critical", "internet")
    assert server.keys() == {form.state.id: 1}


def test_two_taps_on_send_are_one_submission(
    server: FakeServer, core: Core, form: PassOnPresenter, worker: Worker
) -> None:
    fill(form)
    worker.hold()
    form.submit()
    assert form.state.busy
    form.submit()
    form.type("description", "not any more")
    worker.finish()
    form.submit()
    core.sync_once()
    assert [ticket["description"] for ticket in server.tickets.values()] == ["No internet since noon"]


class TestWhatIsWrong:
    def test_is_told_by_field_and_nothing_is_sent(self, core: Core, form: PassOnPresenter) -> None:
        form.type("postcode", "60193")
        form.submit()
        assert form.state.errors == {
            "description": Notice(Say.REQUIRED),
            "service": Notice(Say.REQUIRED),
            "postcode": Notice(Say.NOT_A_POSTCODE, {"country": "NL", "example": "3511 AB"}),
        }
        assert core.signed_in().store.outbox.all() == []
        assert form.state.submitted is None

    @pytest.mark.parametrize("email", ["oma", "oma@", "@mail.nl", "oma bep@mail.nl", "oma@mail.nl\u200b"])
    def test_is_found_in_an_e_mail_address_before_it_waits_for_a_connection(
        self, core: Core, form: PassOnPresenter, email: str
    ) -> None:
        fill(form)
        form.type("email", email)
        form.submit()
        assert form.state.errors == {"email": Notice(Say.NOT_AN_EMAIL, {"email": email})}
        assert form.state.step is Step.CHECK
        assert core.signed_in().store.outbox.all() == []

    @pytest.mark.parametrize(
        ("channel", "missing", "field"), [("email", "email", "email"), ("phone", "reach_phone", "phone")]
    )
    def test_a_way_to_reach_them_needs_what_they_are_reached_at(
        self, core: Core, form: PassOnPresenter, channel: str, missing: str, field: str
    ) -> None:
        fill(form)
        form.type("phone", "")
        form.set_may_contact(True)
        form.choose_channel(channel)
        form.submit()
        assert form.state.errors == {missing: Notice(Say.REQUIRED)}
        assert form.state.step is Step.CHECK
        form.choose_channel("sms" if channel == "email" else "email")
        assert form.state.errors == {}
        form.choose_channel(channel)
        form.submit()
        form.type(field, "oma@example.org" if channel == "email" else "0612345678")
        assert form.state.errors == {}
        form.submit()
        assert form.state.submitted

    def test_goes_away_as_the_field_is_typed(self, form: PassOnPresenter) -> None:
        form.submit()
        form.type("description", "x")
        assert set(form.state.errors) == {"service", "postcode"}

    def test_a_question_needs_no_service_and_no_postcode(self, form: PassOnPresenter) -> None:
        assert form.state.required == {"description", "service", "postcode"}
        form.choose_kind("question")
        assert form.state.required == {"description"}
        form.type("description", "When is the office open?")
        form.submit()
        assert form.state.submitted

    def test_texts_that_are_too_long_or_hold_control_characters(self, form: PassOnPresenter) -> None:
        fill(form)
        form.type("description", "x" * 10_001)
        form.type("name", "a\x07")
        form.submit()
        assert form.state.errors == {
            "description": Notice(Say.TOO_LONG, {"longest": 10_000}),
            "name": Notice(Say.NOT_ALLOWED_CHARACTERS),
        }

    def test_what_the_server_refused_is_shown_when_it_is_corrected(
        self, server: FakeServer, core: Core, form: PassOnPresenter, screens: Screens
    ) -> None:
        server.fail("POST", "/tickets", problem(422, "No.", {"/customer/postcode": "Nobody lives there."}))
        fill(form)
        form.submit()
        core.sync_once()
        ticket = screens.ticket()
        ticket.open(form.state.id)
        assert ticket.state.unsent[0].problem == Notice(Say.REFUSED, {"detail": "Nobody lives there."})
        ticket.correct(form.state.id)
        again = screens.pass_on()
        again.open_draft(form.state.id)
        assert again.state.errors == {"postcode": Notice(Say.SERVER_SAID, {"detail": "Nobody lives there."})}
        assert again.state.form == form.state.form
        again.type("postcode", "3512AB")
        again.submit()
        core.sync_once()
        assert server.keys() == {form.state.id: 2}
        assert len(server.tickets) == 1


class TestAFullPhone:
    @pytest.fixture
    def full(self, core: Core, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
        def refuse(*_: object, **__: object) -> None:
            raise StorageFull("full")

        monkeypatch.setattr(core.signed_in().store.drafts, "save", refuse)
        monkeypatch.setattr(core.signed_in().store.outbox, "put", refuse)
        return monkeypatch

    @pytest.mark.usefixtures("full")
    def test_what_is_typed_stays_on_the_screen_and_says_so(self, form: PassOnPresenter) -> None:
        fill(form)
        assert form.state.form.description == "No internet since noon"
        assert (form.state.saved, form.state.notice) == (False, Notice(Say.STORAGE_FULL))
        form.submit()
        assert (form.state.submitted, form.state.busy) == (None, False)
        assert form.state.notice == Notice(Say.STORAGE_FULL)
        assert form.state.form.description == "No internet since noon"

    def test_with_room_again_it_goes(self, full: pytest.MonkeyPatch, form: PassOnPresenter) -> None:
        fill(form)
        full.undo()
        form.type("description", "No internet")
        assert (form.state.saved, form.state.notice) == (True, None)
        form.submit()
        assert form.state.submitted


def test_discarding_leaves_nothing(core: Core, form: PassOnPresenter) -> None:
    fill(form)
    form.discard()
    assert form.state.discarded
    assert core.signed_in().store.drafts.all(DraftKind.TICKET) == []


def test_a_draft_that_is_gone_is_left(screens: Screens) -> None:
    form = screens.pass_on()
    form.open_draft("nothing")
    assert form.state.discarded


def test_a_draft_of_another_version_of_the_app_opens(core: Core, screens: Screens) -> None:
    core.signed_in().store.drafts.save("d", DraftKind.TICKET, {"description": "x", "invented": 1})
    form = screens.pass_on()
    form.open_draft("d")
    assert form.state.form.description == "x"


def test_a_storage_that_fails_otherwise_is_told_too(
    core: Core, form: PassOnPresenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("io")

    monkeypatch.setattr(core.signed_in().store.drafts, "save", refuse)
    form.type("description", "x")
    assert form.state.notice == Notice(Say.STORAGE_FAILED)
