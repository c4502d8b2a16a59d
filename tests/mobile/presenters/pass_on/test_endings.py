"""A form that is done with: thrown away, or sent."""

from mobile.core.core import Core
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.pass_on_steps import Step
from mobile.presenters.screens import Screens
from shared.vocabulary import SendState
from tests.mobile.fake_server import FakeServer, problem
from tests.mobile.presenters.pass_on.told import told
from tests.mobile.presenters.picked import a_photo
from tests.mobile.resources import an_affected, an_outage


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
