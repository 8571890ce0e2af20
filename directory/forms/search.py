"""What is asked of the directory: typed words in a body, closed codes in an address."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import Optional

from app.kernel.forms import QuestionForm
from app.territory.atlas import gazetteer
from directory.data.lists import taxonomy
from directory.decisions.asking import LEADING_NEEDS, Question
from directory.decisions.asking_words import TYPED_MAX
from directory.labels import FAMILY

PLACE_MAX = 100
BETWEEN_CODES = ","


def _shortened(length: int) -> Callable[[Any], str]:
    return lambda text: str(text or "").strip()[:length]


def _by_family() -> dict[Any, list[tuple[str, str]]]:
    """Return the categories to choose from, under the name of their family."""
    groups: dict[Any, list[tuple[str, str]]] = {"": [("", _l("Toutes"))]}
    for code, category in taxonomy().categories.items():
        groups.setdefault(FAMILY[category.family], []).append((code, category.label))
    return groups


def need_meant(code: str) -> str | None:
    """Return the need of a code: its own, or the first of its family; None when there is none."""
    meant = LEADING_NEEDS.get(code, code)
    return meant if meant in taxonomy().needs else None


class AskForm(FlaskForm):
    """The question as it is typed. What is too long is cut, not refused."""

    words = StringField(_l("Besoin, service ou lieu"), filters=[_shortened(TYPED_MAX)])
    place = StringField(_l("Depuis"), filters=[_shortened(PLACE_MAX)])
    commune = StringField(_l("Commune"), filters=[_shortened(5)])
    category = SelectField(_l("Catégorie"), validators=[Optional()], choices=_by_family)
    need = StringField(_l("Besoin"), filters=[_shortened(64)])
    on_map = BooleanField()  # sent from the map, and answered there

    def validate_words(self, _field: Field) -> None:
        """Ask for something: a place alone is no question."""
        if not (self.words.data or self.category.data or need_meant(self.need.data)):
            raise ValidationError(
                _("Écrivez un besoin ou un service, ou choisissez une catégorie.")
            )

    @property
    def says_no_place(self) -> bool:
        """Return whether the form that was sent has no field for a place at all."""
        return not self.place.raw_data


class CodesForm(QuestionForm):
    """A question in closed codes alone: an address one may share."""

    categorie = StringField(filters=[_shortened(400)])
    besoin = StringField(filters=[_shortened(64)])
    commune = StringField(filters=[_shortened(5)])

    def validate_categorie(self, _field: Field) -> None:
        """Refuse a code that is not in the taxonomy."""
        if not set(self._categories()) <= set(taxonomy().categories):
            raise ValidationError("unknown category")

    def validate_besoin(self, field: Field) -> None:
        """Refuse a code that is no need."""
        if field.data and need_meant(field.data) is None:
            raise ValidationError("unknown need")

    def validate_commune(self, field: Field) -> None:
        """Refuse a code that is no commune."""
        if field.data and gazetteer().commune(field.data) is None:
            raise ValidationError("unknown commune")

    def value(self) -> Question:
        """Return the question; only after the form was found valid."""
        return Question(
            categories=self._categories(),
            need=need_meant(self.besoin.data),
            commune=self.commune.data or None,
        )

    def _categories(self) -> tuple[str, ...]:
        codes = self.categorie.data.split(BETWEEN_CODES)
        return tuple(dict.fromkeys(code for code in codes if code))


class PageForm(QuestionForm):
    """Which page of an answer, and the one category kept; what is not understood is left out."""

    page = IntegerField()
    seulement = StringField(filters=[_shortened(64)])

    def number(self) -> int:
        """Return the page asked, from 1."""
        return max(1, self.page.data or 1)

    def only(self) -> str | None:
        """Return the category kept, if there is one."""
        return self.seulement.data if self.seulement.data in taxonomy().categories else None


def codes_of(question: Question) -> dict[str, str]:
    """Return the closed codes of a question, as an address carries them."""
    codes = {
        "categorie": BETWEEN_CODES.join(question.categories),
        "besoin": question.need,
        "commune": question.commune,
    }
    return {name: code for name, code in codes.items() if code}
