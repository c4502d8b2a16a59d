"""What was typed is checked by the contract before it is queued."""

import pytest

from mobile.core.submissions import customer_body, customer_faults, message_faults, ticket_body, ticket_faults

TYPED = {"kind": "problem", "service": "internet", "description": " Down ", "postcode": "3511 ab", "name": ""}


def test_what_is_empty_is_left_out_and_the_postcode_has_one_form() -> None:
    body = ticket_body({**TYPED, "severity": None, "may_contact": False}, "NL")
    assert body == {
        "kind": "problem",
        "service": "internet",
        "description": "Down",
        "customer": {"postcode": "3511AB", "may_contact": False},
    }
    assert ticket_faults(body, "NL") == {}


@pytest.mark.parametrize(
    ("typed", "pointers"),
    [
        ({"service": None}, ["/service"]),
        ({"postcode": ""}, ["/customer/postcode"]),
        ({"postcode": "60193"}, ["/customer/postcode"]),
        ({"description": " "}, ["/description"]),
        ({"description": "x" * 10_001}, ["/description"]),
        ({"description": "a\x07b", "name": "y" * 201}, ["/customer/name", "/description"]),
        ({"kind": "question", "service": None, "postcode": ""}, []),
    ],
)
def test_each_fault_has_its_place(typed: dict[str, str], pointers: list[str]) -> None:
    assert sorted(ticket_faults(ticket_body({**TYPED, **typed}, "NL"), "NL")) == pointers


def test_a_correction_can_empty_a_field() -> None:
    assert customer_body({"phone": " ", "postcode": "3511ab"}, "NL") == {"phone": None, "postcode": "3511AB"}
    assert customer_faults({"phone": None}, "NL", "problem") == {}
    assert list(customer_faults({"postcode": "60193"}, "NL", "problem")) == ["/postcode"]


def test_an_empty_message_is_none() -> None:
    assert list(message_faults({"body": ""})) == ["/body"]
