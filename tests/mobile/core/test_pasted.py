"""A pasted text is read into the fields of a person."""

import pytest

from mobile.core.pasted import read_person


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Oma Bep 06-12345678 3511AB 12",
            {"name": "Oma Bep", "phone": "06-12345678", "postcode": "3511AB", "house_number": "12"},
        ),
        (
            "Jan de Vries, 3511 ab 12a, 06 1234 5678",
            {"name": "Jan de Vries", "phone": "06 1234 5678", "postcode": "3511 AB", "house_number": "12a"},
        ),
        (
            "3511AB 12 0612345678 Fatima El Idrissi",
            {"name": "Fatima El Idrissi", "phone": "0612345678", "postcode": "3511AB", "house_number": "12"},
        ),
        (
            "Naam: Jan Jansen\nTel: +31 6 1234 5678\nE-mail: jan@example.org\nAdres: Dorpsstraat 12, 3511 AB Utrecht",
            {
                "name": "Jan Jansen",
                "phone": "+31 6 1234 5678",
                "email": "jan@example.org",
                "postcode": "3511 AB",
                "house_number": "12",
            },
        ),
        (
            "Mevr. A. Bakker\nKerkweg 4-II\n9711 AA Groningen\n050-3123456",
            {"name": "Mevr. A. Bakker", "phone": "050-3123456", "postcode": "9711 AA", "house_number": "4-II"},
        ),
        ("0612345678", {"phone": "0612345678"}),
        ("Tante Riet 3511AB", {"name": "Tante Riet", "postcode": "3511AB"}),
        ("Tante Riet 7 3511AB", {"name": "Tante Riet", "postcode": "3511AB", "house_number": "7"}),
        ("06 12345678 3511AB", {"phone": "06 12345678", "postcode": "3511AB"}),
        ("3511AB Utrecht", {"name": "Utrecht", "postcode": "3511AB"}),
        ("Sinds 2023 op 3511AB 5", {"postcode": "3511AB", "house_number": "5"}),
        (
            "محمد 0612345678 3511AB 9",
            {"name": "محمد", "phone": "0612345678", "postcode": "3511AB", "house_number": "9"},
        ),
        ("", {}),
        ("\n , ; 12", {}),
    ],
)
def test_what_is_in_it_is_found(text: str, found: dict[str, str]) -> None:
    assert read_person(text, "NL") == found


def test_another_country_s_postcodes_are_its_own() -> None:
    assert read_person("Ann Lee\n(415) 555-2671\n60193", "US")["postcode"] == "60193"
    assert read_person("Ann Lee, SW1A 1AA, +44 20 7946 0958", "GB") == {
        "name": "Ann Lee",
        "phone": "+44 20 7946 0958",
        "postcode": "SW1A 1AA",
    }


@pytest.mark.parametrize("text", ["x" * 50_000, "0" * 50_000, "1234 AB " * 5000, "a@" * 20_000, "- " * 20_000])
def test_a_page_of_anything_takes_no_time_and_breaks_nothing(text: str) -> None:
    assert set(read_person(text, "NL")) <= {"name", "phone", "email", "postcode", "house_number"}
