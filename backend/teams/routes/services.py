"""`/services`: what the company delivers. Taking one away is in backend/withdrawing.py: it looks at what names it."""

from flask import Response, request

from backend.accounts.auth import people, signed_in
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.http import JSON, Answer, act, answer, change
from backend.teams import present, services
from backend.teams.models import Service
from backend.teams.routes.blueprint import blueprint
from shared.schemas.services import (
    NewServiceSchema,
    OrderServicesSchema,
    PatchServiceSchema,
    ServiceListSchema,
    ServiceSchema,
)


@blueprint.get("/services")
@signed_in
@blueprint.response(200, ServiceListSchema)
def get_services(_: Caller) -> Response:
    """What the company delivers, in the order in which to show it."""
    items = services.list_services()
    return answer({"items": items}, etag=etag_of(items))


@blueprint.post("/services")
@people
@blueprint.arguments(NewServiceSchema)
@blueprint.response(201, ServiceSchema)
def add_service(who: Caller, data: JSON) -> Response:
    """Offer something new: for managers and admins."""
    return act(lambda: _shown(services.add_service(who, data), 201))


@blueprint.put("/services")
@people
@blueprint.arguments(OrderServicesSchema)
@blueprint.response(200, ServiceListSchema)
def order_services(who: Caller, data: JSON) -> Response:
    """Set the order in which they are shown."""
    match = request.headers.get("If-Match")

    def order() -> Answer:
        items = services.order_services(who, data["order"], match)
        return Answer({"items": items}, etag=etag_of(items))

    return change(order)


@blueprint.get("/services/<id:slug>")
@signed_in
@blueprint.response(200, ServiceSchema)
def get_service(who: Caller, slug: str) -> Response:
    """One service."""
    shown = present.service(services.find_service(who, slug))
    return answer(shown, etag=etag_of(shown))


@blueprint.patch("/services/<id:slug>")
@people
@blueprint.arguments(PatchServiceSchema)
@blueprint.response(200, ServiceSchema)
def amend_service(who: Caller, data: JSON, slug: str) -> Response:
    """Change what it is called, its icon, questions, sets or place."""
    match = request.headers.get("If-Match")
    return change(lambda: _shown(services.amend_service(who, slug, data, match)))


def _shown(row: Service, status: int = 200) -> Answer:
    shown = present.service(row)
    return Answer(shown, status, etag=etag_of(shown))
