"""From the contract's JSON to the pieces that screens show."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from mobile.core.readings import JSON
from mobile.presenters.values import HandlingView, HelpView, Localised, OptionView, QuestionView, ServiceView, Term
from shared.vocabulary import HandlingAnswer

Services = Mapping[str, ServiceView]
"""By slug, in the order in which to show them."""

_UNKNOWN_ICON = "help-circle-outline"


def moment(text: str) -> dt.datetime:
    """A time of the contract, in UTC."""
    return dt.datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> dt.datetime | None:
    """A time that may be missing."""
    return moment(text) if text else None


def services_view(services: Iterable[JSON]) -> dict[str, ServiceView]:
    """The services, by slug."""
    return {s["slug"]: ServiceView(s["slug"], Localised(**s["title"]), s["icon"], _questions(s)) for s in services}


def _questions(service: JSON) -> tuple[QuestionView, ...]:
    """Those that this version can read: a later server may ask in other ways too."""
    return tuple(
        QuestionView(str(question.get("id") or ""), text, _options(question))
        for question in service.get("questions", ())
        if (text := _text(question))
    )


def _options(question: JSON) -> tuple[OptionView, ...]:
    return tuple(
        OptionView(str(option["id"]), text, option.get("severity"))
        for option in question.get("options") or ()
        if option.get("id") and (text := _text(option))
    )


def _text(told: JSON) -> Localised | None:
    text = told.get("text")
    return Localised(text.get("nl"), text.get("en")) if isinstance(text, dict) else None


def help_view(article: JSON, tried: Collection[str] = ()) -> HelpView:
    """An article of help; a video is shown only where its address is safe to open."""
    video = article.get("video_url") or ""
    return HelpView(
        id=article["id"],
        title=Localised(**article["title"]),
        symptom=Localised.of(article.get("symptom")),
        steps=tuple(Localised(**step) for step in article["steps"]),
        video_url=video if video.startswith("https://") else None,
        tried=article["id"] in tried,
    )


def service_view(slug: str | None, services: Services) -> ServiceView | None:
    """One service; one that is no longer, or not yet, among them is shown by its slug."""
    return services.get(slug, ServiceView(slug, Localised(slug, slug), _UNKNOWN_ICON)) if slug else None


def handling_view(ticket: JSON) -> HandlingView:
    """The answer to "is it being handled?" of a ticket."""
    handling = ticket["handling"]
    return HandlingView(
        answer=Term.of(HandlingAnswer, handling["answer"]),
        team=ticket["team_name"],
        since=moment(handling["since"]),
        last_human_action_at=moment_or_none(handling["last_human_action_at"]),
        next_update_by=moment_or_none(handling["next_update_by"]),
        by=ticket["assignee_name"],
        # A server of before does not have them.
        waits_for=ticket.get("held_for") or "",
        waits_until=moment_or_none(ticket.get("held_until")),
    )
