"""Requests to addresses that others name (webhooks): no inner network is reached unless WEBHOOK_ALLOW names it.

ssrfguard connects to the address that it checked, so that a name cannot be moved in between (DNS rebinding).
"""

import threading
from dataclasses import dataclass
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from ipaddress import ip_network

import requests
from ssrfguard import AddressTable, Policy
from ssrfguard._registry import Block, Reach
from ssrfguard.errors import SSRFGuardError
from ssrfguard.requests import Session
from urllib3.exceptions import HTTPError

from backend.bounded_answer import bound, within
from backend.config import IPNetwork, config
from backend.errors import Invalid

TIMEOUT = (5, 10)
"""Seconds to connect, and between two bytes of the answer."""
ANSWER_WITHIN = 20.0
"""Seconds in all, from the first byte that is sent to the last that is read: bytes may come one by one."""
LONGEST_ANSWER = 2000
"""Characters of an answer that are kept for the delivery log."""

_EVERYTHING = tuple(
    Block(network=ip_network(net), name="Everything", rfc="", reach=Reach.DENIED) for net in ("0.0.0.0/0", "::/0")
)
_MOST_KEPT = 1_000
_sessions = threading.local()


@dataclass(frozen=True)
class Reply:
    """What came of one request: a status code, or the reason why there is none."""

    status_code: int | None
    text: str = ""
    error: str | None = None
    retry_after: str | None = None
    refused: bool = False
    """The receiver will never take it: another attempt is of no use (mail, answered 5xx)."""
    away: bool = False
    """Nobody was asked, so that it counts as no attempt (mail, its server not reached)."""

    def __post_init__(self) -> None:
        """Whatever the other side said can be kept: a NUL or half a character would fail when it is settled."""
        object.__setattr__(self, "text", _kept(self.text))
        object.__setattr__(self, "error", None if self.error is None else _kept(self.error))

    @property
    def ok(self) -> bool:
        """Whether the receiver took it."""
        return self.status_code is not None and 200 <= self.status_code < 300  # noqa: PLR2004 - HTTP's own bounds


def _kept(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "")[:LONGEST_ANSWER]


def check_url(url: str, pointer: str = "/url") -> None:
    """Raises Invalid where no policy of ours would ever send to `url`; names are resolved later, at each sending."""
    reasons = []
    for policy in _policies(config().webhook_allow):
        try:
            policy.check_url(url)
        except SSRFGuardError as error:
            reasons.append(str(error))
        else:
            return
    raise Invalid("Not an address that we send to: {reason}.", reason=reasons[-1][:200], pointer=pointer)


def post(url: str, body: bytes, headers: dict[str, str], allow: tuple[IPNetwork, ...]) -> Reply:
    """Posts `body`; redirects are not followed. Never raises for what the other side or the network does."""
    refusal = None
    for policy in _policies(allow):
        try:
            return _ask(_session(policy), url, body, headers)
        except SSRFGuardError as error:
            refusal = Reply(None, error=f"refused: {error}"[:LONGEST_ANSWER])
        except (requests.RequestException, OSError, ValueError) as error:
            return Reply(None, error=type(error).__name__)
    return refusal or Reply(None, error="refused")


def _ask(session: Session, url: str, body: bytes, headers: dict[str, str]) -> Reply:
    """A receiver may close a kept connection just as it is used again: what got no answer is asked on a new one."""
    answered: set[str] = _sessions.__dict__.setdefault("answered", set())
    site = "/".join(url.split("/", 3)[:3])
    kept_open = site in answered
    answered.discard(site)
    try:
        reply = _send(session, url, body, headers)
    except requests.ConnectionError as error:
        if not (kept_open and _hung_up(error)):
            raise
        reply = _send(session, url, body, headers)
    if len(answered) < _MOST_KEPT:
        answered.add(site)
    return reply


def _hung_up(error: BaseException) -> bool:
    """Whether the other side ended the connection instead of answering."""
    inner = [error.__cause__, error.__context__, *error.args]
    return isinstance(error, ConnectionResetError | BrokenPipeError) or any(
        _hung_up(one) for one in inner if isinstance(one, BaseException)
    )


def _send(session: Session, url: str, body: bytes, headers: dict[str, str]) -> Reply:
    with (
        within(ANSWER_WITHIN),
        session.post(url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True) as response,
    ):
        return Reply(response.status_code, _text(response), retry_after=response.headers.get("Retry-After"))


def _text(response: requests.Response) -> str:
    """How the answer begins, for the log. One that cannot be read was an answer too: its status counts."""
    try:
        # One look, in bounds: an endless answer must not fill the memory, a dripping one not hold the sender.
        begin: bytes = response.raw.read1(LONGEST_ANSWER, decode_content=True)
    except (HTTPError, OSError, ValueError) as error:
        return f"({type(error).__name__})"
    return begin.decode("utf-8", "replace")


@cache
def _policies(allow: tuple[IPNetwork, ...]) -> tuple[Policy, ...]:
    """What WEBHOOK_ALLOW names, at any port; then the public internet, at the usual ports."""
    inner = Policy(
        denied_networks=AddressTable(_EVERYTHING),
        allowed_networks=allow,
        allowed_ports=frozenset(range(1, 65536)),
        on_partial_block="drop",
    )
    return (inner, Policy()) if allow else (Policy(),)


class _Session(Session):
    """One that goes nowhere else and keeps nothing of what it is answered."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy=policy, pool_connections=8, pool_maxsize=8)
        self.trust_env = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        bound(self)

    def get_redirect_target(self, _response: requests.Response) -> None:
        """None: where redirects are not followed requests still reads the whole body of one, which has no end."""


def _session(policy: Policy) -> Session:
    """A session of this thread: connections are kept open, and are not shared between threads."""
    kept: dict[int, Session] = _sessions.__dict__.setdefault("kept", {})
    if id(policy) not in kept:
        kept[id(policy)] = _Session(policy)
    return kept[id(policy)]
