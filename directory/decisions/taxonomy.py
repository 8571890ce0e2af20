"""Categories of help and the needs they answer, as a closed list one can ask. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from app.kernel.text import fold


class Family(StrEnum):
    """The field a category belongs to; codes of the column `famille` of taxonomy.csv."""

    SOCIAL = "social"
    MEDICO_SOCIAL = "medico_social"
    MEDICAL = "medical"
    LEGAL = "juridique"
    VIF_NETWORK = "reseau_vif"
    INSTITUTION = "institution"
    EMERGENCY = "urgence"


class Sensitivity(StrEnum):
    """What showing a category may do to someone; codes of the column `sensible`."""

    NONE = ""
    SECRET = "secret"  # noqa: S105  # a flag of the taxonomy, not a password
    WALLED_OFF = "cloisonne"
    CONTRAINDICATED = "contre_indique"
    PARTNER_ONLY = "partenaire_seulement"


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of help, with the words people use for it."""

    code: str
    family: Family
    label: str
    description: str
    synonyms: tuple[str, ...]
    sensitivity: Sensitivity
    data_inclusion_theme: str


@dataclass(frozen=True, slots=True)
class Need:
    """What a person asks for. `categories` are ordered: the first to call comes first."""

    code: str
    family: str
    label: str
    categories: tuple[str, ...]
    is_danger: bool
    couple_only: bool


@dataclass(frozen=True)
class Taxonomy:
    """Every category and need, in the order of their files."""

    categories: dict[str, Category]
    needs: dict[str, Need]
    _codes_by_name: dict[str, str] = field(init=False, repr=False, compare=False)
    _needs_by_category: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the names once; a list is read thousands of times by an import."""
        names = {fold(known.label): code for code, known in self.categories.items()}
        names |= {code: code for code in self.categories}
        object.__setattr__(self, "_codes_by_name", names)
        by_category = {
            code: tuple(need.code for need in self.needs.values() if code in need.categories)
            for code in self.categories
        }
        object.__setattr__(self, "_needs_by_category", by_category)

    def category_named(self, text: str) -> Category | None:
        """Return the category whose code or French label is `text`, case and accents aside."""
        code = self._codes_by_name.get(text) or self._codes_by_name.get(fold(text))
        return self.categories[code] if code else None

    def nearest_codes(self, text: str) -> tuple[str, ...]:
        """Return up to three codes of categories that look like `text`, best first."""
        names = get_close_matches(fold(text), self._codes_by_name, n=6, cutoff=0.5)
        return tuple(dict.fromkeys(self._codes_by_name[name] for name in names))[:3]

    def needs_answered_by(self, category: str) -> tuple[str, ...]:
        """Return the codes of the needs whose list holds `category`, in the order of the needs."""
        return self._needs_by_category.get(category, ())

    def needs_of(self, category: str, stated: Iterable[str]) -> tuple[str, ...]:
        """Return the needs a service states, or by default those of its category."""
        return tuple(stated) or self.needs_answered_by(category)
