"""One HTTP call: what goes along, and how long it may take."""

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import requests
from requests.auth import AuthBase
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from mobile.core.addresses import is_local, server_address
from mobile.core.answers import Answer, meaning
from mobile.core.errors import Offline, OfflineWhy, Refused
from mobile.core.link import Link

JSON = dict[str, Any]

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0


_LOST = frozenset({OfflineWhy.NOT_REACHED, OfflineWhy.NO_ANSWER})
_NOT_YET_VALID, _EXPIRED = 9, 10
"""OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED."""


class _Bearer(AuthBase):
    """Always given, with or without a token: else requests looks for credentials in ~/.netrc."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Transport:
    """Calls of one server, empty until one is chosen; thread-safe. `language` is asked at each call."""

    def __init__(
        self,
        server: str,
        language: Callable[[], str],
        app_version: str = "0",
        *,
        heard: Callable[[str | None], None] = lambda _: None,
    ) -> None:
        """`heard(date)` is called with the moment of each answer that is the server's own."""
        self.link = Link()
        self._heard = heard
        self._language = language
        self._agent = f"Doorgeven/{app_version}"
        self.aim(server)

    def aim(self, server: str) -> None:
        """Call `server` from now on; while it is empty, nothing is reached. Raises NotAServer."""
        self._base = server_address(server) + "/api/v1" if server else ""
        # Connections are kept by thread, and go with the server that they lead to.
        self._local = threading.local()

    def send(
        self,
        method: str,
        path: str,
        *,
        token: str | None = None,
        body: JSON | None = None,
        piece: bytes | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        read_seconds: float = READ_SECONDS,
    ) -> Answer:
        """One call, with a JSON `body` or a `piece` of a file.

        Raises Offline, SignedOut, TooManyRequests, Conflict, Gone or Refused.
        """
        if not self._base:
            raise Offline(OfflineWhy.NOT_REACHED)
        begun = time.monotonic()
        try:
            response = self._session().request(
                method,
                self._base + path,
                json=body,
                data=piece,
                params=params,
                headers={
                    "Accept-Language": self._language(),
                    "Accept": "application/json",
                    **({} if piece is None else {"Content-Type": "application/octet-stream"}),
                    **(headers or {}),
                },
                auth=_Bearer(token),
                timeout=(CONNECT_SECONDS, read_seconds),
                allow_redirects=False,
                stream=True,
            )
            with response:
                answer = meaning(response)
            self._heard(response.headers.get("Date"))
        except requests.RequestException as error:
            why = _why(error)
            if why in _LOST:
                self.link.lost()
            # `from None`: the original names the full address, and errors end up in logs.
            raise Offline(why) from None
        self.link.came(None if piece else time.monotonic() - begun)
        return answer

    def fetch(self, path: str, *, token: str, kind: str, most: int) -> bytes:
        """A file's bytes, whose type begins with `kind`; raises as `send`, and Refused (413) for more than `most`."""
        try:
            response = self._session().get(
                self._base + path,
                headers={"Accept-Language": self._language(), "Accept": "*/*"},
                auth=_Bearer(token),
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            )
            with response:
                if response.status_code != HTTPStatus.OK:
                    meaning(response)
                if not response.headers.get("Content-Type", "").startswith(kind):
                    raise Offline(OfflineWhy.NOT_OUR_SERVER)
                return _at_most(response, most)
        except requests.RequestException as error:
            raise Offline(_why(error)) from None

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.headers["User-Agent"] = self._agent
            session.trust_env = not is_local(self._base)
        return session


def _at_most(response: requests.Response, most: int) -> bytes:
    content = bytearray()
    for piece in response.iter_content(65_536):
        content += piece
        if len(content) > most:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bytes(content)


def _why(error: requests.RequestException) -> OfflineWhy:
    if _is_of_another_date(error):
        return OfflineWhy.WRONG_DATE
    if isinstance(error, requests.exceptions.SSLError | requests.exceptions.JSONDecodeError):
        return OfflineWhy.NOT_OUR_SERVER
    # requests wraps urllib3's error, which tells whether there was a connection at all.
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    reached = not isinstance(reason, NewConnectionError | ConnectTimeoutError)
    return OfflineWhy.NO_ANSWER if reached else OfflineWhy.NOT_REACHED


def _is_of_another_date(error: BaseException) -> bool:
    """Whether the server's certificate was refused for its dates: requests and urllib3 wrap the reason, twice over."""
    seen: list[object] = [error]
    for one in seen:
        if isinstance(one, ssl.SSLCertVerificationError):
            return one.verify_code in (_NOT_YET_VALID, _EXPIRED)
        inner = [*getattr(one, "args", ()), getattr(one, "reason", None)]
        seen += [each for each in inner if isinstance(each, BaseException) and each not in seen]
    return False
