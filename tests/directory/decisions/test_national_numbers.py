"""The numbers that may be printed."""

import pytest

from directory.data.lists import national_numbers
from directory.decisions.national_numbers import Certainty, for_victims, to_verify
from directory.decisions.opening import parse_hours

# The two that must never be printed again, and the only ones we are certain of.
STRUCK = {"0884284637", "08842846 37"}
CERTAIN = {"17", "112", "114", "15", "18", "115", "119", "3919"}


def test_the_certain_ones_are_certain_and_answer_day_and_night():
    certain = {n.number for n in national_numbers() if n.certainty is Certainty.CERTAIN}
    assert certain == CERTAIN
    assert all(n.hours == "24/7" for n in national_numbers() if n.number in CERTAIN)


def test_a_number_to_check_claims_no_hours():
    assert all(n.hours == "" and n.hours_note for n in to_verify(national_numbers()))


def test_none_ships_as_verified_by_us():
    assert all(n.verified_on is None for n in national_numbers())


def test_a_struck_number_is_nowhere():
    printed = {n.number.replace(" ", "") for n in national_numbers()}
    assert not printed & {struck.replace(" ", "") for struck in STRUCK}
    assert len(printed) == 16


def test_the_line_for_authors_is_walled_off():
    walled = [n.number for n in national_numbers() if n.walled_off]
    assert walled == ["08 019 019 11"]
    assert "08 019 019 11" not in {n.number for n in for_victims(national_numbers())}


@pytest.mark.parametrize("number", national_numbers(), ids=lambda n: n.number)
def test_each_number_has_a_name_an_area_and_readable_hours(number):
    assert number.label
    assert number.area in {"france", "71"}
    if number.hours:
        parse_hours(number.hours)
