"""Hours as the library reads them, and where we do not take its word."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.decisions.opening import (
    PARIS,
    HoursCaveat,
    HoursUnreadable,
    OpeningState,
    parse_hours,
    spans,
    state,
)

OPEN, CLOSED = OpeningState.OPEN, OpeningState.CLOSED
UNKNOWN, BY_APPOINTMENT = OpeningState.UNKNOWN, OpeningState.BY_APPOINTMENT

TUESDAY_14_JULY = (2026, 7, 14)
WEDNESDAY_15_JULY = (2026, 7, 15)


def _state(expression: str, *local: int) -> OpeningState:
    return state(parse_hours(expression), datetime(*local, tzinfo=PARIS))


def test_a_service_without_hours_is_unknown_never_closed():
    assert state(None, datetime(2026, 7, 15, 3, tzinfo=UTC)) is UNKNOWN


@pytest.mark.parametrize(
    ("hour", "expected"), [(8, CLOSED), (9, OPEN), (11, OPEN), (12, CLOSED), (14, OPEN)]
)
def test_an_ordinary_day_opens_and_closes(hour, expected):
    assert _state("Mo-Fr 09:00-12:00,13:30-17:00", *WEDNESDAY_15_JULY, hour) is expected


def test_the_instant_is_read_in_paris_whatever_its_zone():
    schedule = parse_hours("Mo-Fr 09:00-12:00")
    assert state(schedule, datetime(2026, 7, 15, 7, 30, tzinfo=UTC)) is OPEN
    assert state(schedule, datetime(2026, 7, 15, 10, 30, tzinfo=UTC)) is CLOSED
    assert state(schedule, datetime(2026, 12, 15, 7, 30, tzinfo=UTC)) is CLOSED


def test_a_public_holiday_nobody_spoke_of_is_unknown():
    assert _state("Mo-Fr 09:00-12:00", *TUESDAY_14_JULY, 10) is UNKNOWN


def test_a_public_holiday_outside_the_hours_is_closed_all_the_same():
    assert _state("Mo-Fr 09:00-12:00", *TUESDAY_14_JULY, 20) is CLOSED


def test_a_public_holiday_is_what_the_author_said():
    assert _state("Mo-Fr 09:00-12:00; PH off", *TUESDAY_14_JULY, 10) is CLOSED
    assert _state("Mo-Fr 09:00-12:00; PH 10:00-11:00", *TUESDAY_14_JULY, 10, 30) is OPEN


@pytest.mark.parametrize("expression", ["24/7", "Mo-Su 00:00-24:00", "00:00-24:00"])
def test_day_and_night_includes_public_holidays(expression):
    assert _state(expression, *TUESDAY_14_JULY, 3) is OPEN


def test_a_comment_that_names_holidays_is_not_a_rule_about_them():
    assert _state('Mo-Fr 09:00-12:00 open "PH : appeler"', *TUESDAY_14_JULY, 10) is UNKNOWN


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_school_holidays_are_never_calculated(hour):
    assert _state("Mo-Fr 09:00-17:00; SH off", *WEDNESDAY_15_JULY, hour) is UNKNOWN


@pytest.mark.parametrize("comment", ["sur rendez-vous", "Sur RDV", "rendez vous", "sur r.v"])
def test_by_appointment_is_not_open(comment):
    expression = f'Mo-Fr 09:00-12:00 "{comment}"'
    assert _state(expression, *WEDNESDAY_15_JULY, 10) is BY_APPOINTMENT
    assert _state(expression, *WEDNESDAY_15_JULY, 13) is CLOSED


def test_another_comment_changes_nothing():
    assert _state('Mo-Fr 09:00-12:00 "entrée B"', *WEDNESDAY_15_JULY, 10) is OPEN


def test_what_the_author_calls_unknown_is_unknown():
    assert _state("Mo-Fr 09:00-12:00 unknown", *WEDNESDAY_15_JULY, 10) is UNKNOWN


def test_a_night_goes_past_midnight():
    hours = "Fr 22:00-06:00; PH off"
    assert _state(hours, 2026, 7, 17, 23) is OPEN
    assert _state(hours, 2026, 7, 18, 5, 59) is OPEN
    assert _state(hours, 2026, 7, 18, 6) is CLOSED
    assert _state(hours, 2026, 7, 17, 5) is CLOSED


def test_the_night_the_clocks_go_forward():
    hours = "Mo-Su 01:00-04:00; PH off"
    before, after = datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert state(parse_hours(hours), before) is OPEN  # 1 h 59
    assert state(parse_hours(hours), after) is OPEN  # 3 h: the hour of 2 does not exist
    assert state(parse_hours(hours), datetime(2026, 3, 29, 2, tzinfo=UTC)) is CLOSED  # 4 h


def test_the_night_the_clocks_go_back():
    hours = parse_hours("Mo-Su 02:30-03:00; PH off")
    inside = (0, 30), (0, 59), (1, 30), (1, 59)  # 2 h 30 comes twice
    outside = (0, 29), (1, 0), (1, 29), (2, 0)
    night = {
        utc: state(hours, datetime(2026, 10, 25, *utc, tzinfo=UTC)) for utc in inside + outside
    }
    assert night == dict(product(inside, [OPEN])) | dict(product(outside, [CLOSED]))


def test_the_first_and_third_tuesdays():
    permanence = "Tu[1,3] 14:00-17:00; PH off"
    by_day = {day: _state(permanence, 2026, 10, day, 15) for day in (6, 13, 20, 27)}
    assert by_day == {6: OPEN, 13: CLOSED, 20: OPEN, 27: CLOSED}


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("lundi 9h", 1),
        ("Mo-Fr 09h00-12h00", 7),
        ("Mo-Fr 09:00-12:00; xyz", 20),
        ("", 1),
        ("2030-2020 off", None),
    ],
)
def test_what_does_not_parse_says_where(text, position):
    with pytest.raises(HoursUnreadable) as refusal:
        parse_hours(text)
    assert refusal.value.position == position


def test_an_exception_written_first_is_told():
    overridden = (HoursCaveat.EXCEPTION_OVERRIDDEN,)
    for expression in (
        "Jul-Aug off; Mo-Fr 09:00-12:00",
        "PH 09:00-10:00; Mo-Su 09:00-12:00",
        "Mo off; Mo-Fr 09:00-12:00",
        "2031 Dec 24 off; Mo-Fr 09:00-12:00",
    ):
        assert parse_hours(expression).caveats == overridden, expression


def test_an_order_that_changes_nothing_is_left_alone():
    for expression in (
        "Mo,We,Fr 10:00-16:00; PH off; Aug 01-15 off",
        "Sa-Su off; Mo-Fr 09:00-12:00",
        "Mo-Sa 08:00-12:00; Su,PH 09:00-12:00",
        "Apr-Sep 09:00-18:00; Oct-Mar 09:00-12:00",
        'Mo-Fr 09:00-12:00 "Jul; off"; Sa 10:00-12:00',
    ):
        assert parse_hours(expression).caveats == (), expression


def test_school_holidays_are_told():
    told = parse_hours("Tu[1,3] 14:00-17:00; SH off").caveats
    assert told == (HoursCaveat.SCHOOL_HOLIDAYS,)


SYNTAX = """
Mo Mo-Fr Sa-Su PH SH off open unknown 24/7 ; || , - "x" "rdv" 09:00-12:00 22:00-26:00
Jan Aug 01-15 week 1-53/2 easter 2026 [1] +1 day sunrise 2030-2020
"""
WORDS = st.sampled_from(SYNTAX.split())


@given(st.text(max_size=40) | st.lists(WORDS, max_size=8).map(" ".join))
def test_any_text_is_hours_or_is_refused(text):
    try:
        schedule = parse_hours(text)
    except HoursUnreadable:
        return
    assert schedule.expression == text
    assert state(schedule, datetime(2026, 3, 29, 1, tzinfo=UTC)) in OpeningState


def _hours_on(expression: str, *day: int) -> list[tuple[str, str, OpeningState]]:
    found = spans(parse_hours(expression), date(*day))
    return [(f"{span.starts:%d %H:%M}", f"{span.ends:%d %H:%M}", span.state) for span in found]


def test_a_day_shows_each_of_its_openings():
    shown = _hours_on('Mo-Fr 09:00-12:00, Mo-Fr 14:00-17:00 "sur rendez-vous"', *WEDNESDAY_15_JULY)
    assert shown == [("15 09:00", "15 12:00", OPEN), ("15 14:00", "15 17:00", BY_APPOINTMENT)]


def test_a_night_is_cut_at_midnight_and_goes_on_the_day_after():
    assert _hours_on("Mo-Su 22:00-26:00", *WEDNESDAY_15_JULY) == [
        ("15 00:00", "15 02:00", OPEN),
        ("15 22:00", "16 00:00", OPEN),
    ]


def test_a_closed_day_shows_nothing_and_a_silent_holiday_shows_its_doubt():
    assert _hours_on("Mo-Fr 09:00-12:00; PH off", *TUESDAY_14_JULY) == []
    assert _hours_on("Mo-Fr 09:00-12:00", *TUESDAY_14_JULY) == [("14 09:00", "14 12:00", UNKNOWN)]
