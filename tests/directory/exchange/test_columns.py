"""Names of columns, as people type them."""

import pytest

from directory.exchange.columns import COLUMNS, REQUIRED, column_named


def test_thirty_three_columns_seven_of_them_required():
    assert len(COLUMNS) == len(set(COLUMNS)) == 33
    assert set(REQUIRED) < set(COLUMNS)
    assert len(REQUIRED) == 7


@pytest.mark.parametrize(
    "typed",
    [
        "code_postal",
        "Code postal",
        " CODE-POSTAL ",
        "code  postal",
        "\ufeffCode_Postal",
        "Côde postal",
    ],
)
def test_a_header_is_compared_without_case_accents_or_spacing(typed):
    assert column_named(typed) == "code_postal"


@pytest.mark.parametrize("typed", ["", "postal", "code postaux", "identifiant2"])
def test_anything_else_is_no_column(typed):
    assert column_named(typed) is None
