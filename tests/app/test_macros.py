"""What every page may expect of the macros of `ui/`."""

import re
from datetime import timedelta

import pytest
from flask import render_template_string

from app.kernel.page import Page
from app.sprite import ICONS
from directory.decisions.opening import OpeningState
from referrals.decisions.overall import Overall
from referrals.decisions.workflow import Status
from tests.journeys.guide import make_guide
from tests.journeys.guide_values import NOW, GuideForm

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def site():
    return make_guide()


@pytest.fixture
def shown(site):
    """Return a way to render one call of one macro."""

    def show(name: str, call: str, macro: str = "", **values: object) -> str:
        source = f'{{% from "ui/{name}.html" import {macro or name} %}}{{{{ {call} }}}}'
        with site.test_request_context("/"):
            return render_template_string(source, **values)

    return show


@pytest.fixture
def refused(site):
    """Return a form with everything missing, in the words one reads."""
    with site.test_request_context("/", method="POST"):
        form = GuideForm(meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize("code", [*Status, *Overall, *OpeningState, "green", "orange", "red"])
def test_each_state_has_its_word_its_shape_and_its_code(shown, code):
    badge = shown("badge", "badge('mot', code)", code=code)
    assert f'data-status="{code}"' in badge
    assert badge.endswith("Mot</span>")
    shape = re.search(r"#([\w-]+)", badge)[1]
    assert (ICONS / f"{shape}.svg").is_file()
    assert shape != "circle-dot" or code in {"green"}, "a shape of its own, not the default one"


def test_an_error_is_tied_to_its_field_and_linked_from_the_summary(shown, refused):
    fields = "".join(shown("field", "field(one, 'Un conseil')", one=one) for one in refused)
    summary = shown("errors", "errors(form)", form=refused)
    ids = set(re.findall(r' id="([^"]+)"', fields))
    tied = {
        name
        for names in re.findall(r'aria-describedby="([^"]+)"', fields)
        for name in names.split()
    }
    assert tied <= ids
    assert {f"{name}-error" for name in refused.errors} <= tied
    assert set(re.findall(r'href="#([^"]+)"', summary)) <= ids
    assert len(re.findall(r"<li>", summary)) == len(refused.errors)


def test_a_form_without_a_fault_has_no_summary(shown, site):
    with site.test_request_context("/"):
        form = GuideForm(meta={"csrf": False})
    assert shown("errors", "errors(form)", form=form).strip() == ""


@pytest.mark.parametrize(
    ("macro", "given"),
    [("card", "title=name, id=name"), ("notice", "title=name, text=name"), ("empty", "title=name")],
)
def test_a_hostile_name_is_only_a_name(site, macro, given):
    source = f'{{% from "ui/{macro}.html" import {macro} %}}'
    source += f"{{% call {macro}({given}) %}}{{% endcall %}}"
    with site.test_request_context("/"):
        assert "<script" not in render_template_string(source, name=HOSTILE)


def test_a_number_that_cannot_be_dialled_is_text(shown):
    assert "<a" not in shown("phone", "phone('poste 12')")
    assert "<a" not in shown("phone", "phone('javascript:alert(1)')")
    assert 'href="tel:+33353010001"' in shown("phone", "phone('0353010001', 'Horizon Droits')")


def test_an_instant_carries_its_full_date(shown):
    said = shown("when", "when(at, now)", at=NOW - timedelta(hours=3), now=NOW)
    assert 'title="mardi 24\u00a0novembre 2026 à' in said
    assert said.endswith("3\u00a0h</time>")


@pytest.mark.parametrize(("number", "links"), [(1, ["next"]), (2, ["prev", "next"]), (3, ["prev"])])
def test_the_pager_leads_only_where_there_is_something(shown, number, links):
    page = Page(items=tuple(range(20)), number=number, size=20, total=60)
    bar = shown("pager", "pager(page, 'directory.search')", page=page)
    assert re.findall(r'rel="(\w+)"', bar) == links


def test_one_page_needs_no_pager(shown):
    page = Page(items=(1, 2), number=1, size=20, total=2)
    assert shown("pager", "pager(page, 'directory.search')", page=page).strip() == ""


def test_what_cannot_be_undone_takes_two_acts(shown):
    asked = shown(
        "confirm", "confirm('/retirer', 'Retirer', 'Plus rien ne sera lisible.', 'Oui, retirer')"
    )
    assert asked.index("<summary") < asked.index("Plus rien") < asked.index("<form")
    assert 'name="csrf_token"' in asked
