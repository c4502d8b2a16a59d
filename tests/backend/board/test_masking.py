"""Contact details in what reporters write, in the ways in which people write them; the rest stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.board.words.masking import WORDS, Known, masked

PHONES = """06-12345678|0612345678|06 12345678|06 12 34 56 78|06-1234 5678|06.12.34.56.78|06/12345678
|06 - 12 34 56 78|+31612345678|+31 6 12345678|+31 (0)6 12345678|+31(0)6-1234 5678|0031612345678
|0031 6 12 34 56 78|o6-12345678|(030) 123 45 67|030-1234567|030 123 45 67|0180-123456|0180 12 34 56
|(0180) 123456|0900-1234|0800-0112|6 12345678|+32 470 12 34 56|+49 151 23456789|06\u201112345678
|06\u00a012\u00a034\u00a056\u00a078|06_12345678|06,12345678|06:12345678|06\t12345678|06\n12345678|06~12345678
|06  -  12345678|06\u00b712345678|06\u221212345678|06\u200912345678|06\u200b12345678|06\u200d1234\u200b5678
|\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18|\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668
|(+31) 6 12345678|\uff0b31612345678|0 6-12345678|nul zes 12 34 56 78|06-12345678/06-87654321|06-12345678 06-87654321
|06 12 34 56 78 / 06 87 65 43 21"""
EMAILS = """jan@example.nl|Jan.de-Vries+storing@mail.example.co.uk|jan @ example.nl|jan(at)example.nl
|jan [at] example [dot] nl|jan apenstaartje example punt nl|jan at example dot com|jan@example punt nl
|j_1@example.museum|jan\uff20example.nl|jan@@example.nl|jan@example|jan@example,nl|jan at example.nl
|jan @gmail|jan at gmail|jan<at>example.nl|jan_at_example_punt_nl|jan-at-example-dot-nl|jan apestaartje example punt nl
|jan (apestaart) example.nl|jan\u200b@exa\u200bmple.nl"""
ACCOUNTS = """NL91ABNA0417164300|NL91 ABNA 0417 1643 00|nl91 abna 0417 1643 00|NL91.ABNA.0417.1643.00
|NL91-ABNA-0417164300|NL91\u200bABNA0417164300|BE68 5390 0754 7034|DE89370400440532013000|FR1420041010050500013M02606"""
ADDRESSES = """3511 AB 12|3511AB 12|3511ab12|3511 ab, 12a|3511 AB-12|3511 ga 12|3511AB nr. 12|3511 AB huisnummer 12 bis
|3511 AB|3511ab|Kerkstraat 12|kerkstraat 12a|Kerkstraat12|Kerkstraat nr 12|Oudegracht 3-bis|Hendrikkade 33hs
|Laan van Meerdervoort 120|huisnummer 7|huisnr. 7b|Dorpsweg 1|St.-Janstraat 4"""
NUMBERS = "123456789|123.456.789|123 456 789|12.34.56.789|4111111111111111"
INNOCENT = """Sinds 06-11-2026 19:42 geen internet.|Sinds 10-06-2026 19:42.|Sinds 2026-06-12 1030.|Op 06-11-2026\n12:00.
|Van 06:30 tot 07:45, kanaal 01,02,03,04,05.|Een gezin: \U0001f469\u200d\U0001f469\u200d\U0001f467|Foutcode E0612 3456.
|Sinds 26/11/2026 en 1-12-2026.|Modem op 192.168.1.1, kanaal 36.
|In 3511 en 3512 ligt alles plat.|Het duurt van 2024 om vijf uur tot 2025 in de nacht.
|1000 mbit, 500 GB, 12 tv's, 4500 km|Kijk eens op example.com|Foutcode 404, 1020 en 5001.
|Wij zijn met 1234 de hele straat.|De buren op 12 en 14 ook.|Ref DG-4K7-P2M
|\u0627\u0644\u0625\u0646\u062a\u0631\u0646\u062a \u0644\u0627 \u064a\u0639\u0645\u0644
|Het werkt \U0001f44d"""


def cases(listed: str) -> list[str]:
    return [one.strip("\n") for one in listed.replace("\n|", "|").split("|")]


@pytest.mark.parametrize(
    ("written", "word"),
    [
        *((one, "[phone number]") for one in cases(PHONES)),
        *((one, "[e-mail address]") for one in cases(EMAILS)),
        *((one, "[account number]") for one in cases(ACCOUNTS)),
        *((one, "[address]") for one in cases(ADDRESSES)),
        *((one, "[number]") for one in cases(NUMBERS)),
    ],
)
def test_a_contact_detail_is_covered_and_what_stands_around_it_stays(written: str, word: str) -> None:
    for before, after in (
        ("Bel mij: ", ", dank!"),
        ("", ""),
        ("(", ")"),
        ("Oma zei ", "\nen ging"),
        ("\u201c", "\u201d."),
    ):
        assert masked(f"{before}{written}{after}") == f"{before}{word}{after}"


@pytest.mark.parametrize("text", cases(INNOCENT))
def test_what_is_none_stays_as_it_was_typed(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tel.0612345678", "tel.[phone number]"),
        ("Tel.06-12345678.", "Tel.[phone number]."),
        ("bel0612345678x", "bel[phone number]x"),
        ("06-12345678is mijn nummer", "[phone number]is mijn nummer"),
        ("Oma\u200d belt 06\u200b12345678\u200d.", "Oma\u200d belt [phone number]\u200d."),
    ],
)
def test_what_is_written_against_a_number_does_not_hide_it(text: str, said: str) -> None:
    assert masked(text) == said


def test_several_in_one_text_are_each_covered() -> None:
    text = (
        "Oma (06 12 34 56 78 of oma@example.nl) op Kerkstraat 12, 3511 AB Utrecht; IBAN NL91 ABNA 0417 1643 00 klopt."
    )
    said = masked(text, say=lambda word: word.upper())
    assert (
        said == "Oma ([PHONE NUMBER] of [E-MAIL ADDRESS]) op [ADDRESS], [ADDRESS] Utrecht; IBAN [ACCOUNT NUMBER] klopt."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mevrouw A. Jansen-Bakker belt", "[name] belt"),
        ("mevrouw a. jansen-bakker belt", "[name] belt"),
        ("Jansen-Bakker belt, en mevrouw ook", "[name] belt, en mevrouw ook"),
        ("bel 12345678", "bel [phone number]"),
        ("bel 31612345678 of 1 2 3 4 5 6 7 8", "bel [phone number] of 1 2 3 4 5 6 7 8"),
        ("mail naar IT@Thuis", "mail naar [e-mail address]"),
    ],
)
def test_what_the_ticket_knows_of_its_customer_is_covered_however_it_looks(text: str, said: str) -> None:
    phone = "12345678" if "bel 12345678" in text else "+31 (0)6 12345678"
    assert masked(text, Known("Mevrouw A. Jansen-Bakker", phone, "it@thuis")) == said


def test_what_it_knows_is_covered_in_whatever_signs_it_is_written() -> None:
    known = Known("Se\u00e1n O\u2019Neil", None, "it\uff20thuis")
    assert masked("O'Neil, it@thuis; Se\u00e1n O\u200b\u2019Neil.", known) == "[name], [e-mail address]; [name]."


@given(st.text(max_size=200), st.sampled_from(cases(PHONES) + cases(EMAILS)))
def test_whatever_stands_around_it_no_digits_or_mailbox_come_through(around: str, written: str) -> None:
    said = masked(f"{around} \u2014 {written} \u2014 {around}")
    assert written not in said
    assert any(word in said for word in WORDS)


@pytest.mark.parametrize(
    "part", ["0 ", "a", "1-", "a@", "a.b ", "+31 ", "A1", " at ", "straat ", "Kstraat", "12 ", "a-", "3511 "]
)
def test_the_longest_text_made_to_take_long_is_read_through(part: str) -> None:
    """No pattern begins anew at each sign: else this would stand still."""
    text = (part * 10_000)[:10_000]
    assert masked(masked(text)) == masked(text)
