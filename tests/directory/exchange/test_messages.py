"""How remarks read."""

import string

import pytest

from directory.exchange.messages import ERRORS, WARNINGS, Fault, Message, Severity


@pytest.mark.parametrize("fault", Fault)
def test_each_fault_has_one_sentence_and_one_severity(fault):
    assert (fault in ERRORS) != (fault in WARNINGS)
    text = str(Message(fault, 3, "zone", "valeur", "précision"))
    assert text.startswith("ligne 3, colonne zone\u00a0: ")
    assert not any(mark in text for mark in "{}")
    assert "'" not in text
    wanted = Severity.ERROR if fault in ERRORS else Severity.WARNING
    assert Message(fault).severity is wanted


@pytest.mark.parametrize("sentence", [*ERRORS.values(), *WARNINGS.values()])
def test_french_spaces_stand_before_high_punctuation(sentence):
    for mark in ":;!?»":
        assert f" {mark}" not in sentence
    assert "« " not in sentence
    assert {name for _, name, _, _ in string.Formatter().parse(sentence) if name} <= {
        "value",
        "detail",
    }


def test_a_long_value_is_cut():
    text = str(Message(Fault.MARKUP, 3, "description", "<b>" + "a" * 500))
    assert len(text) < 140
    assert "…" in text


def test_a_value_cannot_drive_a_terminal():
    assert "\x1b" not in str(Message(Fault.UNKNOWN, 3, "zone", "\x1b[31mrouge"))


def test_a_remark_on_the_whole_file_has_no_line():
    assert str(Message(Fault.UNNAMED_COLUMN)).startswith("fichier\u00a0: ")
