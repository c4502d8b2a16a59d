"""What the fake server makes of answers to a service's questions, and of help that did not help."""

from collections.abc import Sequence

from tests.mobile.fake_replies import Reply, problem
from tests.mobile.resources import JSON

_FROM_MILD = ("minor", "major", "critical")


def told(body: JSON, services: Sequence[JSON], articles: Sequence[JSON]) -> JSON | Reply:
    """The ticket's `answers`, `tried` and `severity` of a submission, or the refusal."""
    asked = next((one["questions"] for one in services if one["slug"] == body.get("service")), [])
    answers, severities = [], [body.get("severity", "major")]
    for index, given in enumerate(body.get("answers", ())):
        question = next((one for one in asked if one["id"] == given["question"]), None)
        if question is None:
            return problem(422, "No such question.", {f"/answers/{index}/question": "There is no such question."})
        option = next((one for one in question["options"] if one["id"] == given.get("option")), None)
        if option is None and "text" not in given:
            return problem(422, "No such answer.", {f"/answers/{index}/option": "There is no such answer to choose."})
        severities.append(option["severity"] if option else None)
        said = option["text"] if option else {"nl": given["text"], "en": given["text"]}
        answers.append({"question": given["question"], "text": question["text"], "option": given.get("option")})
        answers[-1]["answer"] = said
    titles = {one["id"]: one["title"] for one in articles}
    for index, article in enumerate(body.get("tried", ())):
        if article not in titles:
            return problem(422, "No such article.", {f"/tried/{index}": "There is no such article of help."})
    tried = [{"id": one, "title": titles[one]} for one in body.get("tried", ())]
    return {"answers": answers, "tried": tried, "severity": max(filter(None, severities), key=_FROM_MILD.index)}
