"""Finding out which team an API key belongs to, and having its events sent here."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from scripts.solving_team.rest import Rest

PATH = "/stand-in/"


class NotATeam(Exception):
    """The server does not take the key as a team's."""


@dataclass(frozen=True)
class Team:
    """One team that this program works for, and the endpoint that it made."""

    slug: str
    name: str
    rest: Rest
    endpoint: str
    secret: str

    def leave(self) -> None:
        """Have nothing sent here any more."""
        self.rest.call("DELETE", f"/teams/{self.slug}/endpoints/{self.endpoint}")


def register(rest: Rest, port: int) -> Team:
    """The team of `rest`'s key, receiving at this program's `port` from now on; raises NotATeam."""
    teams = rest.call("GET", "/teams")
    if not teams.ok:
        raise NotATeam(f"the server answered {teams.status}")
    for team in teams.data["items"]:
        endpoints = rest.call("GET", f"/teams/{team['slug']}/endpoints")
        if endpoints.ok:
            _remove_old(rest, team["slug"], endpoints.data["items"])
            return _registered(rest, team, port)
    raise NotATeam("no team has this key")


def _registered(rest: Rest, team: dict[str, str], port: int) -> Team:
    url = f"http://127.0.0.1:{port}{PATH}{team['slug']}"
    made = rest.call("POST", f"/teams/{team['slug']}/endpoints", {"url": url})
    if not made.ok:
        raise NotATeam(f"{url} was refused: {made.data}")
    return Team(team["slug"], team["name"], rest, made.data["id"], made.data["secret"])


def _remove_old(rest: Rest, slug: str, endpoints: list[dict[str, object]]) -> None:
    """Those of a stand-in that was killed: nobody listens there any more."""
    for endpoint in endpoints:
        if endpoint["active"] and urlsplit(str(endpoint["url"])).path.startswith(PATH):
            rest.call("DELETE", f"/teams/{slug}/endpoints/{endpoint['id']}")
