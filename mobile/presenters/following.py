"""What one follows: areas and services of which one wants to hear, such as home, or the parents' village."""

from dataclasses import dataclass, field, replace
from typing import Any

from mobile.core.account import Account
from mobile.core.errors import CoreError
from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.core.readings import JSON
from mobile.core.store import Store
from mobile.core.submissions import follow_body
from mobile.presenters.base import Presenter, Tools
from mobile.presenters.notices import Notice, Say
from mobile.presenters.problems import action_notice, row_notice
from mobile.presenters.values import Localised, ServiceView
from mobile.presenters.views import Services, service_view, services_view
from shared.postcodes import compact, example, is_area, without_country
from shared.vocabulary import SendState

KINDS = ("postcode", "place", "province")
"""How an area is named; for the first the name is a postcode, or the beginning of one."""


@dataclass(frozen=True)
class FollowView:
    """Something that is followed; `services` empty is all of them. It can be taken away by its `id`."""

    id: str
    area: str
    where: Localised | None
    label: str
    services: tuple[ServiceView, ...]
    mail: bool
    send_state: SendState | None = None
    problem: Notice | None = None


@dataclass(frozen=True)
class FollowForm:
    """What is typed to follow one more."""

    kind: str = KINDS[0]
    name: str = ""
    services: frozenset[str] = frozenset()
    label: str = ""
    mail: bool = True


@dataclass(frozen=True)
class FollowingState:
    """`suggestions` are areas that are one tap away: of the outage that one comes from, or of one's own tickets."""

    loaded: bool = False
    follows: tuple[FollowView, ...] = ()
    services: tuple[ServiceView, ...] = ()
    kinds: tuple[str, ...] = KINDS
    form: FollowForm = field(default_factory=FollowForm)
    suggestions: tuple[str, ...] = ()
    error: Notice | None = None
    notice: Notice | None = None
    added: int = 0
    """How many were added on this screen: it says so when this grows."""


class FollowingPresenter(Presenter[FollowingState]):
    """The list, and one form."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, FollowingState())
        self._offered: tuple[str, ...] = ()

    def open(self, areas: tuple[str, ...] = ()) -> None:
        """Show what is followed, and offer these areas."""
        self._offered = areas
        self.refresh()

    def refresh(self) -> None:
        """Read again what is followed; what is typed stays."""
        account = self.core.account
        if account:
            self._read(lambda: _read_follows(account, self._offered), lambda shown: self._set(loaded=True, **shown))

    def choose_kind(self, kind: str) -> None:
        """One of `kinds`."""
        self._change(kind=kind)

    def type(self, name: str, text: str) -> None:
        """A text of the form changed: `name` (of the area) or `label`."""
        if name in ("name", "label"):
            self._change(**{name: text})

    def toggle_service(self, slug: str) -> None:
        """One service more or less; none chosen means all."""
        self._change(services=self._state.form.services ^ {slug})

    def set_mail(self, yes: bool) -> None:
        """Whether updates come by mail too."""
        self._change(mail=yes)

    def take(self, area: str) -> None:
        """One of `suggestions` into the form."""
        kind, separator, name = area.partition(":")
        self._change(kind=kind if separator else KINDS[0], name=name if separator else area)

    def add(self) -> None:
        """Follow what is typed; it is sent by itself."""
        form = self._state.form
        name = " ".join(form.name.split())
        if not name:
            self._set(error=Notice(Say.AREA_MISSING))
            return
        area = compact(name) if form.kind == KINDS[0] else f"{form.kind}:{name}"
        typed = {"area": area, "services": sorted(form.services), "label": form.label, "mail": form.mail}
        self._act(lambda account: _follow(account, name, form.kind, typed), self._followed)

    def remove(self, follow_id: str) -> None:
        """Follow it no more, or throw away one that was refused."""
        self._act(lambda account: account.unfollow(follow_id), lambda _: self.refresh())

    def _followed(self, wrong: Notice | None) -> None:
        if wrong:
            self._set(error=wrong)
        else:
            self._added()

    def _added(self) -> None:
        self._set(form=FollowForm(mail=self._state.form.mail), added=self._state.added + 1)
        self.refresh()

    def _act(self, act: Any, done: Any) -> None:
        self._set(notice=None, error=None)
        self._writing.add(lambda: act(self.core.signed_in()), done, self._failed)

    def _change(self, **typed: Any) -> None:
        self._set(form=replace(self._state.form, **typed), error=None)

    def _failed(self, error: CoreError) -> None:
        self._set(notice=action_notice(error))


def _read_follows(account: Account, offered: tuple[str, ...]) -> dict[str, Any]:
    store: Store = account.store
    services = services_view(store.mirror.services())
    rows = store.outbox.all()
    leaving = {row.ticket_id: row for row in rows if row.kind is OutboxKind.UNFOLLOW}
    said = [_said(one, leaving.get(one["id"]), services) for one in store.mirror.subscriptions()]
    waiting = [_waiting(row, services) for row in rows if row.kind is OutboxKind.FOLLOW]
    follows = tuple(view for view in (*said, *waiting) if view)
    known = {view.area for view in follows}
    own = sorted(store.projections.surroundings(account.person["id"]).postcodes)
    suggestions = (*offered, *(() if offered else own))
    return {
        "follows": follows,
        "services": tuple(services.values()),
        "suggestions": tuple(dict.fromkeys(area for area in suggestions if area not in known))[:_MOST],
    }


_MOST = 8


def _said(one: JSON, leaving: OutboxRow | None, services: Services) -> FollowView | None:
    """What the server knows; nothing while it is being taken away."""
    if leaving and leaving.state is not SendState.FAILED:
        return None
    view = _view(one["id"], one, services)
    return replace(view, problem=row_notice(leaving) if leaving else None)


def _waiting(row: OutboxRow, services: Services) -> FollowView:
    return replace(_view(row.id, row.body, services), send_state=row.state, problem=row_notice(row))


def _view(follow_id: str, told: JSON, services: Services) -> FollowView:
    return FollowView(
        id=follow_id,
        area=told["area"],
        where=Localised.of(told.get("where")),
        label=told.get("label") or "",
        services=tuple(s for s in (service_view(slug, services) for slug in told.get("services") or ()) if s),
        mail=bool(told.get("mail")),
    )


def _follow(account: Account, name: str, kind: str, typed: JSON) -> Notice | None:
    """Follow it, unless it can be no area of this country: the server would say so hours later without a connection."""
    country = account.store.mirror.country()
    code = compact(without_country(name, country))
    if kind == KINDS[0] and code != country and not is_area(code, country):
        return Notice(Say.NOT_A_POSTCODE, {"country": country, "example": example(country)})
    account.follow(follow_body(typed))
    return None
