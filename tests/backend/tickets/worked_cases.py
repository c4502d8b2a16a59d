"""Clocks worked out by hand, as data: what happens when (on the wall in Amsterdam), and when time runs out.

Team `internet` works on weekdays from 08:00 to 18:00 and has, for priority 1, 2, 3: a response in 1, 4, 10 hours and a
resolution in 8, 20, 50 hours of these. `tv` works from 09:00 to 17:00: 2 and 16 hours. `nights` works each night from
22:00 to 06:00: 4 and 16 hours. `noc` counts around the clock: 4 and 24 hours. `strict` is `internet` with Good Friday
and 24 December off. `owls` works daily from 02:30 to 04:00: 1 and 3 hours. `free` has office hours and no targets.

2026: 1 June is a Monday; Easter Monday 6 April, King's Day 27 April, Ascension 14 May, Whit Monday 25 May; clocks
change on 29 March (02:00 becomes 03:00) and 25 October (03:00 becomes 02:00).
"""

from typing import NamedTuple


class Case(NamedTuple):
    """`response` and `resolution`: when it is due ("-": it stands or has ended), then what else is known of it."""

    name: str
    steps: tuple[str, ...]
    response: str
    resolution: str


CASES = (
    # Nights and weekends.
    Case("within a day", ("06-01 09:00 submit",), "06-01 13:00", "06-03 09:00"),
    Case("late in the afternoon", ("06-01 16:00 submit",), "06-02 10:00", "06-03 16:00"),
    Case("at night", ("06-01 23:30 submit",), "06-02 12:00", "06-03 18:00"),
    Case("before opening", ("06-01 05:00 submit",), "06-01 12:00", "06-02 18:00"),
    Case("at closing time", ("06-01 18:00 submit",), "06-02 12:00", "06-03 18:00"),
    Case("Friday evening", ("06-05 17:00 submit",), "06-08 11:00", "06-09 17:00"),
    Case("Saturday", ("06-06 12:00 submit",), "06-08 12:00", "06-09 18:00"),
    Case("the lowest priority takes a week", ("06-05 13:00 submit 3",), "06-08 13:00", "06-12 13:00"),
    Case("no target of that priority", ("06-01 09:00 submit 4",), "-", "-"),
    # Holidays.
    Case("the evening before Easter Monday", ("04-05 20:00 submit",), "04-07 12:00", "04-08 18:00"),
    Case("Good Friday is worked on", ("04-02 17:00 submit",), "04-03 11:00", "04-07 17:00"),
    Case("a team that has Good Friday off", ("04-02 17:00 submit to strict",), "04-07 11:00", "04-08 17:00"),
    Case("King's Day", ("04-24 17:00 submit",), "04-28 11:00", "04-29 17:00"),
    Case("King's Day itself", ("04-27 12:00 submit",), "04-28 12:00", "04-29 18:00"),
    Case("Liberation Day in most years", ("05-04 17:00 submit",), "05-05 11:00", "05-06 17:00"),
    Case("Liberation Day once in five", ("2025-05-02 17:00 submit",), "2025-05-06 11:00", "2025-05-07 17:00"),
    Case("Ascension Day", ("05-13 17:00 submit",), "05-15 11:00", "05-18 17:00"),
    Case("Whit Monday", ("05-22 17:00 submit",), "05-26 11:00", "05-27 17:00"),
    Case("Christmas", ("12-24 17:00 submit",), "12-28 11:00", "12-29 17:00"),
    Case("a team's own day off", ("12-23 17:00 submit to strict",), "12-28 11:00", "12-29 17:00"),
    Case("the turn of the year", ("12-31 16:00 submit",), "2027-01-04 10:00", "2027-01-05 16:00"),
    Case("a leap day", ("2028-02-28 17:00 submit",), "2028-02-29 11:00", "2028-03-01 17:00"),
    # Both changes of the clocks.
    Case("spring, around the clock", ("03-28 23:00 submit to noc",), "03-29 04:00", "03-30 00:00"),
    Case("autumn, around the clock", ("10-24 23:00 submit to noc",), "10-25 02:00+01:00", "10-25 22:00"),
    Case("spring, a night of seven hours", ("03-28 22:00 submit to nights",), "03-29 03:00", "03-30 23:00"),
    Case("autumn, a night of nine hours", ("10-24 22:00 submit to nights",), "10-25 02:00+02:00", "10-26 05:00"),
    Case("spring, opening in the hour that is skipped", ("03-28 12:00 submit to owls",), "03-29 04:00", "03-31 03:00"),
    Case("autumn, opening twice", ("10-24 12:00 submit to owls",), "10-25 03:00", "10-26 03:30"),
    Case("autumn, passed on in the doubled hour", ("10-25 02:45+01:00 submit to owls",), "10-25 03:45", "10-27 02:45"),
    Case("spring, over the weekend", ("03-27 17:00 submit",), "03-30 11:00", "03-31 17:00"),
    Case("autumn, over the weekend", ("10-23 17:00 submit",), "10-26 11:00", "10-27 17:00"),
    # A first response.
    Case("taken up", ("06-01 09:00 submit", "06-01 10:00 take up"), "- met 06-01 10:00", "06-03 09:00"),
    Case(
        "a program takes it up by itself",
        ("06-01 08:00 submit", "06-01 08:05 take up by program"),
        "06-01 12:00",
        "06-02 18:00",
    ),
    Case(
        "a program for a person",
        ("06-01 08:00 submit", "06-01 08:05 take up by named"),
        "- met 06-01 08:05",
        "06-02 18:00",
    ),
    Case("a note to the team answers nobody", ("06-01 08:00 submit", "06-01 09:00 note"), "06-01 12:00", "06-02 18:00"),
    Case("a public word", ("06-01 08:00 submit", "06-01 09:00 say"), "- met 06-01 09:00", "06-02 18:00"),
    Case("a word of the reporter", ("06-01 08:00 submit", "06-01 09:00 say by reporter"), "06-01 12:00", "06-02 18:00"),
    Case(
        "answered too late",
        ("06-01 08:00 submit", "06-01 12:30 take up"),
        "- met 06-01 12:30 breached 06-01 12:00",
        "06-02 18:00",
    ),
    # Waiting.
    Case("asked: both stand", ("06-01 09:00 submit", "06-01 10:00 ask"), "- met 06-01 10:00", "- used 60"),
    Case(
        "asked and answered two days later",
        ("06-01 09:00 submit", "06-01 10:00 take up", "06-01 12:00 ask", "06-03 12:00 answer"),
        "- met 06-01 10:00",
        "06-05 09:00",
    ),
    Case(
        "answered on a Saturday",
        ("06-05 09:00 submit", "06-05 10:00 ask", "06-06 15:00 answer"),
        "- met 06-05 10:00",
        "06-09 17:00",
    ),
    Case(
        "held for three days",
        ("06-01 08:00 submit", "06-01 09:00 take up", "06-01 10:00 hold", "06-04 10:00 resume"),
        "- met 06-01 09:00",
        "06-05 18:00",
    ),
    Case(
        "asked, then held",
        (
            "06-01 08:00 submit",
            "06-01 09:00 ask",
            "06-01 11:00 answer",
            "06-01 12:00 hold",
            "06-02 12:00 resume",
        ),
        "- met 06-01 09:00",
        "06-04 10:00",
    ),
    Case(
        "asked and answered at night",
        ("06-01 17:00 submit", "06-01 17:30 take up", "06-01 22:00 ask", "06-02 07:00 answer"),
        "- met 06-01 17:30",
        "06-03 17:00",
    ),
    Case(
        "a program asks: the response stands and goes on",
        ("06-01 08:00 submit", "06-01 09:00 ask by program", "06-01 12:00 answer"),
        "06-01 15:00",
        "06-03 11:00",
    ),
    Case(
        "overdue, asked and answered: due since it first was",
        ("06-01 08:00 submit 1", "06-01 08:30 take up", "06-01 17:00 ask", "06-02 12:00 answer"),
        "- met 06-01 08:30",
        "06-01 16:00 breached 06-01 16:00",
    ),
    # Priorities.
    Case(
        "raised: what was used is too much",
        ("06-01 08:00 submit", "06-01 10:00 priority 1"),
        "06-01 10:00 breached 06-01 10:00",
        "06-01 16:00",
    ),
    Case("lowered", ("06-01 08:00 submit 1", "06-01 08:30 priority 3"), "06-01 18:00", "06-05 18:00"),
    Case(
        "lowered when it was too late",
        ("06-01 08:00 submit 1", "06-01 10:00 priority 3"),
        "06-01 18:00 breached 06-01 09:00",
        "06-05 18:00",
    ),
    Case(
        "raised while it stands",
        ("06-01 08:00 submit", "06-01 10:00 ask", "06-01 12:00 priority 1", "06-02 08:00 answer"),
        "- met 06-01 10:00",
        "06-02 14:00",
    ),
    # Transfers.
    Case(
        "a transfer keeps what was used",
        ("06-01 08:00 submit", "06-01 11:00 transfer tv"),
        "06-01 11:00 breached 06-01 11:00",
        "06-02 16:00",
    ),
    Case(
        "an answer stays given",
        ("06-01 08:00 submit", "06-01 09:00 take up", "06-01 10:00 transfer tv"),
        "- met 06-01 09:00",
        "06-02 16:00",
    ),
    Case("to those who never sleep", ("06-01 16:00 submit", "06-01 20:00 transfer noc"), "06-01 22:00", "06-02 18:00"),
    Case(
        "from those who never sleep",
        ("06-06 10:00 submit to noc", "06-06 12:00 transfer internet"),
        "06-08 10:00",
        "06-09 16:00",
    ),
    Case(
        "by way of a team without targets",
        ("06-01 08:00 submit", "06-01 09:00 transfer free", "06-02 09:00 transfer internet"),
        "06-02 09:00 breached 06-02 09:00",
        "06-02 18:00",
    ),
    Case(
        "while it stands",
        ("06-01 08:00 submit", "06-01 09:00 ask", "06-01 10:00 transfer tv", "06-02 09:00 answer"),
        "- met 06-01 09:00",
        "06-03 16:00",
    ),
    # Endings, and not.
    Case(
        "resolved",
        ("06-01 08:00 submit", "06-01 10:00 resolve by program"),
        "- met 06-01 10:00",
        "- met 06-01 10:00 used 120",
    ),
    Case("rejected", ("06-01 08:00 submit", "06-01 10:00 reject"), "- met 06-01 10:00", "- met 06-01 10:00"),
    Case("withdrawn", ("06-01 08:00 submit", "06-01 10:00 cancel"), "-", "-"),
    Case("withdrawn too late", ("06-01 08:00 submit", "06-01 13:00 cancel"), "- breached 06-01 12:00", "-"),
    Case(
        "reopened: what was used counts, the wait does not",
        ("06-01 08:00 submit", "06-01 09:00 take up", "06-01 18:00 resolve", "06-04 08:00 reopen"),
        "- met 06-01 09:00",
        "06-04 18:00",
    ),
    Case(
        "reopened when it was too late",
        ("06-01 08:00 submit 1", "06-01 08:30 take up", "06-02 10:00 resolve", "06-03 08:00 reopen"),
        "- met 06-01 08:30",
        "06-01 16:00 breached 06-01 16:00",
    ),
    Case(
        "resolved, reopened and resolved again",
        ("06-01 08:00 submit", "06-01 09:00 resolve", "06-02 08:00 reopen", "06-02 10:00 resolve", "06-09 10:00 close"),
        "- met 06-01 09:00",
        "- met 06-02 10:00 used 180",
    ),
)
