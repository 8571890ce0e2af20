"""What an import says to the person who brought the file, line by line, in French."""

from dataclasses import dataclass
from enum import StrEnum

SHOWN_MAX = 60  # characters of a cell that a message repeats
HIDDEN = "…"


class Severity(StrEnum):
    """Whether the row is refused, or taken with a remark."""

    ERROR = "error"
    WARNING = "warning"


class Fault(StrEnum):
    """Everything that can be said of a cell; the key of SENTENCES, by which one groups."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    NOT_IN_LIST = "not_in_list"
    SPREADSHEET_ERROR = "spreadsheet_error"
    MANGLED_NUMBER = "mangled_number"
    FORBIDDEN_SIGN = "forbidden_sign"
    MARKUP = "markup"
    TWICE = "twice"
    ALONE = "alone"
    OUT_OF_BOUNDS = "out_of_bounds"
    HALF_POINT = "half_point"
    NO_COMMUNE = "no_commune"
    OTHER_COMMUNE = "other_commune"
    SEVERAL_COMMUNES = "several_communes"
    PLACED_TERRITORY = "placed_territory"
    PLACED_SECRET = "placed_secret"  # noqa: S105  # a kind of fault, no password
    SECRET_ZONE = "secret_zone"  # noqa: S105  # a kind of fault, no password
    WITHHELD = "withheld"
    SECRET_CATEGORY = "secret_category"  # noqa: S105  # a kind of fault, no password
    SECRET_PUBLIC = "secret_public"  # noqa: S105  # a kind of fault, no password
    SECRET_TEXT = "secret_text"  # noqa: S105  # a kind of fault, no password
    HOURS = "hours"
    UNDATED = "undated"
    MORE_THAN_TOTAL = "more_than_total"
    FUTURE = "future"
    TOO_OLD = "too_old"
    BAD_SCHEME = "bad_scheme"

    UNKNOWN_COLUMN = "unknown_column"
    UNNAMED_COLUMN = "unnamed_column"
    DROPPED = "dropped"
    PADDED = "padded"
    OTHER_POSTCODE = "other_postcode"
    SWAPPED = "swapped"
    FAR_FROM_COMMUNE = "far_from_commune"
    FAR_FROM_TERRITORY = "far_from_territory"
    NOT_LOCATED = "not_located"
    COMMUNE_POINT = "commune_point"
    TERRITORY_COMMUNE = "territory_commune"
    SAME_PHONE = "same_phone"
    PERSONAL = "personal"
    PERSONAL_MAIL = "personal_mail"
    SCHOOL_HOLIDAYS = "school_holidays"
    EXCEPTION_OVERRIDDEN = "exception_overridden"
    EVERYONE_WINS = "everyone_wins"
    SECRET_PLACES = "secret_places"  # noqa: S105  # a kind of fault, no password
    SECRET_CONTACT = "secret_contact"  # noqa: S105  # a kind of fault, no password
    SECRET_WITHOUT_PHONE = "secret_without_phone"  # noqa: S105  # a kind of fault, no password
    WALLED_OFF_PUBLIC = "walled_off_public"
    NEVER_VERIFIED = "never_verified"
    STALE = "stale"
    DUPLICATE = "duplicate"
    CONFIRMED_LOCALLY = "confirmed_locally"


ERRORS: dict[Fault, str] = {
    Fault.EMPTY: "cellule vide, la valeur est obligatoire",
    Fault.TOO_SHORT: "{value} est trop court ({detail} caractères au moins)",
    Fault.TOO_LONG: "{value} est trop long ({detail} caractères au plus)",
    Fault.MALFORMED: "{value} est mal formé ({detail})",
    Fault.UNKNOWN: "{value} n’existe pas{detail}",
    Fault.NOT_IN_LIST: "{value} n’est pas une valeur admise ({detail})",
    Fault.SPREADSHEET_ERROR: "{value} est une erreur du tableur, pas une valeur",
    Fault.MANGLED_NUMBER: "{value} : nombre déformé par le tableur, des chiffres sont perdus",
    Fault.FORBIDDEN_SIGN: "{value} contient un caractère invisible interdit",
    Fault.MARKUP: "{value} contient du HTML",
    Fault.TWICE: "{value} est deux fois dans le fichier (lignes {detail})",
    Fault.ALONE: "{value} ne va pas avec d’autres valeurs",
    Fault.OUT_OF_BOUNDS: "{value} est hors limites ({detail})",
    Fault.HALF_POINT: "longitude et latitude vont ensemble",
    Fault.NO_COMMUNE: "commune introuvable : donnez code_insee, ou commune et code_postal",
    Fault.OTHER_COMMUNE: "{value} ne correspond pas à code_insee ({detail})",
    Fault.SEVERAL_COMMUNES: "{value} désigne plusieurs communes ({detail}) : donnez code_insee",
    Fault.PLACED_TERRITORY: "{value} : une fiche de lieu « territoire » n’est à aucune adresse",
    Fault.PLACED_SECRET: "{value} : un lieu secret ne se situe pas ; videz la cellule",
    Fault.SECRET_ZONE: "la zone d’un lieu secret s’écrit en EPCI, départements ou « france »",
    Fault.WITHHELD: "cette fiche est protégée : un import ne peut pas la situer",
    Fault.SECRET_CATEGORY: "cette catégorie n’est admise qu’avec le lieu « secret »",
    Fault.SECRET_PUBLIC: "une fiche secrète ne peut pas être publique",
    Fault.SECRET_TEXT: "le texte d’une fiche secrète ressemble à une adresse",
    Fault.HOURS: "{value} ne se lit pas comme des horaires{detail}",
    Fault.UNDATED: "des places libres sans places_vues_le",
    Fault.MORE_THAN_TOTAL: "{value} dépasse places_total ({detail})",
    Fault.FUTURE: "{value} est dans le futur",
    Fault.TOO_OLD: "{value} est avant l’an 2000",
    Fault.BAD_SCHEME: "{value} doit commencer par https:// ou http://",
}

WARNINGS: dict[Fault, str] = {
    Fault.UNKNOWN_COLUMN: "{value} n’est pas une colonne connue, elle est ignorée",
    Fault.UNNAMED_COLUMN: "une cellule sans nom de colonne est ignorée",
    Fault.DROPPED: "{value} n’est pas connu, il est ignoré",
    Fault.PADDED: "{value} a perdu son zéro, lu {detail}",
    Fault.OTHER_POSTCODE: "{value} n’est pas un code postal de la commune",
    Fault.SWAPPED: "longitude et latitude étaient inversées, elles sont remises dans l’ordre",
    Fault.FAR_FROM_COMMUNE: "point à plus de 5 km de la commune, la commune seule est gardée",
    Fault.FAR_FROM_TERRITORY: "le point est à plus de 100 km du territoire",
    Fault.NOT_LOCATED: "lieu exact sans coordonnées, montré à la commune en attendant",
    Fault.COMMUNE_POINT: "lieu commune avec des coordonnées, elles sont ignorées",
    Fault.TERRITORY_COMMUNE: "lieu territoire avec une commune, elle est ignorée",
    Fault.SAME_PHONE: "{value} est aussi le numéro public",
    Fault.PERSONAL: "{value} : le texte semble citer une personne, son numéro ou son adresse",
    Fault.PERSONAL_MAIL: "{value} semble la boîte d’une personne, à confirmer",
    Fault.SCHOOL_HOLIDAYS: "les vacances scolaires (SH) ne sont pas calculées",
    Fault.EXCEPTION_OVERRIDDEN: "une exception est annulée par une règle écrite après elle",
    Fault.EVERYONE_WINS: "« tous » avec d’autres publics, « tous » l’emporte",
    Fault.SECRET_PLACES: "les places d’un lieu secret ne sont pas gardées",
    Fault.SECRET_CONTACT: "d’une fiche secrète, seuls les téléphones sont gardés",
    Fault.SECRET_WITHOUT_PHONE: "fiche secrète sans téléphone, le 115 sera affiché",
    Fault.WALLED_OFF_PUBLIC: "catégorie cloisonnée, montrée seulement à qui la cherche",
    Fault.NEVER_VERIFIED: "jamais vérifiée",
    Fault.STALE: "{value} : vérifiée il y a plus de 12 mois",
    Fault.DUPLICATE: "doublon possible de {detail}",
    Fault.CONFIRMED_LOCALLY: "confirmé sur place depuis, {value} n’est pas repris",
}

_SENTENCES = ERRORS | WARNINGS


@dataclass(frozen=True, slots=True)
class Message:
    """One remark. `line` is that of the file, None for the file as a whole.

    `value` is what the cell held, `HIDDEN` for a protected row, empty when the sentence has none.
    """

    fault: Fault
    line: int | None = None
    column: str | None = None
    value: str = ""
    detail: str = ""

    @property
    def severity(self) -> Severity:
        """Return whether the row is refused."""
        return Severity.ERROR if self.fault in ERRORS else Severity.WARNING

    @property
    def sentence(self) -> str:
        """Return what is wrong, without where."""
        value = f"«\u00a0{_shown(self.value)}\u00a0»"
        return _SENTENCES[self.fault].format(value=value, detail=_shown(self.detail, 200))

    def __str__(self) -> str:
        """Return where and what, as « ligne 12, colonne code_insee : « 59999 » n’existe pas »."""
        line = f"ligne {self.line}" if self.line else "fichier"
        column = f", colonne {self.column}" if self.column else ""
        return f"{line}{column}\u00a0: {self.sentence}"


def _shown(text: str, limit: int = SHOWN_MAX) -> str:
    """Return the text short enough for a line, and harmless to a terminal."""
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    return plain if len(plain) <= limit else plain[: limit - 1] + HIDDEN
