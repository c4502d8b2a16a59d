"""`/help`: what can be tried before anything is passed on."""

from flask import Response, request

from backend.accounts.auth import people, signed_in
from backend.accounts.caller import Caller
from backend.articles import present, services
from backend.articles.models import HelpArticle
from backend.etags import etag_of
from backend.http import JSON, Answer, Blueprint, act, answer, change, idempotency_key
from shared.schemas.base import EmptySchema
from shared.schemas.help import (
    HelpCountsSchema,
    HelpedSchema,
    HelpListSchema,
    HelpQuerySchema,
    HelpSchema,
    NewHelpSchema,
    PatchHelpSchema,
)

blueprint = Blueprint("help", __name__, description="Help at once.")


@blueprint.get("/help")
@signed_in
@blueprint.arguments(HelpQuerySchema, location="query")
@blueprint.response(200, HelpListSchema)
def get_help(_: Caller, query: JSON) -> Response:
    """All articles, those of a service, or those with all words of `q`; an unchanged list costs next to nothing."""
    etag = etag_of([query, services.mark()])
    if request.if_none_match.contains_weak(etag.strip('"')):
        return answer(None, etag=etag)
    rows = services.list_articles(query.get("service"), query.get("q"))
    return answer({"items": [present.article(row) for row in rows]}, etag=etag)


@blueprint.post("/help")
@signed_in
@blueprint.arguments(NewHelpSchema)
@blueprint.response(201, HelpSchema)
def add_help(who: Caller, data: JSON) -> Response:
    """Write an article: for a team's solvers and programs, managers and admins."""
    return act(lambda: _shown(services.add_article(who, data), 201))


@blueprint.get("/help/counts")
@signed_in
@blueprint.response(200, HelpCountsSchema)
def get_help_counts(who: Caller) -> Response:
    """Whom each article helped, and how often it did not: for its team, managers and admins."""
    return answer({"items": services.counts(who)})


@blueprint.get("/help/<id:article_id>")
@signed_in
@blueprint.response(200, HelpSchema)
def get_help_article(_: Caller, article_id: str) -> Response:
    """One article."""
    shown = present.article(services.find_article(article_id))
    return answer(shown, etag=etag_of(shown))


@blueprint.patch("/help/<id:article_id>")
@signed_in
@blueprint.arguments(PatchHelpSchema)
@blueprint.response(200, HelpSchema)
def amend_help(who: Caller, data: JSON, article_id: str) -> Response:
    """Change an article."""
    match = request.headers.get("If-Match")
    return change(lambda: _shown(services.amend_article(who, article_id, data, match)))


@blueprint.delete("/help/<id:article_id>")
@signed_in
@blueprint.response(200, EmptySchema)
def remove_help(who: Caller, article_id: str) -> Response:
    """Show an article no more."""

    def remove() -> Answer:
        services.remove_article(who, article_id)
        return Answer({})

    return change(remove)


@blueprint.post("/help/<id:article_id>/helped")
@people
@blueprint.arguments(HelpedSchema)
@blueprint.response(200, EmptySchema)
def helped(who: Caller, data: JSON, article_id: str) -> Response:
    """That helped: nothing is passed on. Counts once for a person and `ticket_draft` (or Idempotency-Key)."""
    draft = data["ticket_draft"] or idempotency_key()

    def count() -> Answer:
        services.helped(who, article_id, draft)
        return Answer({})

    return act(count)


def _shown(row: HelpArticle, status: int = 200) -> Answer:
    shown = present.article(row)
    headers = {"Location": f"/api/v1/help/{row.id}"} if status == 201 else {}  # noqa: PLR2004 - HTTP's own
    return Answer(shown, status, etag=etag_of(shown), headers=headers)
