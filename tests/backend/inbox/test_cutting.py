"""What somebody wrote, without what they quote and how they sign."""

import base64
import time

import pytest

from backend.inbox.cutting import cut
from backend.inbox.reading import read

WROTE = [
    "Op wo 25 nov 2026 om 19:42 schreef Zorgzaam <desk@example.org>:",
    "Op 25-11-2026 om 19:42 schreef Zorgzaam Telecom:",
    "Op 25 nov 2026, om 19:42 heeft Zorgzaam <desk@example.org> het volgende geschreven:",
    "On Wed, Nov 25, 2026 at 7:42 PM Zorgzaam <desk@example.org> wrote:",
    "On 25 Nov 2026, at 19:42, Zorgzaam <desk@example.org> wrote:",
    "On Wed, Nov 25, 2026 at 7:42 PM Zorgzaam Telecom <\ndesk@example.org> wrote:",
    "Op wo 25 nov 2026 om 19:42 schreef Zorgzaam Telecom <\ndesk@example.org>:",
    "Zorgzaam Telecom <desk@example.org> schreef op 25 november 2026 om 19:42:",
]
BLOCKS = [
    "Van: Zorgzaam <desk@example.org>\nVerzonden: woensdag 25 november 2026 19:42\nAan: team\nOnderwerp: [DG-1] x",
    "From: Zorgzaam <desk@example.org>\nSent: Wednesday, November 25, 2026 7:42 PM\nTo: team\nSubject: [DG-1] x",
    "*Van:* Zorgzaam <desk@example.org>\n*Verzonden:* woensdag\n*Aan:* team\n*Onderwerp:* x",
    "________________________________\nVan: Zorgzaam\nVerzonden: nu\nAan: team\nOnderwerp: x",
    "-----Oorspronkelijk bericht-----\nVan: Zorgzaam",
    "-----Original Message-----\nFrom: Zorgzaam",
]
SIGNATURES = [
    "-- \nJoost\nTeamleider",
    "Met vriendelijke groet,\n\nJoost de Groot\nTeam Internet\n030-1234567",
    "Groeten,\nJoost",
    "Kind regards,\nJoost",
    "Mvg\nJoost",
    "Verstuurd vanaf mijn iPhone",
    "Sent from my Galaxy",
    "Outlook voor iOS downloaden<https://aka.ms/x>",
    "Get Outlook for Android",
]
WORDS = "De monteur komt morgen.\n\nHij belt eerst."


@pytest.mark.parametrize("header", WROTE)
def test_what_is_quoted_below_is_cut(header: str) -> None:
    assert cut(f"{WORDS}\n\n{header}\n\n> Oude tekst\n> meer\n") == WORDS
    assert cut(f"{WORDS}\r\n\r\n{header}\r\n\r\nOude tekst zonder tekens\r\nmeer\r\n") == WORDS


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_of_headers_begins_what_is_quoted(block: str) -> None:
    assert cut(f"{WORDS}\n\n{block}\n\nOude tekst\n") == WORDS


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures_are_cut(signature: str) -> None:
    assert cut(f"{WORDS}\n\n{signature}\n") == WORDS
    assert cut(f"{WORDS}\n\n{signature}\n\n{WROTE[0]}\n> Oud\n") == WORDS


def test_an_answer_between_and_below_what_is_quoted_stays() -> None:
    text = f"{WROTE[0]}\n> Welke lampjes?\nDe rode.\n> En de router?\nUit.\n"
    assert cut(text) == "De rode.\nUit."


@pytest.mark.parametrize(
    "text",
    [
        "On Monday he wrote a note: check the cable.\nDone.",
        "Van: het station, ga je links.\nDan rechts.",
        "Thanks, the modem works again.\nIt was the cable.",
        "- eerst de kabel\n- dan de router",
        "Op de router staat: 192.168.1.1\nProbeer dat.",
        "Groeten aan Eva, en zeg dat het werkt.\nDank!",
        "Kosten: 5 > 3 euro",
        "Op de factuur van mei schreef ik:\ngraag bellen.",
        "Het werkt weer.\n\nGroeten,\nJoost\n\nP.S. Laat de klant de kabel bewaren.",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert cut(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "On " * 60_000,
        "Op x\n" * 40_000,
        "<" * 100_000,
        "On " + "a " * 100_000 + "wrote",
        "Van: x\n" * 30_000,
        "-" * 200_000,
        "\n" * 200_000,
        "a<b@c " * 30_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    cut(text)
    # A text that made the work grow with its square would take minutes.
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("word", ["#intern", "#Internal", "#INTERN:", "  #internal,\n"])
def test_a_word_at_the_beginning_makes_it_internal(word: str) -> None:
    mail = read(f"From: a@b.example\r\n\r\n{word} Alleen voor ons.\r\n".encode())
    assert (mail.internal, mail.text) == (True, "Alleen voor ons.")
    other = read(b"From: a@b.example\r\n\r\nDit is #intern bedoeld, #internationaal.\r\n")
    assert not other.internal
    assert not read(b"From: a@b.example\r\n\r\n#internationaal nieuws\r\n").internal


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 1000,
        b"From: =?x?q?y\r\nSubject: =?utf-8?b?////?=\r\n\r\n\xff\xfe",
        b"From: <<>>@@\r\nTo: ,,,\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nHallo",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n--a\r\n--a--",
        b"Content-Type: multipart/report\r\n\r\nx",
        b"Content-Type: text/html\r\n\r\n" + b"<div>" * 50_000 + b"diep",
        b"Content-Type: text/html\r\n\r\n<!-- <b>",
        b"Message-ID: <>\r\nFrom: [x\r\nContent-Disposition: attachment; filename*=x'y\r\n\r\nx",
        b"From: a@b\r\nFrom: c@d\r\n\r\ntwee",
    ],
)
def test_nothing_that_comes_in_is_an_error(raw: bytes) -> None:
    assert isinstance(read(raw).text, str)


def test_photos_within_the_text_are_files_and_a_signatures_logo_is_none() -> None:
    def picture(name: str, size: int) -> str:
        content = base64.encodebytes(bytes(size)).decode().replace("\n", "\r\n")
        head = f'Content-Type: image/png; name="{name}"\r\nContent-ID: <{name}>\r\nContent-Disposition: inline\r\n'
        return f"--r\r\n{head}Content-Transfer-Encoding: base64\r\n\r\n{content}"

    raw = (
        'Content-Type: multipart/mixed; boundary="m"\r\n\r\n--m\r\n'
        'Content-Type: multipart/related; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: text/html\r\n\r\n<p>Zie foto</p>\r\n"
        + picture("logo.png", 2000)
        + picture("foto.png", 40_000)
        + "--r--\r\n--m\r\nContent-Type: text/plain\r\nContent-Disposition: inline; filename=log.txt\r\n\r\n"
        + "regel\r\n--m--\r\n"
    )
    mail = read(raw.encode())
    assert mail.text == "Zie foto"
    assert [file.name for file in mail.files] == ["foto.png", "log.txt"]


def test_html_alone_becomes_text() -> None:
    page = "<p>Eerste&nbsp;regel</p><ul><li>punt</li></ul><script>alert(1)</script><style>p{}</style>"
    text = read(f"Content-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()).text
    assert "Eerste regel" in text
    assert "punt" in text
    assert "alert" not in text
