from datetime import UTC, date, datetime

import pytest

from directory import labels
from directory.data.lists import taxonomy
from directory.decisions.asking import LEADING_NEEDS
from directory.decisions.offer import Access, Animals, CalledBy, Cost, Mode, Public
from directory.decisions.opening import OpeningState
from directory.decisions.ranking import Block
from directory.decisions.ranking_reasons import Reason, Why
from directory.decisions.taxonomy import Family
from directory.models import ContactAudience, ContactKind, VerifiedHow

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
TABLES = [
    (Family, labels.FAMILY), (Family, labels.FAMILY_ICON), (OpeningState, labels.OPENING),
    (Block, labels.BLOCK), (Why, labels.WHY), (Public, labels.PUBLIC), (Access, labels.ACCESS),
    (Animals, labels.ANIMALS), (Cost, labels.COST), (Mode, labels.MODE),
    (CalledBy, labels.CALLED_BY), (ContactKind, labels.CONTACT_KIND),
    (ContactAudience, labels.CONTACT_AUDIENCE), (VerifiedHow, labels.VERIFIED_HOW),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "names"), TABLES, ids=lambda it: getattr(it, "__name__", ""))
def test_every_code_has_a_name(codes, names):
    assert set(names) == set(codes)


def test_the_eight_tiles_are_the_eight_families_of_needs():
    assert {tile.code for tile in labels.NEED_TILES} == set(LEADING_NEEDS)
    assert len(labels.NEED_TILES) == 8


def test_a_note_is_of_a_category_that_exists():
    assert set(labels.CATEGORY_NOTES) <= set(taxonomy().categories)


def test_every_reason_is_a_sentence_without_a_hole(app):
    with app.app_context():
        for why in Why:
            said = labels.reason(Reason(why, km=12.3, on=date(2026, 10, 12), code="71342"), NOW)
            assert said
            assert "%" not in said


def test_reasons_are_said_as_people_read_them(app):
    reasons = [
        Reason(Why.DISTANCE, km=12.3),
        Reason(Why.COVERS, code="71342"),
        Reason(Why.VERIFIED, on=date(2026, 10, 12)),
    ]
    with app.app_context():
        assert labels.sentence(reasons, NOW) == (
            "12\u00a0km à vol d’oiseau · intervient à Paray-le-Monial · vérifié le 12/10"
        )


def test_names_from_the_lists_get_the_apostrophe_of_the_screen():
    assert labels.name_of("mise_a_l_abri") == "Dormir à l’abri ce soir"
    assert labels.name_of("71342") == "Paray-le-Monial"
    assert labels.name_of("") == labels.name_of("gone") == ""
