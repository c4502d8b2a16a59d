"""Who it is about: somebody of before, what was pasted, and how they are reached."""

from mobile.core.core import Core
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnPresenter
from tests.mobile.fake_server import FakeServer
from tests.mobile.presenters.pass_on.told import posted, told
from tests.mobile.resources import a_customer, a_ticket


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
        sent = posted(server)["customer"]
        assert (sent["may_contact"], sent["preferred_channel"], sent["email"]) == (True, "email", "oma@example.org")
        assert sent["informed"] is True

    def test_who_may_not_be_reached_prefers_no_way(self, form: PassOnPresenter) -> None:
        form.set_may_contact(True)
        form.choose_channel("sms")
        form.set_may_contact(False)
        assert form.state.form.preferred_channel is None
