"""Texts taken apart."""

import pytest

from app.territory.atlas import gazetteer
from app.territory.typed import Typed


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Digoin", Typed("digoin")),
        ("71160 DIGOIN", Typed("digoin", "71160")),
        ("Digoin 71160", Typed("digoin", "71160")),
        ("71160", Typed("", "71160")),
        ("71160 71600 Digoin", Typed("digoin", "71160")),
        ("99999 Digoin", Typed("digoin")),
        ("2a004", Typed("", "2A004")),
        ("71018 Mâcon Cedex 9", Typed("macon")),
        ("Mâcon cedex", Typed("macon")),
        ("Saint-Laurent (Ain)", Typed("saint laurent", "", "01")),
        ("Saint-Laurent (01)", Typed("saint laurent", "", "01")),
        ("Sartène (2A)", Typed("sartene", "", "2A")),
        ("Château-Chinon (Ville)", Typed("chateau chinon ville")),
        ("Clayette (La)", Typed("clayette la")),
        ("Cluny (Saône-et-Loire)", Typed("cluny", "", "71")),
        ("(71)", Typed("", "", "71")),
        ("", Typed("")),
    ],
)
def test_a_name_its_number_and_its_departement_are_told_apart(text, typed):
    assert Typed.taken_apart(text, gazetteer()) == typed


def test_what_was_not_typed_agrees_with_all():
    macon = gazetteer().commune("71270")
    assert macon is not None
    assert Typed("macon").agrees(macon)
    assert Typed("macon", "71000", "71").agrees(macon)
    assert Typed("macon", "71270").agrees(macon)
    assert not Typed("macon", "71160").agrees(macon)
    assert not Typed("macon", "71000", "01").agrees(macon)
