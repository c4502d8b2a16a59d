"""From step to step: what each asks before it lets go on, help at once, photos, people of before, and back again."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PIL import Image

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.photos import MOST
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.pass_on_steps import Step
from mobile.presenters.screens import Screens
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.presenters.conftest import Worker
from tests.mobile.resources import a_customer, a_question, a_service, a_ticket, an_affected, an_article, an_outage


@dataclass(frozen=True)
class Picked:
    """As the device gives a photo."""

    content: bytes

    def read(self) -> bytes:
        return self.content


def a_photo() -> Picked:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    return Picked(drawn.getvalue())


@pytest.fixture
def server(server: FakeServer) -> FakeServer:
    lights, since = a_question(), a_question("q-since", options=[], text={"nl": "Sinds wanneer?", "en": "Since when?"})
    server.services = [{**a_service("internet"), "questions": [lights, since]}, a_service("tv", 2)]
    server.help = [an_article(id="h-red"), an_article(id="h-tv", service="tv", position=2)]
    return server


@pytest.fixture
def form(screens: Screens) -> PassOnPresenter:
    form = screens.pass_on()
    form.start()
    return form


def told(form: PassOnPresenter) -> None:
    """All that is needed, at the story's step."""
    form.choose_service("internet")
    form.next()
    form.type("postcode", "3511AB")
    form.type("name", "Oma")
    form.next()
    form.type("description", "rood lampje op de modem")


class TestTheSteps:
    def test_are_counted_with_help_before_a_service_is_chosen_so_that_the_count_does_not_grow(
        self, form: PassOnPresenter
    ) -> None:
        assert Step.HELP in form.state.steps
        form.choose_kind("question")
        assert Step.HELP not in form.state.steps

    def test_lead_from_the_service_to_the_summary(self, form: PassOnPresenter) -> None:
        told(form)
        steps = [form.state.step]
        for _ in range(2):
            form.next()
            steps.append(form.state.step)
        assert steps == [Step.PROBLEM, Step.HELP, Step.CHECK]
        assert form.state.steps == (Step.SERVICE, Step.PERSON, Step.PROBLEM, Step.HELP, Step.CHECK)

    def test_each_says_what_it_needs_and_of_the_others_nothing(self, form: PassOnPresenter) -> None:
        form.next()
        assert (form.state.step, set(form.state.errors)) == (Step.SERVICE, {"service"})
        form.choose_service("internet")
        form.next()
        form.next()
        assert (form.state.step, set(form.state.errors)) == (Step.PERSON, {"postcode"})
        form.type("postcode", "3511AB")
        form.next()
        form.next()
        assert (form.state.step, set(form.state.errors)) == (Step.PROBLEM, {"description"})

    def test_a_known_outage_is_asked_about_before_anything_else_is_typed(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        outage = server.put_outage(an_outage())
        core.sync_once()
        form.choose_service("internet")
        form.next()
        form.type("postcode", "3511AB")
        form.next()
        assert (form.state.step, set(form.state.errors)) == (Step.PERSON, {"outage"})
        form.choose_outage(outage["id"])
        assert form.state.steps == (Step.PERSON, Step.PROBLEM, Step.CHECK)
        form.next()
        form.next()
        assert form.state.step is Step.CHECK

    def test_without_help_there_is_no_step_for_it(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        server.help = []
        core.sync_once(eager=True)
        told(form)
        form.next()
        assert form.state.step is Step.CHECK

    def test_back_goes_one_up_and_leaves_at_the_first(self, form: PassOnPresenter) -> None:
        told(form)
        assert form.back()
        assert form.state.step is Step.PERSON
        assert form.back()
        assert not form.back()
        assert form.state.form.description == "rood lampje op de modem"

    def test_a_line_of_the_summary_leads_back_to_its_step(self, form: PassOnPresenter) -> None:
        told(form)
        form.next()
        form.next()
        form.go_to(Step.PERSON)
        assert form.state.step is Step.PERSON
        form.go_to(Step.SENT)
        assert form.state.step is Step.PERSON

    def test_a_draft_opens_where_it_was_left(
        self, core: Core, form: PassOnPresenter, new_screens: Callable[[], Screens]
    ) -> None:
        told(form)
        form.answer("q-lights", "all")
        form.did_not_help("h-red")
        form.next()
        core.stop()
        again = new_screens().pass_on()
        again.open_draft(form.state.id)
        assert (again.state.step, again.state.form) == (Step.HELP, form.state.form)
        assert again.state.steps == form.state.steps

    def test_one_that_was_left_at_help_opens_there_before_anything_was_tried(
        self, core: Core, form: PassOnPresenter, new_screens: Callable[[], Screens], worker: Worker
    ) -> None:
        told(form)
        form.next()
        core.stop()
        again = new_screens().pass_on()
        worker.hold()
        again.open_draft(form.state.id)
        worker.finish()
        assert again.state.step is Step.HELP

    def test_one_that_was_left_at_help_that_is_gone_opens_at_the_story(self, core: Core, screens: Screens) -> None:
        core.signed_in().store.drafts.save("d", DraftKind.TICKET, {"service": "mobile", "step": "help"})
        form = screens.pass_on()
        form.open_draft("d")
        assert form.state.step is Step.PROBLEM

    def test_to_send_with_something_missing_leads_to_where_it_is(self, form: PassOnPresenter) -> None:
        form.type("description", "x")
        form.submit()
        assert (form.state.step, set(form.state.errors)) == (Step.SERVICE, {"service", "postcode"})

    def test_what_the_server_refused_opens_where_it_is(self, core: Core, screens: Screens) -> None:
        typed = {"service": "internet", "description": "x", "postcode": "3511AB", "step": "check"}
        refused = {"/customer/postcode": "Nobody lives there."}
        core.signed_in().store.drafts.save("d", DraftKind.TICKET, {**typed, "refused": refused})
        form = screens.pass_on()
        form.open_draft("d")
        assert form.state.step is Step.PERSON
        assert set(form.state.errors) == {"postcode"}


class TestTheQuestions:
    def test_go_along_with_what_was_answered(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        told(form)
        assert [question.id for question in form.state.questions] == ["q-lights", "q-since"]
        form.answer("q-lights", "alarm")
        form.type_answer("q-since", "vanmiddag ")
        assert form.state.raised == "critical"
        form.submit()
        core.sync_once()
        sent = next(seen.body for seen in server.seen if (seen.method, seen.path) == ("POST", "/tickets"))
        assert sent["answers"] == [
            {"question": "q-lights", "option": "alarm"},
            {"question": "q-since", "text": "vanmiddag"},
        ]

    def test_an_answer_is_taken_back(self, form: PassOnPresenter) -> None:
        told(form)
        form.answer("q-lights", "alarm")
        form.answer("q-lights", None)
        form.type_answer("q-since", "x")
        form.type_answer("q-since", "")
        assert (form.state.form.answers, form.state.raised) == ({}, None)

    def test_an_answer_never_makes_it_less(self, form: PassOnPresenter) -> None:
        told(form)
        form.choose_severity("critical")
        form.answer("q-lights", "alarm")
        assert form.state.raised is None

    def test_those_of_another_service_stay_here(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        told(form)
        form.answer("q-lights", "alarm")
        form.choose_service("tv")
        assert (form.state.questions, form.state.raised) == ((), None)
        form.submit()
        core.sync_once()
        sent = next(seen.body for seen in server.seen if (seen.method, seen.path) == ("POST", "/tickets"))
        assert "answers" not in sent

    def test_one_that_is_too_long_is_said_at_its_question(self, form: PassOnPresenter) -> None:
        told(form)
        form.type_answer("q-since", "x" * 1001)
        form.next()
        assert form.state.step is Step.PROBLEM
        assert form.state.errors == {"answer.q-since": Notice(Say.TOO_LONG, {"longest": 1000})}
        form.type_answer("q-since", "x")
        assert form.state.errors == {}
        form.next()
        assert form.state.step is Step.HELP

    def test_what_the_server_refused_of_no_field_is_said_at_the_foot(self, core: Core, screens: Screens) -> None:
        typed = {"service": "internet", "description": "x", "postcode": "3511AB"}
        refused = {"/tried/0": "There is no such article of help."}
        core.signed_in().store.drafts.save("d", DraftKind.TICKET, {**typed, "refused": refused})
        form = screens.pass_on()
        form.open_draft("d")
        assert form.state.step is Step.CHECK
        assert form.state.notice == Notice(Say.SERVER_SAID, {"detail": "There is no such article of help."})

    def test_a_question_is_not_asked_them(self, form: PassOnPresenter) -> None:
        told(form)
        form.choose_kind("question")
        assert form.state.questions == ()


class TestHelpAtOnce:
    def test_is_there_without_a_connection(self, server: FakeServer, form: PassOnPresenter) -> None:
        server.stop()
        told(form)
        form.next()
        (article,) = form.state.help
        assert article.title.text("nl") == "De modem knippert rood"
        assert [step.text("en") for step in article.steps] == ["Pull the plug for ten seconds", "Wait three minutes"]

    def test_that_helped_ends_without_a_ticket(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        told(form)
        form.add_photos([a_photo()])
        form.next()
        form.helped("h-red")
        core.sync_once()
        assert form.state.helped
        assert server.helped == [("h-red", form.state.id)]
        assert server.tickets == {}
        assert core.signed_in().store.drafts.all(DraftKind.TICKET) == []

    def test_that_helped_by_mistake_can_be_undone(self, form: PassOnPresenter, screens: Screens) -> None:
        told(form)
        form.add_photos([a_photo()])
        form.next()
        form.helped("h-red")
        again = screens.pass_on()
        again.restore(form.state.id)
        assert (again.state.form, again.state.photos) == (form.state.form, form.state.photos)

    def test_what_did_not_goes_along(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        told(form)
        form.next()
        form.did_not_help("h-red")
        assert form.state.help[0].tried
        form.submit()
        core.sync_once()
        sent = next(seen.body for seen in server.seen if (seen.method, seen.path) == ("POST", "/tickets"))
        assert sent["tried"] == ["h-red"]

    def test_not_tried_after_all(self, form: PassOnPresenter) -> None:
        told(form)
        form.next()
        form.did_not_help("h-red")
        form.did_not_help("h-red")
        assert form.state.form.tried == ()

    def test_can_be_searched_beyond_the_service(self, form: PassOnPresenter) -> None:
        told(form)
        form.next()
        form.search_help("modem")
        assert [article.id for article in form.state.help] == ["h-red", "h-tv"]
        form.search_help("zolder")
        assert form.state.help == ()
        assert Step.HELP in form.state.steps
        form.search_help("")
        assert [article.id for article in form.state.help] == ["h-red"]

    def test_a_video_of_an_unsafe_address_is_not_shown(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        server.help = [
            an_article(id="h-1", video_url="file:///etc/passwd"),
            an_article(id="h-2", video_url="https://x.nl"),
        ]
        core.sync_once(eager=True)
        told(form)
        form.next()
        assert {article.video_url for article in form.state.help} == {None, "https://x.nl"}

    @pytest.mark.parametrize(("country", "number"), [("NL", "112"), ("US", "911"), ("BE", "112")])
    def test_in_danger_one_phones(
        self, server: FakeServer, core: Core, form: PassOnPresenter, country: str, number: str
    ) -> None:
        server.country = country
        core.sync_once(eager=True)
        assert form.state.emergency_number == number


class TestWhoItIsAbout:
    def test_somebody_of_before_is_one_tap(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        oma = a_customer(name="Oma Bep", phone="0612345678", house_number="12", may_contact=True)
        server.put_ticket(a_ticket(customer=oma))
        core.sync_once()
        (person,) = form.state.recents
        form.choose_person(person)
        typed = form.state.form
        assert (typed.name, typed.phone, typed.postcode, typed.house_number) == (
            "Oma Bep",
            "0612345678",
            "3511AB",
            "12",
        )
        assert typed.may_contact
        form.choose_person(None)
        assert (form.state.form.name, form.state.form.postcode, form.state.form.may_contact) == ("", "", False)

    def test_what_was_pasted_is_read(self, form: PassOnPresenter) -> None:
        form.type("description", "geen beeld")
        form.paste("Oma Bep 06-12345678 3511AB 12")
        typed = form.state.form
        assert (typed.name, typed.phone, typed.postcode, typed.house_number) == (
            "Oma Bep",
            "06-12345678",
            "3511AB",
            "12",
        )
        assert typed.description == "geen beeld"
        assert form.state.outage.notice

    def test_nothing_to_read_is_said_until_something_is_typed(self, form: PassOnPresenter) -> None:
        form.paste("12 34")
        assert form.state.notice == Notice(Say.NOTHING_TO_READ)
        form.type("name", "O")
        assert form.state.notice is None

    def test_how_they_may_be_reached_and_whether_they_know(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        told(form)
        form.set_may_contact(True)
        form.choose_channel("email")
        form.type("email", "oma@example.org")
        form.set_informed(True)
        form.submit()
        core.sync_once()
        sent = next(seen.body for seen in server.seen if (seen.method, seen.path) == ("POST", "/tickets"))["customer"]
        assert (sent["may_contact"], sent["preferred_channel"], sent["email"]) == (True, "email", "oma@example.org")
        assert sent["informed"] is True

    def test_who_may_not_be_reached_prefers_no_way(self, form: PassOnPresenter) -> None:
        form.set_may_contact(True)
        form.choose_channel("sms")
        form.set_may_contact(False)
        assert form.state.form.preferred_channel is None


class TestPhotos:
    def test_lie_beside_the_draft_and_outlive_the_app(
        self, core: Core, form: PassOnPresenter, new_screens: Callable[[], Screens]
    ) -> None:
        form.add_photos([a_photo(), a_photo()])
        assert (len(form.state.photos), form.state.adding) == (2, 0)
        core.stop()
        again = new_screens().pass_on()
        again.open_draft(form.state.id)
        assert again.state.photos == form.state.photos

    def test_go_along_with_the_ticket(self, core: Core, form: PassOnPresenter) -> None:
        told(form)
        form.add_photos([a_photo()])
        form.submit()
        rows = [row for row in core.signed_in().store.outbox.all() if row.kind == "photo"]
        assert [(row.id, row.ticket_id) for row in rows] == [(form.state.photos[0].id, form.state.id)]

    def test_one_can_be_left_out_and_alone_it_was_all_of_the_draft(self, core: Core, form: PassOnPresenter) -> None:
        form.add_photos([a_photo()])
        assert len(core.signed_in().store.drafts.all(DraftKind.TICKET)) == 1
        form.remove_photo(form.state.photos[0].id)
        assert form.state.photos == ()
        assert core.signed_in().store.drafts.all(DraftKind.TICKET) == []

    def test_what_is_none_is_said(self, form: PassOnPresenter) -> None:
        form.add_photos([Picked(b"no photo")])
        assert (form.state.notice, form.state.photos, form.state.adding) == (Notice(Say.NOT_A_PHOTO), (), 0)

    def test_only_so_many(self, form: PassOnPresenter) -> None:
        form.add_photos([a_photo()] * (MOST + 1))
        assert (len(form.state.photos), form.state.more_photos) == (MOST, False)
        assert form.state.notice == Notice(Say.TOO_MANY_PHOTOS, {"most": MOST})

    def test_one_that_comes_when_all_is_sent_is_not_kept(self, core: Core, form: PassOnPresenter) -> None:
        told(form)
        form.submit()
        form.add_photos([a_photo()])
        assert core.signed_in().store.photos.of(form.state.id) == []

    def test_while_one_is_made_small_it_says_so(self, form: PassOnPresenter, worker: Worker) -> None:
        worker.hold()
        form.add_photos([a_photo()])
        assert form.state.adding == 1
        worker.finish()
        assert (form.state.adding, len(form.state.photos)) == (0, 1)

    def test_are_not_sent_with_a_customer_behind_an_outage(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        outage = server.put_outage(an_outage())
        core.sync_once()
        told(form)
        form.add_photos([a_photo()])
        form.choose_outage(outage["id"])
        form.submit()
        assert {row.kind.value for row in core.signed_in().store.outbox.all()} == {"join"}
        assert core.signed_in().store.photos.of(form.state.id) == []

    def test_of_a_refused_ticket_are_there_when_it_is_corrected(
        self, server: FakeServer, core: Core, form: PassOnPresenter, screens: Screens
    ) -> None:
        server.fail("POST", "/tickets", problem(422, "No.", {"/customer/postcode": "Nobody lives there."}))
        told(form)
        form.add_photos([a_photo()])
        form.submit()
        core.sync_once()
        core.signed_in().take_back(form.state.id)
        again = screens.pass_on()
        again.open_draft(form.state.id)
        assert again.state.photos == form.state.photos


class TestThrownAway:
    def test_comes_back_as_it_was(self, form: PassOnPresenter, screens: Screens) -> None:
        told(form)
        form.add_photos([a_photo()])
        form.discard()
        assert form.state.discarded
        again = screens.pass_on()
        again.restore(form.state.id)
        assert (again.state.form, again.state.photos, again.state.step) == (
            form.state.form,
            form.state.photos,
            form.state.step,
        )

    def test_is_gone_for_good_after_the_next_one(self, form: PassOnPresenter, screens: Screens) -> None:
        told(form)
        form.discard()
        other = screens.pass_on()
        other.start()
        other.type("description", "x")
        other.discard()
        again = screens.pass_on()
        again.restore(form.state.id)
        assert again.state.discarded

    def test_is_nothing_that_signing_out_would_lose(self, form: PassOnPresenter, screens: Screens) -> None:
        told(form)
        form.discard()
        screens.account.ask_sign_out()
        assert screens.account.state.unsent == ()


class TestOnceSent:
    def test_it_tells_what_became_of_it(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        told(form)
        form.submit()
        assert (form.state.step, form.state.sent.send_state) == (Step.SENT, SendState.QUEUED)
        core.sync_once()
        (ticket,) = server.tickets.values()
        assert (form.state.sent.send_state, form.state.sent.reference) == (SendState.SENT, ticket["reference"])
        assert form.state.sent.share_text.text("en") == "Your problem was passed on."
        assert not form.back()

    def test_of_a_customer_behind_an_outage_too(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        outage = server.put_outage(an_outage())
        core.sync_once()
        form.choose_outage(outage["id"])
        form.submit()
        assert form.state.sent.send_state is SendState.QUEUED
        core.sync_once()
        assert form.state.sent.send_state is SendState.SENT
        assert form.state.sent.share_text.text("en").startswith("There is an outage.")

    def test_a_refusal_is_told(self, server: FakeServer, core: Core, form: PassOnPresenter) -> None:
        server.fail("POST", "/tickets", problem(422, "No."))
        told(form)
        form.submit()
        core.sync_once()
        assert form.state.sent.send_state is SendState.FAILED

    def test_what_was_told_of_a_customer_behind_an_outage_begins_a_form(
        self, server: FakeServer, core: Core, screens: Screens
    ) -> None:
        affected = server.put_affected(an_affected("o-1", description="Geen internet"))
        core.sync_once()
        form = screens.pass_on()
        form.start_from(affected["id"])
        assert (form.state.form.description, form.state.step) == ("Geen internet", Step.SERVICE)
