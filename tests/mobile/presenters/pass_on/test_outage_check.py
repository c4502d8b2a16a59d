"""The outage check while a postcode is typed: this is it, or it is something else."""

from collections.abc import Callable

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.pass_on_state import form_of
from mobile.presenters.screens import Screens
from mobile.presenters.values import OutageFinding
from tests.mobile.fake_server import FakeServer
from tests.mobile.presenters.conftest import Worker
from tests.mobile.presenters.pass_on.told import fill, posted
from tests.mobile.resources import an_outage


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

    def test_it_goes_on_being_said_why_it_was_dropped_while_the_rest_is_typed(
        self, server: FakeServer, core: Core, form: PassOnPresenter
    ) -> None:
        outage = server.put_outage(an_outage(postcodes=["3511"]))
        core.sync_once()
        form.choose_outage(outage["id"])
        for text in ("9", "97", "971", "9711", "9711A", "9711AA"):
            form.type("postcode", text)
        form.type("house_number", "1")
        assert form.state.errors == {"outage": Notice(Say.NOT_IN_OUTAGE)}
        form.type("postcode", "9711A")
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
        sent = posted(server)
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
