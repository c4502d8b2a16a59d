"""A form that was just begun, at a company with help and questions."""

import pytest

from mobile.presenters.pass_on import PassOnPresenter
from mobile.presenters.screens import Screens
from tests.mobile.fake_server import FakeServer
from tests.mobile.resources import a_question, a_service, an_article


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
