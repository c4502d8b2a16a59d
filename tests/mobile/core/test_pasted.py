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
        ("Jan +31 (0)6 12345678", {"name": "Jan", "phone": "+31 6 12345678"}),
        (
            "Jan (+31)(0)6-12345678 3511AB 1",
            {"name": "Jan", "phone": "+31 6-12345678", "postcode": "3511AB", "house_number": "1"},
        ),
        ("0031612345678 3511AB", {"phone": "0031612345678", "postcode": "3511AB"}),
        ("Jan 06\u201112\u2011345678", {"name": "Jan", "phone": "06-12-345678"}),
        ("Jan \u2013 06 \u2013 12 34 56 78", {"name": "Jan", "phone": "06 - 12 34 56 78"}),
        ("\u202aJan\u202c \u2068+31\u202f6\u202f12345678\u2069", {"name": "Jan", "phone": "+31 6 12345678"}),
        ("عمر ٠٦١٢٣٤٥٦٧٨", {"name": "عمر", "phone": "0612345678"}),
        (
            "Jan; 3511AB; 12; 0612345678",
            {"name": "Jan", "postcode": "3511AB", "house_number": "12", "phone": "0612345678"},
        ),
        ("Jan 3511AB 12 bis", {"name": "Jan", "postcode": "3511AB", "house_number": "12 bis"}),
        ("Jan 3511AB 12bis A", {"name": "Jan", "postcode": "3511AB", "house_number": "12bis A"}),
        ("Dorpsstraat 1 3511 AB Utrecht", {"postcode": "3511 AB", "house_number": "1"}),
        (
            "[26-11-2026 18:03] Tante Truus: Hoi, mijn internet doet het niet\n"
            "[26-11-2026 18:04] Tante Truus: Dorpsstraat 12a, 3511 ab Utrecht, bel me op +31 6 12 34 56 78",
            {"name": "Tante Truus", "phone": "+31 6 12 34 56 78", "postcode": "3511 AB", "house_number": "12a"},
        ),
        ("[18:03, 26/11/2026] Truus: 3511AB 12", {"name": "Truus", "postcode": "3511AB", "house_number": "12"}),
        ("26-11-2026 18:03 - Truus: 3511AB 12", {"name": "Truus", "postcode": "3511AB", "house_number": "12"}),
        (
            "[18:03, 26/11/2026] +31 6 12345678: 3511AB 12 graag snel",
            {"phone": "+31 6 12345678", "postcode": "3511AB", "house_number": "12"},
        ),
        (
            "[18:03] Eva: wat is je adres?\n[18:04] Truus: 3511AB 12, bel maar",
            {"postcode": "3511AB", "house_number": "12"},
        ),
        ("Hoi Eva, 3511AB 12", {"postcode": "3511AB", "house_number": "12"}),
        ("postcode 3511AB huisnr 7", {"postcode": "3511AB", "house_number": "7"}),
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


def test_a_part_of_a_number_is_no_postcode_and_what_follows_it_no_part_of_it() -> None:
    assert read_person("Jan +32 470 12 34 56 Kerkstraat 12, 1000 Brussel", "BE") == {
        "name": "Jan",
        "phone": "+32 470 12 34 56",
        "postcode": "1000",
        "house_number": "12",
    }
    assert read_person("Ann 020 7946 0958 10 Downing Street, SW1A 2AA", "GB")["phone"] == "020 7946 0958"
    found = read_person("Bob (312) 555-0100 60193", "US")
    assert found == {"name": "Bob", "phone": "(312) 555-0100", "postcode": "60193"}


@pytest.mark.parametrize("text", ["x" * 50_000, "0" * 50_000, "1234 AB " * 5000, "a@" * 20_000, "- " * 20_000])
def test_a_page_of_anything_takes_no_time_and_breaks_nothing(text: str) -> None:
    assert set(read_person(text, "NL")) <= {"name", "phone", "email", "postcode", "house_number"}
