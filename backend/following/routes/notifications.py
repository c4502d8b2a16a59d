"""`/me/notifications`: which mail the caller gets."""

from flask import Response

from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.etags import etag_of
from backend.following import services
from backend.following.routes.blueprint import blueprint
from backend.http import JSON, Answer, answer, change
from shared.schemas.following import NotificationsSchema, PatchNotificationsSchema


@blueprint.get("/me/notifications")
@people
@blueprint.response(200, NotificationsSchema)
def get_notifications(who: Caller) -> Response:
    """What the caller is told by mail."""
    shown = services.choices(who)
    return answer(shown, etag=etag_of(shown))


@blueprint.patch("/me/notifications")
@people
@blueprint.arguments(PatchNotificationsSchema)
@blueprint.response(200, NotificationsSchema)
def choose_notifications(who: Caller, data: JSON) -> Response:
    """Choose; nobody else can, so no If-Match is asked for."""

    def chosen() -> Answer:
        shown = services.choose(who, data)
        return Answer(shown, etag=etag_of(shown))

    return change(chosen)
