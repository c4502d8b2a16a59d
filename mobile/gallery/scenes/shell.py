"""Signing in, and the banner that every screen can show."""

import dataclasses

from mobile.gallery import samples
from mobile.gallery.scene import Scene
from mobile.presenters.account import AccountState
from mobile.presenters.brand import BrandState
from mobile.presenters.notices import Notice, Say
from mobile.presenters.sign_in import SignInState
from mobile.presenters.sync_state import Connection, SyncState
from mobile.presenters.welcome import WelcomeState

_SIGNED_OUT = {"account": AccountState()}
_CHOOSES = SignInState(server="doorgeven.example.org", can_choose=True)


def _sign_in(name: str, **state: object) -> Scene:
    shown = SignInState(**{"server": "doorgeven.example.org", **state})
    return Scene(f"sign_in.{name}", "sign_in", {**_SIGNED_OUT, "sign_in": shown}, under=None)


def _banner(notice: Notice, connection: Connection = Connection.UNKNOWN) -> Scene:
    sync = SyncState(connection=connection, notice=notice, unsent=3)
    return Scene(f"banner.{notice.key}", "tickets", {"tickets": samples.TICKETS, "sync": sync})


def _welcome(name: str, **state: object) -> Scene:
    shown = {"account": AccountState(needs_server=True), "welcome": WelcomeState(**state)}
    return Scene(f"welcome.{name}", "welcome", shown, under=None)


_COMPANY = BrandState("Buurtnet Hulplijn", "#D6006E")

_ARABIC = dataclasses.replace(
    samples.TICKET,
    description="الإنترنت لا يعمل منذ الظهر، والمودم يومض باللون الأحمر. رقم الهاتف: 06-1234 5678 (بعد الساعة 18:00)",
    customer=dataclasses.replace(samples.TICKET.customer, name="فاطمة الزهراء"),
)
_WRITTEN = (
    samples.entry("w1", "message", 9, body="מה כתוב על המודם? DG-4K7-P2M"),
    samples.entry(
        "w2", "message", 6, body="شكرًا! الضوء الأول → أحمر، والثاني مطفأ.", mine=True, actor=samples.term("reporter")
    ),
    samples.entry("w3", "message", 2, body="Dank je. «شكرًا» ← zo schrijf je dat. Ελληνικά, Русский 😀"),
)
_FOREIGN = dataclasses.replace(samples.TICKET_STATE, ticket=_ARABIC, timeline=_WRITTEN)


def _foot(app: object) -> None:
    app.root.front.ids.page.scroll_y = 0.15


SCENES = (
    Scene("writing.messages", "ticket", {"tickets": samples.TICKETS, "ticket": _FOREIGN}),
    Scene("writing.details", "ticket", {"tickets": samples.TICKETS, "ticket": _FOREIGN}, act=_foot),
    _welcome("first"),
    _welcome("busy", address="doorgeven.example.org", busy=True),
    _welcome("not_encrypted", address="http://doorgeven.example.org", error=Notice(Say.NOT_ENCRYPTED)),
    _welcome(
        "not_found",
        address="doorgeven.example.org",
        notice=Notice(Say.SERVER_NOT_FOUND, {"host": "doorgeven.example.org"}),
    ),
    Scene("brand.sign_in", "sign_in", {**_SIGNED_OUT, "brand": _COMPANY, "sign_in": _CHOOSES}, under=None),
    Scene("brand.tickets", "tickets", {"brand": _COMPANY, "tickets": samples.TICKETS}),
    Scene("brand.ticket", "ticket", {"brand": _COMPANY, "tickets": samples.TICKETS, "ticket": samples.TICKET_STATE}),
    _sign_in("first"),
    _sign_in("busy", email="sanne@example.org", busy=True),
    _sign_in(
        "refused",
        email="sanne@example.org",
        notice=Notice(Say.WRONG_PASSWORD),
        errors={"password": Notice(Say.PASSWORD_MISSING)},
    ),
    _sign_in("offline", email="sanne@example.org", notice=Notice(Say.SIGN_IN_OFFLINE)),
    _banner(Notice(Say.OFFLINE), Connection.OFFLINE),
    _banner(Notice(Say.NOT_OUR_SERVER), Connection.NOT_OUR_SERVER),
    _banner(Notice(Say.SERVER_AWAY), Connection.SERVER_AWAY),
    _banner(Notice(Say.MAINTENANCE, {"at": samples.NOW}), Connection.MAINTENANCE),
    _banner(Notice(Say.WRONG_DATE), Connection.WRONG_DATE),
    _banner(Notice(Say.CLOCK_WRONG), Connection.ONLINE),
    _banner(Notice(Say.LINK_SHAKY), Connection.ONLINE),
    _banner(Notice(Say.LINK_SLOW), Connection.ONLINE),
    _banner(Notice(Say.SIGNED_OUT), Connection.SIGNED_OUT),
    _banner(Notice(Say.OLD_APP, {"minimum": "2.0.0"})),
    Scene("banner.storage", "tickets", {"sync": SyncState(storage=Notice(Say.STORAGE_STARTED_AGAIN, {"rescued": 2}))}),
)
