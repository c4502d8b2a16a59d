"""Help at once: on the phone, before anything is sent."""

import pytest

from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.pass_on_steps import Step
from mobile.presenters.screens import Screens
from tests.mobile.fake_server import FakeServer
from tests.mobile.presenters.pass_on.told import posted, told
from tests.mobile.presenters.picked import a_photo
from tests.mobile.resources import an_article


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
        sent = posted(server)
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
