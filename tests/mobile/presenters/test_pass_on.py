"""The form: kept at each keystroke, checked before it goes, with the outage check while typing."""

from collections.abc import Callable

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.errors import StorageError, StorageFull
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.pass_on_state import form_of
from mobile.presenters.screens import Screens
from mobile.presenters.values import OutageFinding
from mobile.presenters.views import services_view
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.presenters.conftest import Worker
from tests.mobile.resources import a_service, an_outage


@pytest.fixture
def form(screens: Screens) -> PassOnPresenter:
    form = screens.pass_on()
    form.start()
    return form


def fill(form: PassOnPresenter) -> None:
    form.choose_service("internet")
    form.type("description", "No internet since noon")
    form.type("name", "Oma")
    form.type("postcode", "3511 ab")


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
        assert core.signed_in().store.outbox.all() == []

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


class TestTheOutageCheck:
    def test_tells_none_known_as_of_the_last_reading(self, core: Core, form: PassOnPresenter) -> None:
        form.choose_service("internet")
        form.type("postcode", "3511AB")
        as_of = core.signed_in().sync.status.last_synced_at
        assert form.state.outage.notice == Notice(Say.NO_KNOWN_OUTAGE, {"as_of": as_of})
        assert form.state.outage.fresh

    def test_shows_a_known_one_while_typing(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        outage = server.put_outage(an_outage(postcodes=["3511"]))
        core.sync_once()
        findings = []
        for text in ("3", "35", "351", "3511", "3511A", "3511AB"):
            form.type("postcode", text)
            findings.append(form.state.outage.finding)
        assert findings == ["incomplete"] * 3 + ["covered", "incomplete", "covered"]
        assert form.state.outage.outages[0].title.text("en") == "Internet outage"
        assert form.state.outage.outages[0].updates[0].text.text("en") == "Kabel stuk"
        assert form.state.outage.outages[0].id == outage["id"]
        form.choose_service("tv")
        assert form.state.outage.finding is OutageFinding.NONE_KNOWN

    def test_one_that_is_declared_meanwhile_appears(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        fill(form)
        server.put_outage(an_outage())
        core.sync_once()
        assert form.state.outage.finding is OutageFinding.COVERED
        assert form.state.form.description == "No internet since noon"

    def test_the_chosen_outage_is_dropped_with_another_postcode(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        outage = server.put_outage(an_outage(postcodes=["3511"]))
        core.sync_once()
        fill(form)
        form.choose_outage(outage["id"])
        form.type("postcode", "3511AC")
        assert form.state.form.outage_id == outage["id"]
        form.type("postcode", "9711AA")
        assert form.state.form.outage_id is None
        assert form.state.errors == {"outage": Notice(Say.NOT_IN_OUTAGE)}
        form.type("postcode", "9711AB")
        assert form.state.errors == {}

    def test_it_is_asked_before_a_ticket_goes(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        server.put_outage(an_outage())
        core.sync_once()
        fill(form)
        assert form.state.asks_outage
        form.submit()
        assert (form.state.submitted, form.state.errors) == (None, {"outage": Notice(Say.IS_IT_THIS_OUTAGE)})

    def test_a_question_need_not_say(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        server.put_outage(an_outage())
        core.sync_once()
        fill(form)
        form.choose_kind("question")
        assert form.state.asks_outage
        form.submit()
        assert form.state.submitted

    @pytest.mark.parametrize("offline", [False, True])
    def test_this_is_it_makes_no_ticket_and_loses_no_word(
        self, server: FakeServer, core: Core, form: PassOnPresenter, offline: bool
    ) -> None:
        outage = server.put_outage(an_outage())
        core.sync_once()
        fill(form)
        form.choose_severity("critical")
        if offline:
            server.stop()
        form.choose_outage(outage["id"])
        assert form.state.joining.id == outage["id"]
        assert (form.state.asks_outage, form.state.required) == (False, frozenset())
        assert core.signed_in().store.drafts.get(form.state.id).typed["outage_id"] == outage["id"]
        form.submit()
        form.submit()
        core.sync_once()
        server.start() if offline else None
        core.sync_once(eager=True)
        (affected,) = server.affected.values()
        assert (affected["outage_id"], affected["description"]) == (outage["id"], "No internet since noon")
        assert (affected["customer"]["name"], affected["customer"]["postcode"]) == ("Oma", "3511AB")
        assert (affected["service"], affected["severity"]) == ("internet", "critical")
        assert server.keys(f"/outages/{outage['id']}/affected") == {form.state.id: 1}
        assert server.tickets == {}
        assert core.signed_in().store.drafts.all(DraftKind.TICKET) == []

    def test_no_something_else_goes_on_with_the_ticket_and_is_kept_as_a_signal(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        outage = server.put_outage(an_outage())
        core.sync_once()
        fill(form)
        form.choose_outage(outage["id"])
        form.decline_outage()
        assert (form.state.joining, form.state.asks_outage) == (None, False)
        form.submit()
        core.sync_once()
        (ticket,) = server.tickets.values()
        assert (ticket["declined_outage_id"], ticket["outage_id"]) == (outage["id"], None)
        assert server.affected == {}

    def test_no_is_said_of_all_that_were_offered_and_one_more_is_asked_about(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        both = [server.put_outage(an_outage(id=name))["id"] for name in ("o-1", "o-2")]
        core.sync_once()
        fill(form)
        form.decline_outage()
        assert not form.state.asks_outage
        third = server.put_outage(an_outage(id="o-3"))["id"]
        core.sync_once()
        assert form.state.asks_outage
        form.decline_outage()
        assert not form.state.asks_outage
        form.submit()
        core.sync_once()
        sent = next(seen.body for seen in server.seen if (seen.method, seen.path) == ("POST", "/tickets"))
        assert set(sent["declined_outage_ids"]) == {*both, third}
        assert "declined_outage_id" not in sent

    def test_a_draft_of_an_older_app_keeps_what_was_declined(self) -> None:
        assert form_of({"declined_outage_id": "o-1"}).declined_outage_ids == ("o-1",)
        assert form_of({"declined_outage_id": None}).declined_outage_ids == ()
        assert form_of({"declined_outage_ids": ["o-1", "o-2"]}).declined_outage_ids == ("o-1", "o-2")

    def test_with_another_place_it_is_asked_again(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        server.put_outage(an_outage(postcodes=["3511"]))
        server.put_outage(an_outage(postcodes=["9711"]))
        core.sync_once()
        fill(form)
        form.decline_outage()
        form.type("postcode", "3511AC")
        assert not form.state.asks_outage
        form.type("postcode", "9711AA")
        assert form.state.asks_outage
        form.type("postcode", "1011AA")
        assert (form.state.asks_outage, form.state.form.declined_outage_ids) == (False, ())

    def test_one_that_is_over_meanwhile_is_dropped_and_said(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        outage = server.put_outage(an_outage())
        core.sync_once()
        fill(form)
        form.choose_outage(outage["id"])
        server.put_outage({**outage, "status": "resolved"})
        core.sync_once()
        assert (form.state.form.outage_id, form.state.joining) == (None, None)
        assert form.state.errors == {"outage": Notice(Say.OUTAGE_IS_OVER)}
        assert form.state.form.description == "No internet since noon"

    def test_from_an_outage_s_own_page_nothing_has_to_be_filled_in(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        outage = server.put_outage(an_outage())
        core.sync_once()
        form = screens.pass_on()
        form.start(outage_id=outage["id"])
        assert form.state.joining.id == outage["id"]
        assert core.signed_in().store.drafts.all(DraftKind.TICKET) == []
        form.type("postcode", "not one")
        form.submit()
        assert set(form.state.errors) == {"postcode"}
        form.type("postcode", "")
        form.submit()
        core.sync_once()
        assert [one["outage_id"] for one in server.affected.values()] == [outage["id"]]

    def test_before_the_first_reading_it_says_nothing_is_known_yet(
        self, server: FakeServer, new_core: Callable[[], Core], worker: Worker
    ) -> None:
        core = new_core()
        core.sign_in("ann@example.org", "doorgeven-demo")
        server.stop()
        form = Screens(core, worker, lambda callback: callback()).pass_on()
        form.start()
        form.type("postcode", "3511AB")
        assert form.state.outage.notice == Notice(Say.OUTAGES_NEVER_READ)


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
