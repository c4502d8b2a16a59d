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
from backend.config import INSTANCE, Config, config
from backend.deadlines import services as deadlines
from backend.duty import services as duty
from backend.forwarding import services as forwarding
from backend.health import pending_migrations
from backend.inbox import services as inbox
from backend.teams import services as teams
from backend.teams.models import Endpoint, Team
from shared.vocabulary import Role

SHORTEST_SECRET = 32
"""Characters of SECRET_KEY: RFC 7518, 3.2 asks as many octets of an HMAC's key as the hash has."""


@dataclass(frozen=True)
class Finding:
    """One thing that is missing; `blocks` where a company must not go live with it."""

    text: str
    blocks: bool = True


def findings() -> list[Finding]:
    """All that is missing, what blocks first; in a database without its tables only what the settings tell."""
    found = list(_settings(config()))
    if pending_migrations():
        found.append(Finding("Migrations are pending: run `flask --app backend.app db upgrade`."))
    else:
        for look in (_accounts, _receiving, _routing, _clocks, _duty, _mail, _mailboxes, _areas, _outbox):
            found += look()
    return sorted(found, key=lambda finding: not finding.blocks)


def _settings(settings: Config) -> Iterator[Finding]:
    if len(settings.secret_key) < SHORTEST_SECRET:
        yield Finding(
            f"SECRET_KEY is shorter than {SHORTEST_SECRET} characters: set one made by "
            '`python -c "import secrets; print(secrets.token_urlsafe(48))"`.'
        )
    elif not settings.is_sqlite and _is_kept(settings.secret_key):
        yield Finding("SECRET_KEY is this machine's own (instance/secret_key): set the same one on all nodes.", False)
    if not settings.public_url.startswith("https://"):
        yield Finding(f"PUBLIC_URL is {settings.public_url}: set the https:// address that phones and browsers use.")
    elif _is_this_machine(settings.public_url):
        yield Finding(f"PUBLIC_URL is {settings.public_url}, which leads each phone to itself: set the server's name.")
    if any(network.prefixlen == 0 for network in settings.webhook_allow):
        yield Finding("WEBHOOK_ALLOW lets webhooks reach every network: name only those where teams' systems stand.")
    if settings.is_sqlite and _sqlite_version() < db.WAL_RESET_FIXED_IN:
        needed = ".".join(map(str, db.WAL_RESET_FIXED_IN))
        yield Finding(f"SQLite is older than {needed}, which can corrupt the database: install pysqlite3.")


def _accounts() -> Iterator[Finding]:
    demo = [email for email, *_ in seed.PEOPLE]
    left = list(db.session.scalars(select(Person.email).where(Person.email.in_(demo), Person.active)))
    if left:
        told = "their password is public, begin with an empty database"
        yield Finding(f"Demo accounts are open: {', '.join(sorted(left))}; {told}.")
    for role, does in ((Role.MANAGER, "declares outages and is told of escalations"), (Role.ADMIN, "makes teams")):
        there = select(func.count()).select_from(Person).where(Person.role == str(role), Person.active)
        if not db.session.scalar(there):
            yield Finding(f"Nobody is {role}, who {does}: `person add EMAIL --role {role}`.", role is Role.MANAGER)
    outside = select(func.count()).select_from(Person).where(Person.password_hash.is_(None), Person.active)
    if number := db.session.scalar(outside):
        told = "`person invite` mails them a link, `person codes` prints codes"
        yield Finding(f"Accounts that nobody has a password for: {number}; {told}.", False)


def _receiving() -> Iterator[Finding]:
    members = select(membership.c.team_slug).join(Person).where(Person.active)
    receiving = select(Endpoint.team_slug).where(Endpoint.disabled_at.is_(None))
    deaf = select(Team.slug).where(Team.slug.not_in(members), Team.slug.not_in(receiving)).order_by(Team.slug)
    for slug in db.session.scalars(deaf):
        advice = f"`team endpoint add {slug} URL` or `team member add {slug} EMAIL`"
        yield Finding(f"Team {slug} receives nothing, it has neither an endpoint nor a member: {advice}.")
    off = select(Endpoint.team_slug, Endpoint.id).where(Endpoint.disabled_at.is_not(None))
    for slug, endpoint_id in db.session.execute(off.where(Endpoint.disabled_reason != teams.REMOVED)):
        told = f"`team endpoint enable {slug} {endpoint_id}` turns it on again"
        yield Finding(f"An endpoint of team {slug} is off, as it answered 410: {told}.", False)


def _routing() -> Iterator[Finding]:
    for service, areas in teams.falls_back().items():
        told = f"`team rule add TEAM --service {service}` gives them a team"
        yield Finding(f"Problems with {service} fall to {teams.FALLBACK} at {_some(areas)}: {told}.", False)


def _clocks() -> Iterator[Finding]:
    bare = [slug for slug in teams.names() if not any(deadlines.show(slug)["effective"]["targets"].values())]
    if bare:
        told = "`team clocks --response 1=30m --resolution 1=4h` sets the company's"
        yield Finding(f"No ticket of these teams is ever too late, they have no targets: {_some(bare)}; {told}.", False)


def _duty() -> Iterator[Finding]:
    if not duty.on_duty():
        told = "`duty EMAIL...` says who is told first, and who next"
        yield Finding(f"Nobody is on duty, so each alert is mailed to all managers at once: {told}.", False)


def _mail() -> Iterator[Finding]:
    waiting = posting.waiting()
    if config().smtp is None:
        letters = f"; letters that wait: {waiting['pending']}" if waiting["pending"] else ""
        yield Finding(f"SMTP_URL is not set, so no mail goes out{letters}: set it and MAIL_FROM.", bool(letters))
    elif waiting["dead_letters"]:
        yield Finding(f"Letters that were given up: {waiting['dead_letters']}; `flask letters` shows why.", False)


def _mailboxes() -> Iterator[Finding]:
    at_mailboxes = select(Endpoint.team_slug).where(Endpoint.email.is_not(None), Endpoint.disabled_at.is_(None))
    slugs = sorted(set(db.session.scalars(at_mailboxes)))
    if slugs and config().smtp is None:
        yield Finding(f"SMTP_URL is not set, and these teams receive by mail: {_some(slugs)}.")
    if slugs and config().inbound is None:
        told = "their replies are not read, only the links in their mail work"
        yield Finding(f"INBOUND_MAIL is not set, and these teams receive by mail: {_some(slugs)}; {told}.", False)
    kept = inbox.counts()["kept"]
    if kept:
        yield Finding(f"Mails that came in and are kept for a person: {kept}; `GET /inbox` shows them.", False)


def _areas() -> Iterator[Finding]:
    if not db.session.scalar(select(AreaImport.version)):
        told = "municipalities and coordinates are not known, only postcodes, places and provinces"
        yield Finding(f"No areas were imported, {told}: `import-areas FILE.csv`.", False)


def _outbox() -> Iterator[Finding]:
    for slug, backlog in forwarding.backlogs().items():
        if backlog["dead_letters"]:
            told = "`GET /deliveries?status=dead` shows why"
            yield Finding(f"Dead letters of team {slug}: {backlog['dead_letters']}; {told}.", False)


def _some(areas: list[str], most: int = 8) -> str:
    return ", ".join(areas[:most]) + (f" and {len(areas) - most} more" if len(areas) > most else "")


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
