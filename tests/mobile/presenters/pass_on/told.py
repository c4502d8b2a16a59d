"""What somebody tells of a problem, and what of it reaches the server."""

from mobile.presenters.pass_on import PassOnPresenter
from tests.mobile.fake_server import FakeServer
from tests.mobile.resources import JSON


def told(form: PassOnPresenter) -> None:
    """All that is needed, step by step, up to the story's."""
    form.choose_service("internet")
    form.next()
    form.type("postcode", "3511AB")
    form.type("name", "Oma")
    form.next()
    form.type("description", "rood lampje op de modem")


def fill(form: PassOnPresenter) -> None:
    """The fields that are needed, without a step."""
    form.choose_service("internet")
    form.type("description", "No internet since noon")
    form.type("name", "Oma")
    form.type("postcode", "3511 ab")


def posted(server: FakeServer) -> JSON:
    """The first ticket as it was sent."""
    return next(seen.body for seen in server.seen if (seen.method, seen.path) == ("POST", "/tickets"))
