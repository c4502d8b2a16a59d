"""Passing something on."""

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.presenters.notices import Notice, Say
from mobile.presenters.pass_on import PassOnState, TicketForm

_FORM = TicketForm(
    service="internet",
    description="Geen internet sinds vanmiddag, modem knippert rood",
    severity="major",
    name="Oma Bep",
    phone="06 1234 5678",
    postcode="3511AB",
    house_number="12",
    may_contact=True,
)


def _form(name: str, **state: object) -> Scene:
    about = {"id": "d1", "loaded": True, "services": samples.SERVICES, "required": samples.REQUIRED, **state}
    return Scene(f"pass_on.{name}", "pass_on", {"pass_on": PassOnState(**about)})


SCENES = (
    _form("new"),
    _form("filled", form=_FORM, outage=samples.CLEAR),
    _form("outage", form=_FORM, outage=samples.COVERED, asks_outage=True),
    _form("joining", form=_FORM, joining=samples.OUTAGE),
    _form("question", form=TicketForm(kind="question")),
    _form("missing", errors={"postcode": Notice(Say.REQUIRED), "description": Notice(Say.REQUIRED)}),
)
