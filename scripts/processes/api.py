"""A signed-in person's calls of the API, for scripts that play a manager."""

import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import requests

_TIMEOUT = (5, 30)


class Person:
    """Raises requests.HTTPError where the server refuses."""

    def __init__(self, server: str, email: str, password: str) -> None:
        self._begin(server)
        answer = self._call("POST", f"{self._base}/auth/login", {"email": email, "password": password})
        self._use(answer.json()["access_token"])

    @classmethod
    def signed_in(cls, server: str, token: str) -> "Person":
        """One who has a token already: signing in a thousand people takes minutes, as it should."""
        person = cls.__new__(cls)
        person._begin(server)
        person._use(token)
        return person

    def _begin(self, server: str) -> None:
        self._base = f"{server}/api/v1"
        self._http = requests.Session()
        self._http.trust_env = False

    def _use(self, token: str) -> None:
        self.token = token
        self._http.headers["Authorization"] = f"Bearer {token}"

    def post(self, path: str, body: Any) -> Any:
        """Done once; the resource that is answered."""
        return self._call("POST", self._base + path, body).json()

    def get(self, path: str) -> Any:
        """One resource."""
        return self._call("GET", self._base + path).json()

    def items(self, path: str) -> Iterator[Any]:
        """Everything in a list, page by page."""
        url: str | None = self._base + path
        while url:
            answer = self._call("GET", url)
            yield from answer.json()["items"]
            following = answer.links.get("next", {}).get("url")
            url = urljoin(url, following) if following else None

    def _call(self, method: str, url: str, body: Any = None) -> requests.Response:
        headers = {"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {}
        answer = self._http.request(method, url, json=body, headers=headers, timeout=_TIMEOUT)
        answer.raise_for_status()
        return answer
