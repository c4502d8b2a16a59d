"""From what was typed to what is sent, and what is wrong with it before the server is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from mobile.core.readings import JSON
from shared.mailboxes import is_mailbox
from shared.messages import Message
from shared.postcodes import NotAPostcode, normalise
from shared.schemas.affected import JoinOutageSchema
from shared.schemas.answers import MOST_TRIED
from shared.schemas.base import Contract
from shared.schemas.feedback import NewFeedbackSchema
from shared.schemas.tickets import MOST_DECLINED, CorrectCustomerSchema, RateSchema, SubmitTicketSchema
from shared.schemas.timeline import NewMessageSchema
from shared.vocabulary import Kind

Faults = dict[str, str]
"""By JSON pointer into the body, as the server's problem+json has it; the texts are `shared.messages.Message`s."""


def ticket_body(typed: Mapping[str, Any], country: str) -> JSON:
    """The body of `POST /tickets`: what is empty is left out, the postcode in its one form where it is one."""
    customer = customer_body(typed, country)
    body = {
        "kind": typed["kind"],
        "service": typed.get("service"),
        "description": str(typed["description"]).strip(),
        "severity": typed.get("severity"),
        **_declined(typed.get("declined_outage_ids") or ()),
        "answers": answers_body(typed.get("answers") or {}) or None,
        "tried": list(typed.get("tried") or ())[:MOST_TRIED] or None,
        "customer": {name: value for name, value in customer.items() if value is not None},
    }
    return {name: value for name, value in body.items() if value is not None}


def answers_body(answers: Mapping[str, Mapping[str, str]]) -> list[JSON]:
    """What was answered to a service's questions, by their ids: an option, or a text; emptied ones are none."""
    told = [(name, {how: text.strip() for how, text in said.items()}) for name, said in answers.items()]
    return [{"question": name, **said} for name, said in told if all(said.values())]


def _declined(outages: Sequence[str]) -> JSON:
    """One under the name that a server of before knows too."""
    if len(outages) > 1:
        return {"declined_outage_ids": list(outages[:MOST_DECLINED])}
    return {"declined_outage_id": outages[0] if outages else None}


def join_body(typed: Mapping[str, Any], country: str) -> JSON:
    """The body of `POST /outages/{id}/affected`, from the same form: what is empty is left out."""
    customer = {name: value for name, value in customer_body(typed, country).items() if value is not None}
    body = {
        "customer": customer,
        "description": str(typed.get("description") or "").strip(),
        "service": typed.get("service"),
        "severity": typed.get("severity"),
    }
    return {name: value for name, value in body.items() if value}


def follow_body(typed: Mapping[str, Any]) -> JSON:
    """The body of `POST /subscriptions`: no services are all of them."""
    return {
        "area": str(typed["area"]).strip(),
        "services": list(typed.get("services") or ()),
        "label": str(typed.get("label") or "").strip() or None,
        "mail": bool(typed.get("mail")),
    }


def customer_body(typed: Mapping[str, Any], country: str) -> JSON:
    """The customer's fields that are in `typed`; an emptied one is None."""
    texts = ("name", "phone", "email", "postcode", "house_number")
    body: JSON = {name: str(typed[name]).strip() or None for name in texts if name in typed}
    if body.get("postcode"):
        body["postcode"] = _in_one_form(body["postcode"], country)
    if "may_contact" in typed:
        body["may_contact"] = bool(typed["may_contact"])
    if "preferred_channel" in typed:
        body["preferred_channel"] = typed["preferred_channel"]
    if "informed" in typed:
        body["informed"] = bool(typed["informed"])
    return body


def rating_body(stars: int, word: str) -> JSON:
    """The body of `POST /tickets/{id}/rating`."""
    return {"rating": stars, "comment": word.strip() or None}


def rating_faults(body: JSON) -> Faults:
    """What is wrong with a rating."""
    return _faults(RateSchema, body)


def ticket_faults(body: JSON, country: str) -> Faults:
    """What is wrong with a ticket to submit."""
    return {
        **_faults(SubmitTicketSchema, body),
        **_found_in(body.get("customer", {}), country, "/customer"),
    }


def join_faults(body: JSON, country: str) -> Faults:
    """What is wrong with one more customer behind an outage."""
    return {
        **_faults(JoinOutageSchema, body),
        **_found_in(body.get("customer", {}), country, "/customer"),
    }


def customer_faults(body: JSON, country: str, kind: str) -> Faults:
    """What is wrong with a correction of a ticket of this kind."""
    faults = {**_faults(CorrectCustomerSchema, body), **_found_in(body, country, "")}
    if kind == Kind.PROBLEM and body.get("postcode", "") is None:
        faults["/postcode"] = Message("Required for a problem.")
    return faults


def message_faults(body: JSON) -> Faults:
    """What is wrong with a message."""
    return _faults(NewMessageSchema, body)


def feedback_faults(body: JSON) -> Faults:
    """What is wrong with something about the app."""
    return _faults(NewFeedbackSchema, body)


def _faults(schema: type[Contract], body: JSON) -> Faults:
    return {pointer: said[0] for pointer, said in _pointers(schema().validate(body))}


def _pointers(messages: Mapping[Any, Any], above: str = "") -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for name, said in messages.items():
        pointer = f"{above}/{name}"
        found += _pointers(said, pointer) if isinstance(said, Mapping) else [(pointer, list(said))]
    return found


def _found_in(customer: Mapping[str, Any], country: str, above: str) -> Faults:
    """What the server would find in the customer's fields beyond the schema."""
    faults: Faults = {}
    try:
        normalise(customer.get("postcode") or "", country) if customer.get("postcode") else None
    except NotAPostcode as error:
        faults[f"{above}/postcode"] = error.message
    email = customer.get("email")
    if email and not is_mailbox(email):
        faults[f"{above}/email"] = Message("{email} is no e-mail address.", email=email)
    return faults


def _in_one_form(postcode: str, country: str) -> str:
    try:
        return normalise(postcode, country)
    except NotAPostcode:
        return postcode
