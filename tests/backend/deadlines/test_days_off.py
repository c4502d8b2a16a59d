"""Which dates are off: a country's holidays, what is worked on all the same, and what a team adds."""

import pytest

from backend.deadlines.days_off import DaysOff, known, names


def off(year: int, **what) -> set[str]:
    return {day.strftime("%m-%d") for day in DaysOff(**what).of(year)}


def test_the_netherlands_in_2026() -> None:
    easter = {"04-03", "04-05", "04-06"}
    assert off(2026, region="NL") == easter | {"01-01", "04-27", "05-14", "05-24", "05-25", "12-25", "12-26"}


def test_king_s_day_moves_off_a_sunday() -> None:
    assert "04-26" in off(2025, region="NL")
    assert "04-27" not in off(2025, region="NL")


def test_liberation_day_is_off_once_in_five_years_unless_a_team_says_otherwise() -> None:
    assert "05-05" in off(2030, region="NL")
    assert "05-05" not in off(2026, region="NL")
    assert "05-05" in off(2026, region="NL", closed=frozenset({"05-05"}))
    assert "05-05" not in off(2030, region="NL", worked=frozenset({"Bevrijdingsdag"}))


@pytest.mark.parametrize("name", ["Good Friday", "Goede vrijdag"])
def test_a_holiday_that_moves_is_worked_on_by_its_name_in_either_language(name: str) -> None:
    assert "04-03" not in off(2026, region="NL", worked=frozenset({name}))
    assert "03-26" not in off(2027, region="NL", worked=frozenset({name}))
    assert "04-06" in off(2026, region="NL", worked=frozenset({name}))


def test_a_team_s_own_dates_once_and_every_year() -> None:
    own = {"closed": frozenset({"2026-12-24", "02-29"}), "opened": frozenset({"12-25", "2026-12-24"})}
    assert off(2026, region="NL", **own) == off(2026, region="NL") - {"12-25"}
    assert "02-29" in off(2028, **own)
    assert off(2027, **own) == set()


def test_regions_are_countries_and_their_parts() -> None:
    assert known("NL")
    assert known("DE-BY")
    assert not known("NL-Atlantis")
    assert not known("Atlantis")
    assert "01-06" in off(2026, region="DE-BY")
    assert "01-06" not in off(2026, region="DE-BE")


def test_holidays_are_known_by_name_those_of_some_years_too() -> None:
    assert {"Good Friday", "Goede vrijdag", "Liberation Day"} <= set(names("NL"))
