"""What hours say on their face."""

import pytest

from directory.decisions import hours_syntax


@pytest.mark.parametrize("expression", ["SH off", "Mo-Fr 09:00-12:00; SH off", "PH,SH off"])
def test_a_rule_on_school_holidays_is_seen(expression):
    assert hours_syntax.mentions_school_holidays(expression)


@pytest.mark.parametrize("expression", ['Mo 09:00-12:00 "hors SH"', "Sa 09:00-12:00", "24/7"])
def test_a_comment_on_school_holidays_is_no_rule(expression):
    assert not hours_syntax.mentions_school_holidays(expression)


def test_exceptions_go_last_and_keep_their_order():
    moved = hours_syntax.exceptions_last("PH off; Mo-Fr 09:00-12:00; Aug off; Sa 10:00-11:00")
    assert moved == "Mo-Fr 09:00-12:00; Sa 10:00-11:00; PH off; Aug off"


def test_a_fallback_stays_where_it_is():
    assert hours_syntax.exceptions_last('PH off; Mo-Fr 09:00-12:00 || "appeler"') is None


def test_a_semicolon_inside_a_comment_parts_nothing():
    assert hours_syntax.exceptions_last('Mo "a; off"; Tu 09:00-12:00') is None


def test_years_are_found_outside_comments():
    assert hours_syntax.years_named('2031 Dec 24 off; 2027 Mo off "depuis 2019"') == [2027, 2031]
