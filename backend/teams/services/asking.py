"""A service's questions: their ids stay as they are reworded, and those of before are still understood."""

from typing import Any

from sqlalchemy import select

from backend import db
from backend.errors import Invalid
from backend.ids import new_id
from backend.teams.models import Service
from shared.schemas.answers import MOST_OPTIONS, MOST_QUESTIONS

JSON = dict[str, Any]
_KEPT_RETIRED = 5 * MOST_QUESTIONS


def with_ids(questions: list[JSON], before: list[JSON]) -> list[JSON]:
    """NewQuestionSchema's as they are kept: each question and option has an id, where it was asked before the same."""
    named = _named(questions, before, "q")
    return [
        {"id": name, "text": one["text"], "options": _options(one["options"], _options_of(name, before))}
        for name, one in zip(named, questions, strict=True)
    ]


def retire(row: Service, questions: list[JSON]) -> None:
    """Keeps what is asked no more: a phone without a connection may still send an answer to it."""
    now = {one["id"]: {option["id"] for option in one["options"]} for one in questions}
    gone = [
        one
        for one in row.questions
        if one["id"] not in now or {option["id"] for option in one["options"]} - now[one["id"]]
    ]
    before = {one["id"]: one for one in row.retired}
    kept = {one["id"]: {**one, "options": _joined(one, before.get(one["id"]))} for one in gone}
    row.retired = list({**kept, **{name: one for name, one in before.items() if name not in kept}}.values())[
        :_KEPT_RETIRED
    ]


def _joined(gone: JSON, before: JSON | None) -> list[JSON]:
    """The options of a question that goes, and those that it lost earlier."""
    options = {one["id"]: one for one in [*(before["options"] if before else []), *gone["options"]]}
    return list(options.values())[-_KEPT_RETIRED:]


def answered(slug: str | None, answers: list[JSON]) -> list[JSON]:
    """NewAnswerSchema's with the wording of now (AnswerSchema, and the option's `severity`); raises Invalid.

    Questions and options that were asked until lately count too.
    """
    if not answers:
        return []
    found = db.session.execute(select(Service.questions, Service.retired).where(Service.slug == slug)).first()
    known = [*found.questions, *found.retired] if found else []
    return [_answer(one, known, f"/answers/{index}") for index, one in enumerate(answers)]


def _answer(given: JSON, known: list[JSON], pointer: str) -> JSON:
    asked = [one for one in known if one["id"] == given["question"]]
    if not asked:
        raise Invalid("There is no such question.", pointer=f"{pointer}/question")
    told = {"question": given["question"], "text": asked[0]["text"]}
    if "text" in given:
        text = given["text"].strip()
        return {**told, "option": None, "answer": {"nl": text, "en": text}, "severity": None}
    options = [option for one in asked for option in one["options"] if option["id"] == given["option"]]
    if not options:
        allowed = [option["id"] for option in asked[0]["options"]][:MOST_OPTIONS]
        raise Invalid("There is no such answer to choose.", pointer=f"{pointer}/option", allowed=allowed)
    return {**told, "option": given["option"], "answer": options[0]["text"], "severity": options[0]["severity"]}


def _options(options: list[JSON], before: list[JSON]) -> list[JSON]:
    named = _named(options, before, "o")
    return [
        {"id": name, "text": one["text"], "severity": one["severity"]} for name, one in zip(named, options, strict=True)
    ]


def _options_of(question: str, before: list[JSON]) -> list[JSON]:
    return next((list(known["options"]) for known in before if known["id"] == question), [])


def _named(ones: list[JSON], before: list[JSON], letter: str) -> list[str]:
    """An id for each: its own, else that of the one before it with the same text, else a new one."""
    taken = {one["id"] for one in ones if "id" in one}
    names: list[str] = []
    for one in ones:
        same = (known["id"] for known in before if known["text"] == one["text"] and known["id"] not in taken)
        name = one.get("id") or next(same, None) or letter + new_id()[:8]
        taken.add(name)
        names.append(name)
    return names
