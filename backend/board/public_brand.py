"""`GET /brand`: the company's name, colour and logo, for an app before anybody signs in."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response

from backend.board import brand
from backend.board.branding import logo_type
from backend.config import Config, config
from backend.etags import etag_of
from backend.http import Blueprint, answer
from backend.i18n import say
from shared.schemas.brand import PublicBrandSchema
from shared.vocabulary import LANGUAGES

blueprint = Blueprint("brand", __name__, description="What the company is called, and how it looks.")
_FOR_A_WHILE = {"Cache-Control": "public, max-age=300"}


@blueprint.get("/brand")
@blueprint.response(200, PublicBrandSchema)
def get_brand() -> Response:
    """The company's name, colour and logo: for everybody."""
    shown = _brand(config())
    return answer(shown, etag=etag_of(shown), headers=_FOR_A_WHILE)


def _brand(settings: Config) -> dict[str, Any]:
    wrong = brand.wrong_with(settings.brand_color)
    note = {language: say(wrong, language) for language in LANGUAGES} if wrong else None
    url, kind = _logo(settings)
    return {
        "name": settings.brand_name,
        "color": brand.as_hex(settings.brand_color),
        "colors": brand.readable(settings.brand_color),
        "usable": wrong is None,
        "note": note,
        "logo_url": url,
        "logo_type": kind,
    }


def _logo(settings: Config) -> tuple[str | None, str | None]:
    kind = logo_type()
    if kind:
        return f"{settings.public_url}/brand/logo", kind
    elsewhere = settings.brand_logo or ""
    return (elsewhere if urlsplit(elsewhere).scheme == "https" else None), None
