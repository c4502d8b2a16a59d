"""`/auth/*` and `/me`."""

from typing import Any

from flask import Response

from backend import db
from backend.accounts import entering, services
from backend.accounts.auth import people
from backend.accounts.caller import Caller
from backend.accounts.codes import Purpose
from backend.accounts.models import Person
from backend.accounts.tokens import Pair, begin_family, end_family
from backend.clock import now
from backend.config import MINIMUM_APP_VERSION, Config, config
from backend.errors import Unauthorized
from backend.http import JSON, Answer, Blueprint, answer
from shared.schemas.accounts import ForgotSchema, LoginSchema, MeSchema, RefreshSchema, SessionSchema, UseCodeSchema
from shared.schemas.base import EmptySchema, rfc3339

blueprint = Blueprint("accounts", __name__, description="Signing in, and who one is.")


@blueprint.post("/auth/login")
@blueprint.arguments(LoginSchema)
@blueprint.response(200, SessionSchema)
def login(data: JSON) -> Response:
    """Sign in by e-mail address and password."""
    person = services.check_password(data["email"], data["password"])
    if person is None:
        db.write(lambda: services.note_failure(data["email"]))
        raise Unauthorized("That e-mail address and password do not belong together.")
    person_id = person.id
    return db.write(lambda: _session(*services.sign_in(person_id))).response()


@blueprint.post("/auth/invitation")
@blueprint.arguments(UseCodeSchema)
@blueprint.response(200, SessionSchema)
def accept_invitation(data: JSON) -> Response:
    """Set the first password by an invitation's code, once; signs in."""
    return _set_password(data, Purpose.INVITATION)


@blueprint.post("/auth/forgot")
@blueprint.arguments(ForgotSchema)
@blueprint.response(202, EmptySchema)
def forgot(data: JSON) -> Response:
    """Ask for a new password by mail; the answer is the same whether or not there is such an account."""
    entering.forgot(data["email"])
    return Answer({}, 202).response()


@blueprint.post("/auth/reset")
@blueprint.arguments(UseCodeSchema)
@blueprint.response(200, SessionSchema)
def reset(data: JSON) -> Response:
    """Set a new password by the code from the mail, once; every session of the account ends, and a new one begins."""
    return _set_password(data, Purpose.RESET)


@blueprint.post("/auth/refresh")
@blueprint.arguments(RefreshSchema)
@blueprint.response(200, SessionSchema)
def refresh(data: JSON) -> Response:
    """Get the next pair of tokens; a retry after a lost answer gets the same refresh token."""
    secret = config().secret_key

    def rotate() -> Answer | None:
        renewed = services.refresh(data["refresh_token"], secret)
        return _session(*renewed) if renewed else None

    session = db.write(rotate)
    if session is None:
        raise Unauthorized("This session was ended, as an old token was used again: sign in again.")
    return session.response()


@blueprint.post("/auth/logout")
@people
@blueprint.arguments(EmptySchema)
@blueprint.response(200, EmptySchema)
def logout(who: Caller, _: JSON) -> Response:
    """Sign out: every token of this sign-in ends at once."""
    family_id = who.family_id
    if family_id:
        db.write(lambda: end_family(family_id))
    return Answer({}).response()


@blueprint.get("/me")
@people
@blueprint.response(200, MeSchema)
def me(who: Caller) -> Response:
    """The account, and what an app must know of the company and the server."""
    person = db.session.get_one(Person, who.id)
    return answer({**services.describe(person), **_company(config())})


def _set_password(data: JSON, purpose: Purpose) -> Response:
    def begin(person: Person) -> Answer:
        return _session(person, begin_family(person))

    return entering.set_password(data["code"], purpose, data["password"], begin).response()


def _company(settings: Config) -> dict[str, Any]:
    brand = {"name": settings.brand_name, "color": settings.brand_color, "logo": settings.brand_logo}
    return {
        "country": settings.country,
        "timezone": settings.timezone,
        "minimum_app_version": MINIMUM_APP_VERSION,
        "server_time": rfc3339(now()),
        "brand": brand,
    }


def _session(person: Person, pair: Pair) -> Answer:
    body = {"access_token": pair.access_token, "refresh_token": pair.refresh_token, "expires_in": pair.expires_in}
    return Answer({**body, "person": services.describe(person)}, headers={"Cache-Control": "no-store"})
