"""From step to step: what each asks before it lets go on, where it leads, and back again."""

from collections.abc import Callable

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.pass_on_steps import Step
from mobile.presenters.screens import Screens
from tests.mobile.fake_server import FakeServer
from tests.mobile.presenters.conftest import Worker
from tests.mobile.presenters.pass_on.told import posted, told
from tests.mobile.resources import an_outage


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
        sent = posted(server)
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
        sent = posted(server)
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
