"""What is missing before a company goes live: each finding a sentence with what to do about it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy import func, select

from backend import db, posting, seed
from backend.accounts.models import Person, membership
from backend.areas.models import AreaImport
from backend.board import brand
from backend.config import INSTANCE, SHORTEST_SECRET, Config, config
from backend.deadlines import services as deadlines
from backend.duty import services as duty
from backend.forwarding import services as forwarding
from backend.health import pending_migrations
from backend.inbox import services as inbox
from backend.teams import services as teams
from backend.teams.models import Endpoint, Team
from shared.messages import Message
from shared.vocabulary import Role


@dataclass(frozen=True)
class Finding:
    """One thing that is missing; `blocks` where a company must not go live with it, `about` says what it is of.

    `about` is `settings`, `people`, `duty`, `clocks`, `areas`, `letters`, `inbox`, `rules`, or a team as `team:SLUG`.
    """

    text: Message
    blocks: bool = True
    about: str = "settings"


def findings() -> list[Finding]:
    """All that is missing, what blocks first; in a database without its tables only what the settings tell."""
    found = list(_settings(config()))
    if pending_migrations():
        found.append(Finding(Message("Migrations are pending: run `flask --app backend.app db upgrade`.")))
    else:
        for look in (_accounts, _receiving, _routing, _clocks, _duty, _mail, _mailboxes, _areas, _outbox):
            found += look()
    return sorted(found, key=lambda finding: not finding.blocks)


def _settings(settings: Config) -> Iterator[Finding]:
    if len(settings.secret_key) < SHORTEST_SECRET:
        yield Finding(
            Message(
                "SECRET_KEY is shorter than {shortest} characters: set one made by "
                '`python -c "import secrets; print(secrets.token_urlsafe(48))"`.',
                shortest=SHORTEST_SECRET,
            )
        )
    elif not settings.is_sqlite and _is_kept(settings.secret_key):
        own = Message("SECRET_KEY is this machine's own (instance/secret_key): set the same one on all nodes.")
        yield Finding(own, False)
    url = settings.public_url
    if not url.startswith("https://"):
        asked = Message("PUBLIC_URL is {url}: set the https:// address that phones and browsers use.", url=url)
        yield Finding(asked)
    elif _is_this_machine(url):
        yield Finding(Message("PUBLIC_URL is {url}, which leads each phone to itself: set the server's name.", url=url))
    if wrong := brand.wrong_with(settings.brand_color):
        yield Finding(wrong, False)
    if any(network.prefixlen == 0 for network in settings.webhook_allow):
        wide = "WEBHOOK_ALLOW lets webhooks reach every network: name only those where teams' systems stand."
        yield Finding(Message(wide))
    if settings.is_sqlite and _sqlite_version() < db.WAL_RESET_FIXED_IN:
        needed = ".".join(map(str, db.WAL_RESET_FIXED_IN))
        old = Message(
            "SQLite is older than {needed}, which can corrupt the database: install pysqlite3.", needed=needed
        )
        yield Finding(old)


def _accounts() -> Iterator[Finding]:
    demo = [email for email, *_ in seed.PEOPLE]
    left = list(db.session.scalars(select(Person.email).where(Person.email.in_(demo), Person.active)))
    if left:
        emails = ", ".join(sorted(left))
        public = "Demo accounts are open: {emails}; their password is public, begin with an empty database."
        yield Finding(Message(public, emails=emails), about="people")
    lacking = {
        Role.MANAGER: Message(
            "Nobody is manager, who declares outages and is told of escalations: `person add EMAIL --role manager`."
        ),
        Role.ADMIN: Message("Nobody is admin, who makes teams: `person add EMAIL --role admin`."),
    }
    for role, told in lacking.items():
        there = select(func.count()).select_from(Person).where(Person.role == str(role), Person.active)
        if not db.session.scalar(there):
            yield Finding(told, role is Role.MANAGER, "people")
    outside = select(func.count()).select_from(Person).where(Person.password_hash.is_(None), Person.active)
    if number := db.session.scalar(outside):
        told = Message(
            "Accounts that nobody has a password for: {number}; `person invite` mails them a link, "
            "`person codes` prints codes.",
            number=number,
        )
        yield Finding(told, False, "people")


def _receiving() -> Iterator[Finding]:
    members = select(membership.c.team_slug).join(Person).where(Person.active)
    receiving = select(Endpoint.team_slug).where(Endpoint.disabled_at.is_(None))
    deaf = select(Team.slug).where(Team.slug.not_in(members), Team.slug.not_in(receiving)).order_by(Team.slug)
    for slug in db.session.scalars(deaf):
        told = Message(
            "Team {team} receives nothing, it has neither an endpoint nor a member: `team endpoint add {team} URL` or "
            "`team member add {team} EMAIL`.",
            team=slug,
        )
        yield Finding(told, about=f"team:{slug}")
    off = select(Endpoint.team_slug, Endpoint.id).where(Endpoint.disabled_at.is_not(None))
    for slug, endpoint_id in db.session.execute(off.where(Endpoint.disabled_reason != teams.REMOVED)):
        told = Message(
            "An endpoint of team {team} is off, as it answered 410: `team endpoint enable {team} {endpoint}` turns it "
            "on again.",
            team=slug,
            endpoint=endpoint_id,
        )
        yield Finding(told, False, f"team:{slug}")


def _routing() -> Iterator[Finding]:
    for service, areas in teams.falls_back().items():
        told = Message(
            "Problems with {service} fall to {fallback} at {areas}: `team rule add TEAM --service {service}` gives "
            "them a team.",
            service=service,
            fallback=teams.FALLBACK,
            areas=_some(areas),
        )
        yield Finding(told, False, "rules")


def _clocks() -> Iterator[Finding]:
    bare = [slug for slug in teams.names() if not any(deadlines.show(slug)["effective"]["targets"].values())]
    if bare:
        told = Message(
            "No ticket of these teams is ever too late, they have no targets: {teams}; "
            "`team clocks --response 1=30m --resolution 1=4h` sets the company's.",
            teams=_some(bare),
        )
        yield Finding(told, False, "clocks")


def _duty() -> Iterator[Finding]:
    if not duty.on_duty():
        told = Message(
            "Nobody is on duty, so each alert is mailed to all managers at once: `duty EMAIL...` says who is told "
            "first, and who next."
        )
        yield Finding(told, False, "duty")


def _mail() -> Iterator[Finding]:
    waiting = posting.waiting()
    if config().smtp is None:
        number = waiting["pending"]
        told = Message("SMTP_URL is not set, so no mail goes out: set it and MAIL_FROM.")
        if number:
            told = Message(
                "SMTP_URL is not set, so no mail goes out; letters that wait: {number}: set it and MAIL_FROM.",
                number=number,
            )
        yield Finding(told, bool(number), "letters")
    elif waiting["dead_letters"]:
        told = Message(
            "Letters that were given up: {number}; `flask letters` shows why.", number=waiting["dead_letters"]
        )
        yield Finding(told, False, "letters")


def _mailboxes() -> Iterator[Finding]:
    at_mailboxes = select(Endpoint.team_slug).where(Endpoint.email.is_not(None), Endpoint.disabled_at.is_(None))
    slugs = sorted(set(db.session.scalars(at_mailboxes)))
    if slugs and config().smtp is None:
        yield Finding(Message("SMTP_URL is not set, and these teams receive by mail: {teams}.", teams=_some(slugs)))
    if slugs and config().inbound is None:
        told = Message(
            "INBOUND_MAIL is not set, and these teams receive by mail: {teams}; their replies are not read, only the "
            "links in their mail work.",
            teams=_some(slugs),
        )
        yield Finding(told, False)
    kept = inbox.counts()["kept"]
    if kept:
        told = Message("Mails that came in and are kept for a person: {number}; `GET /inbox` shows them.", number=kept)
        yield Finding(told, False, "inbox")


def _areas() -> Iterator[Finding]:
    if not db.session.scalar(select(AreaImport.version)):
        told = Message(
            "No areas were imported, municipalities and coordinates are not known, only postcodes, places and "
            "provinces: `import-areas FILE.csv`."
        )
        yield Finding(told, False, "areas")


def _outbox() -> Iterator[Finding]:
    for slug, backlog in forwarding.backlogs().items():
        if backlog["dead_letters"]:
            told = Message(
                "Dead letters of team {team}: {number}; `GET /deliveries?status=dead` shows why.",
                team=slug,
                number=backlog["dead_letters"],
            )
            yield Finding(told, False, f"team:{slug}")


def _some(areas: list[str], most: int = 8) -> str:
    return ", ".join(areas[:most]) + (f", … (+{len(areas) - most})" if len(areas) > most else "")


def _is_kept(secret: str) -> bool:
    path = INSTANCE / "secret_key"
    return path.exists() and path.read_text() == secret


def _is_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _sqlite_version() -> tuple[int, ...]:
    module = db.sqlite_module()
    return tuple(getattr(module, "sqlite_version_info", sqlite3.sqlite_version_info))
