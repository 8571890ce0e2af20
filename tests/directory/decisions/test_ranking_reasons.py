from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.territory.points import Point
from directory.decisions.opening import OpeningState
from directory.decisions.ranking import Match
from directory.decisions.ranking_reasons import Known, Why, due_on, reasons
from directory.decisions.taxonomy import Sensitivity
from directory.decisions.whereabouts import Commune, Exact, Secret, Territory

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
POINT = Point(4.1, 46.4)
KNOWN = Known(
    match=Match.CATEGORY,
    category="avocat",
    need=None,
    sensitivity=Sensitivity.NONE,
    whereabouts=Exact(POINT),
    km=12.0,
    origin="71342",
    covers=True,
    opening=OpeningState.OPEN,
    verified_on=date(2026, 10, 12),
    interval_months=6,
    suspended=False,
)


def why(**changes) -> list[Why]:
    return [one.why for one in reasons(replace(KNOWN, **changes), NOW)]


def test_a_card_says_where_whether_it_is_open_why_for_whom_and_how_sure():
    assert why() == [Why.DISTANCE, Why.OPEN, Why.CATEGORY, Why.COVERS, Why.VERIFIED]


@pytest.mark.parametrize(
    ("where", "km", "said"),
    [
        (Exact(POINT), 3.0, Why.DISTANCE),
        (Commune("71342", POINT), 0.0, Why.SAME_COMMUNE),
        (Commune("71176", POINT), 14.0, Why.DISTANCE),
        (Territory("71"), None, Why.EVERYWHERE),
        (Secret("71"), None, Why.PROTECTED),
    ],
)
def test_each_kind_of_place_says_its_own_distance_or_none(where, km, said):
    assert why(whereabouts=where, km=km)[0] is said


def test_a_protected_place_speaks_of_no_commune_and_no_zone():
    said = reasons(replace(KNOWN, whereabouts=Secret("71"), km=None), NOW)
    assert not {Why.COVERS, Why.ELSEWHERE, Why.AREA_UNKNOWN} & {one.why for one in said}
    assert "71342" not in {one.code for one in said}


@pytest.mark.parametrize(
    ("covers", "said"), [(True, Why.COVERS), (False, Why.ELSEWHERE), (None, Why.AREA_UNKNOWN)]
)
def test_a_zone_is_known_to_hold_not_to_hold_or_to_be_confirmed(covers, said):
    assert said in why(covers=covers)


@pytest.mark.parametrize("state", OpeningState)
def test_hours_unknown_are_never_said_closed(state):
    said = why(opening=state)
    assert (Why.CLOSED in said) is (state is OpeningState.CLOSED)
    assert (Why.HOURS_UNKNOWN in said) is (state is OpeningState.UNKNOWN)


@pytest.mark.parametrize(
    ("verified_on", "said"),
    [
        (None, Why.NEVER_VERIFIED),
        (date(2026, 5, 24), Why.VERIFIED),
        (date(2026, 5, 23), Why.OVERDUE),
    ],
)
def test_a_verification_is_overdue_after_its_interval(verified_on, said):
    assert why(verified_on=verified_on)[-1] is said


def test_the_end_of_a_month_falls_on_a_day_that_exists():
    assert due_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert due_on(date(2026, 1, 10), 12) == date(2027, 1, 10)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"suspended": True}, Why.SUSPENDED),
        ({"sensitivity": Sensitivity.CONTRAINDICATED}, Why.ADVISED_AGAINST),
        ({"sensitivity": Sensitivity.PARTNER_ONLY}, Why.PARTNER_ONLY),
    ],
)
def test_a_warning_is_read_before_anything_else(changes, said):
    assert why(**changes)[0] is said


@pytest.mark.parametrize(
    ("match", "need", "said"),
    [
        (Match.NAMED, None, Why.NAMED),
        (Match.CATEGORY, "mise_a_l_abri", Why.CATEGORY),
        (Match.NEED, "mise_a_l_abri", Why.NEED),
        (Match.NEED, None, Why.CATEGORY),
        (Match.WORDS, None, Why.WORDS),
    ],
)
def test_the_line_says_why_this_one(match, need, said):
    assert said in why(match=match, need=need)
