"""Correcting a ticket's customer."""

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.errors import StorageFull
from mobile.presenters.notices import Notice, Say
from tests.mobile.fake_server import FakeServer, problem


class TestTheCustomer:
    def test_is_corrected(self, show, server: FakeServer, core: Core) -> None:
        presenter = show()
        presenter.edit_customer()
        assert presenter.state.customer_form.name == "Oma Jansen"
        presenter.type_customer("postcode", "3512 ab")
        presenter.type_customer("name", "")
        presenter.set_may_contact(True)
        presenter.save_customer()
        assert presenter.state.customer_form is None
        assert presenter.state.ticket.customer.postcode == "3512AB"
        assert not presenter.state.can_correct_customer
        core.sync_once()
        customer = server.tickets["t-1"]["customer"]
        assert (customer["postcode"], customer["name"], customer["may_contact"]) == ("3512AB", None, True)
        sent = next(s for s in server.seen if s.method == "PATCH")
        assert sent.body == {"postcode": "3512AB", "name": None, "may_contact": True}

    def test_what_is_wrong_is_told_and_the_form_stays(self, show) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("postcode", "60193")
        presenter.save_customer()
        assert presenter.state.errors["postcode"].key is Say.NOT_A_POSTCODE
        assert presenter.state.customer_form is not None
        presenter.leave_customer()
        assert (presenter.state.customer_form, presenter.state.errors) == (None, {})

    def test_a_problem_keeps_its_postcode(self, show, core: Core) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("postcode", " ")
        presenter.type_customer("email", "oma")
        presenter.save_customer()
        assert {name: said.key for name, said in presenter.state.errors.items()} == {
            "postcode": Say.REQUIRED,
            "email": Say.NOT_AN_EMAIL,
        }
        assert core.signed_in().store.outbox.all() == []

    def test_what_is_typed_is_there_again_after_going_back_and_after_the_app_was_killed(self, show, core: Core) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("name", "Oma Janssen")
        presenter.type_customer("phone", "06 1234 5678")
        presenter.put_customer_aside()
        assert presenter.state.customer_form is None
        presenter.edit_customer()
        assert presenter.state.customer_form.name == "Oma Janssen"
        again = show()  # all that another start of the app has is what is stored
        again.edit_customer()
        assert (again.state.customer_form.name, again.state.customer_form.phone) == ("Oma Janssen", "06 1234 5678")
        again.save_customer()
        again.edit_customer()
        assert again.state.customer_form is None, "it waits to be sent"
        assert core.signed_in().store.drafts.all(DraftKind.CUSTOMER) == []

    def test_with_a_full_phone_it_is_said_and_the_form_goes_on(
        self, show, core: Core, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        presenter = show()
        presenter.edit_customer()

        def refuse(*_: object, **__: object) -> None:
            raise StorageFull("full")

        monkeypatch.setattr(core.signed_in().store.drafts, "save", refuse)
        presenter.type_customer("name", "Oma Janssen")
        assert presenter.state.notice == Notice(Say.STORAGE_FULL)
        monkeypatch.undo()
        presenter.type_customer("name", "Oma Jansz")
        monkeypatch.setattr(core.signed_in().store.outbox, "put", refuse)
        presenter.save_customer()
        assert (presenter.state.customer_form.name, presenter.state.notice) == ("Oma Jansz", Notice(Say.STORAGE_FULL))
        monkeypatch.undo()
        presenter.save_customer()
        assert (presenter.state.customer_form, presenter.state.notice) == (None, None)
        assert core.signed_in().store.drafts.all(DraftKind.CUSTOMER) == []

    def test_what_was_typed_and_called_off_is_forgotten(self, show, core: Core) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("name", "Oma Janssen")
        presenter.leave_customer()
        presenter.edit_customer()
        assert presenter.state.customer_form.name == "Oma Jansen"
        assert core.signed_in().store.drafts.all(DraftKind.CUSTOMER) == []

    def test_nothing_changed_sends_nothing(self, show) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.save_customer()
        assert (presenter.state.customer_form, presenter.state.unsent) == (None, ())

    def test_a_change_that_somebody_else_made_meanwhile_is_told_and_the_form_comes_back(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        server.change("t-1", customer={**server.tickets["t-1"]["customer"], "phone": "0699"})
        presenter.edit_customer()
        presenter.type_customer("phone", "0612")
        presenter.save_customer()
        core.sync_once()
        (failed,) = presenter.state.unsent
        assert failed.problem == Notice(Say.CUSTOMER_CHANGED_MEANWHILE, {"fields": (("phone", "0699"),)})
        assert presenter.state.ticket.customer.phone == "0699"
        presenter.correct(failed.id)
        assert presenter.state.customer_form.phone == "0612"
        presenter.save_customer()
        core.sync_once()
        assert server.tickets["t-1"]["customer"]["phone"] == "0612"

    @pytest.mark.parametrize("aside", [False, True])
    def test_what_others_changed_while_the_form_was_open_or_put_aside_stays_theirs(
        self, show, server: FakeServer, core: Core, aside: bool
    ) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("name", "Opa")
        if aside:
            presenter.put_customer_aside()
        server.change("t-1", customer={**server.tickets["t-1"]["customer"], "phone": "0699"})
        core.sync_once()
        if aside:
            presenter = show(customer=server.tickets["t-1"]["customer"])
            presenter.edit_customer()
            assert presenter.state.customer_form.phone == "0699"
        presenter.save_customer()
        core.sync_once()
        now = server.tickets["t-1"]["customer"]
        assert (now["name"], now["phone"]) == ("Opa", "0699")

    @pytest.mark.parametrize("aside", [False, True])
    def test_what_they_changed_of_what_is_typed_is_told(
        self, show, server: FakeServer, core: Core, aside: bool
    ) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("phone", "0612")
        if aside:
            presenter.put_customer_aside()
        server.change("t-1", customer={**server.tickets["t-1"]["customer"], "phone": "0699"})
        core.sync_once()
        if aside:
            presenter.edit_customer()
        presenter.save_customer()
        core.sync_once()
        (failed,) = presenter.state.unsent
        assert failed.problem == Notice(Say.CUSTOMER_CHANGED_MEANWHILE, {"fields": (("phone", "0699"),)})
        assert server.tickets["t-1"]["customer"]["phone"] == "0699"
        presenter.correct(failed.id)
        presenter.save_customer()
        core.sync_once()
        assert server.tickets["t-1"]["customer"]["phone"] == "0612"

    def test_a_refused_one_joins_what_was_typed_since_and_nothing_of_either_is_left_when_that_is_sent(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("name", "Opa")
        server.fail("PATCH", "/tickets/t-1/customer", problem(422, "Not now."))
        presenter.save_customer()
        core.sync_once()
        presenter.edit_customer()
        presenter.type_customer("phone", "0612")
        (failed,) = presenter.state.unsent
        presenter.correct(failed.id)
        form = presenter.state.customer_form
        assert (form.name, form.phone) == ("Opa", "0612")
        presenter.save_customer()
        core.sync_once()
        now = server.tickets["t-1"]["customer"]
        assert (now["name"], now["phone"]) == ("Opa", "0612")
        assert core.signed_in().store.drafts.all(DraftKind.CUSTOMER) == []

    def test_that_came_too_late_is_told_by_how_the_ticket_stands_in_any_language(
        self, show, server: FakeServer, core: Core
    ) -> None:
        presenter = show()
        presenter.edit_customer()
        presenter.type_customer("name", "Opa")
        server.change("t-1", status="cancelled")
        presenter.save_customer()
        core.sync_once()
        (failed,) = presenter.state.unsent
        assert failed.problem == Notice(Say.OVERTAKEN_WORDS, {"status": "cancelled"})


def test_how_they_are_best_reached_is_corrected_and_goes_with_the_permission(
    show, server: FakeServer, core: Core
) -> None:
    presenter = show()
    presenter.edit_customer()
    presenter.set_may_contact(True)
    presenter.choose_channel("sms")
    presenter.save_customer()
    core.sync_once()
    customer = server.tickets["t-1"]["customer"]
    assert (customer["may_contact"], customer["preferred_channel"]) == (True, "sms")
    presenter.edit_customer()
    presenter.set_may_contact(False)
    assert presenter.state.customer_form.preferred_channel is None
    presenter.save_customer()
    core.sync_once()
    customer = server.tickets["t-1"]["customer"]
    assert (customer["may_contact"], customer["preferred_channel"]) == (False, None)
