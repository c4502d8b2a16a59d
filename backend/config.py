"""All settings, read once from the environment; each wrong one is told in one sentence."""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import current_app
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from backend.errors import Misconfigured
from backend.mail.inbound import Inbound, inbound
from backend.mail.settings import MailServer, Sender, mail_server, sender

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
MINIMUM_APP_VERSION = "0.1.0"

SHORTEST_SECRET = 32
"""Characters of SECRET_KEY: RFC 7518, 3.2 asks as many octets of an HMAC's key as the hash has."""

AUTO, OFFER = "auto", "offer"

IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Config:
    """What one running server is told; `docs/operations.md` lists the variables."""

    database_url: str
    secret_key: str = field(repr=False)
    port: int = 8080
    host: str = "127.0.0.1"
    public_url: str = "http://127.0.0.1:8080"
    attachments_dir: Path = INSTANCE / "attachments"
    webhook_allow: tuple[IPNetwork, ...] = ()
    country: str = "NL"
    timezone: str = "Europe/Amsterdam"
    outage_links: str = OFFER
    """`auto`: open tickets that match come behind a declared outage by themselves; `offer`: when somebody says so."""
    brand_name: str = "Doorgeven"
    brand_color: str | None = None
    brand_logo: str | None = None
    smtp: MailServer | None = None
    inbound: Inbound | None = None
    mail_from: Sender = field(default_factory=lambda: sender("", "Doorgeven", ""))

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is SQLite, where one process writes at a time."""
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Config":
        """The settings in `env` (default: the process's own); raises Misconfigured naming the variable."""
        env = os.environ if env is None else env
        host, port = env.get("HOST") or "127.0.0.1", _port(env.get("PORT") or "8080")
        public_url = _public_url(env.get("PUBLIC_URL") or f"http://{f'[{host}]' if ':' in host else host}:{port}")
        brand = env.get("BRAND_NAME") or "Doorgeven"
        return cls(
            database_url=_readable(_database_url(env.get("DATABASE_URL") or "")),
            secret_key=env.get("SECRET_KEY") or _kept_secret(),
            host=host,
            port=port,
            public_url=public_url,
            attachments_dir=Path(env.get("ATTACHMENTS_DIR") or INSTANCE / "attachments").absolute(),
            webhook_allow=_networks(env.get("WEBHOOK_ALLOW") or ""),
            country=_country(env.get("COUNTRY") or "NL"),
            timezone=_timezone(env.get("TIMEZONE") or "Europe/Amsterdam"),
            outage_links=_outage_links(env.get("OUTAGE_LINKS") or OFFER),
            brand_name=brand,
            brand_color=env.get("BRAND_COLOR") or None,
            brand_logo=env.get("BRAND_LOGO") or None,
            smtp=mail_server(env.get("SMTP_URL") or ""),
            inbound=inbound(env.get("INBOUND_MAIL") or ""),
            mail_from=sender(env.get("MAIL_FROM") or "", brand, public_url),
        )


def config() -> Config:
    """The running app's settings."""
    found: Config = current_app.extensions["doorgeven.config"]
    return found


def _database_url(url: str) -> str:
    """SQLAlchemy's form of the address; plain `postgresql://` means psycopg 3 here."""
    if not url:
        INSTANCE.mkdir(mode=0o700, exist_ok=True)
        return f"sqlite:///{INSTANCE / 'doorgeven.db'}"
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////") and ":memory:" not in url:
        # A relative file is relative to where the command runs, not to the instance folder.
        return f"sqlite:///{Path(url.removeprefix('sqlite:///')).absolute()}"
    if not url.startswith(("sqlite:////", "postgresql+psycopg://")):
        raise Misconfigured("DATABASE_URL: begin with sqlite:/// or postgresql://; {url} does not.", url=_safe(url))
    return url


def _readable(url: str) -> str:
    """The address, unless no library of ours could read it, or it names no file."""
    try:
        named = make_url(url).database
    except (ArgumentError, ValueError):
        named = None
    if url.startswith("sqlite") and not (named and (named == ":memory:" or Path(named).name)):
        raise Misconfigured("DATABASE_URL: {url} is the address of no database.", url=_safe(url))
    if url.startswith("postgresql") and named is None and "@" in url:
        raise Misconfigured("DATABASE_URL: {url} is the address of no database.", url=_safe(url))
    return url


def _safe(url: str) -> str:
    """The address without its password, to be shown."""
    before, at, after = url.rpartition("@")
    scheme, sign, _ = before.partition("://")
    return f"{scheme}{sign}***@{after}" if at else url


def _public_url(url: str) -> str:
    """Where people reach the server, without a slash at its end: each link in a mail begins with it."""
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    if not right or parts.query or parts.fragment or parts.username or not url.isprintable() or " " in url:
        raise Misconfigured("PUBLIC_URL: write it as https://desk.example.org; {url} is no such address.", url=url)
    return url.rstrip("/")


def _port(text: str) -> int:
    if not (text.isdecimal() and len(text) < 6 and 0 < int(text) < 65536):  # noqa: PLR2004 - the last port there is
        raise Misconfigured("PORT: a number from 1 to 65535; {text} is none.", text=text[:50])
    return int(text)


def _networks(text: str) -> tuple[IPNetwork, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise Misconfigured("WEBHOOK_ALLOW: networks such as 10.0.0.0/8, by commas; {error}.", error=error) from None


def _country(text: str) -> str:
    if len(text) != 2 or not (text.isascii() and text.isalpha()):  # noqa: PLR2004 - ISO 3166 alpha-2
        raise Misconfigured("COUNTRY: a two-letter code such as NL; {text} is none.", text=text)
    return text.upper()


def _outage_links(text: str) -> str:
    if text not in (AUTO, OFFER):
        raise Misconfigured("OUTAGE_LINKS: auto or offer; {text} is neither.", text=text)
    return text


def _timezone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Misconfigured("TIMEZONE: a name such as Europe/Amsterdam; {text} is none.", text=text) from None


def _kept_secret() -> str:
    """A secret of this installation, made at the first start: sign-ins survive a restart with nothing set by hand."""
    path = INSTANCE / "secret_key"
    INSTANCE.mkdir(mode=0o700, exist_ok=True)
    if not path.exists():
        # Written before it has its name: another process, or a kill in between, must find no empty secret.
        new = INSTANCE / f"secret_key.{secrets.token_hex(8)}"
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(48))
        try:
            os.link(new, path)
        except FileExistsError:
            pass
        except OSError:
            new.replace(path)  # a disk without links
        new.unlink(missing_ok=True)
    secret = path.read_text().strip()
    if len(secret) < SHORTEST_SECRET:
        raise Misconfigured("{path} holds no secret: remove it, and a new one is made.", path=path)
    return secret
