"""The fake server's outages: who is behind them."""

from typing import TYPE_CHECKING

from tests.mobile.fake_replies import Reply, problem
from tests.mobile.resources import AT, JSON, a_customer, a_ticket, an_affected

if TYPE_CHECKING:
    from tests.mobile.fake_server import FakeServer


class Behind:
    """What is done at `/outages/{id}` and `/affected/{id}`."""

    def __init__(self, fake: "FakeServer") -> None:
        self._fake = fake

    def act(self, path: str, person: JSON, body: JSON) -> Reply:
        _, kind, thing, action = path.split("/")
        known = self._fake.outages if kind == "outages" else self._fake.affected
        if thing not in known:
            return problem(404, "No such thing.")
        if kind == "affected":
            return self._answered(thing, action, person, body)
        if action == "seen":
            self._fake.looked.append(thing)
            self._fake.seen_until[thing] = body["until"]
            return Reply(200, {"outage_id": thing, "seen_at": body["until"]})
        return self._joined(known[thing], body)

    def _joined(self, outage: JSON, body: JSON) -> Reply:
        if outage["status"] in ("resolved", "closed"):
            return problem(409, "It is over.", allowed=[])
        customer = a_customer(**{"name": None, "postcode": None, **body.get("customer", {})})
        told = {**body, "id": self._fake.new_id("a"), "customer": customer}
        return Reply(201, self._fake.put_affected(an_affected(outage["id"], **told)))

    def _answered(self, affected_id: str, action: str, person: JSON, body: JSON) -> Reply:
        affected = self._fake.affected[affected_id]
        if affected["status"] not in ("waiting", "asked"):
            return problem(409, "It has been answered.", allowed=[])
        if action == "withdraw":
            return Reply(200, self._fake.change_affected(affected_id, status="withdrawn"))
        if body["works"]:
            return Reply(200, self._fake.change_affected(affected_id, status="works", answered_at=AT))
        reporter = {"id": person["id"], "name": person["name"]}
        told = {key: affected[key] for key in ("description", "customer", "outage_id")}
        made = self._fake.put_ticket(a_ticket(reporter=reporter, status="in_progress", **told))
        return Reply(200, self._fake.change_affected(affected_id, status="still_broken", ticket_id=made["id"]))
