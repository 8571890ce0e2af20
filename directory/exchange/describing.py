"""What a row says of the service itself: name, category, for whom, on what terms. Pure."""

import re

from directory.decisions.offer import Access, Public
from directory.decisions.taxonomy import Category, Taxonomy
from directory.exchange.checking import Check
from directory.exchange.entry import Offer
from directory.exchange.messages import Fault
from directory.exchange.vocabulary import (
    ACCESSES,
    ANIMALS,
    CALLERS,
    COSTS,
    ISO_639_1,
    MODES,
    PUBLICS,
    SIGN_LANGUAGE,
    SIGN_LANGUAGE_TYPED,
    code_key,
)

DESCRIPTION_MAX = 2000

# A street, a postcode, a position or a map: what no text of a secret entry may hold.
_ADDRESS = re.compile(
    r"\b\d{1,4}\s?(?:bis|ter|quater)?,?\s+(?:all[ée]e|avenue|av|bd|boulevard|chemin|cours|"
    r"faubourg|hameau|impasse|lotissement|mail|mont[ée]e|passage|place|promenade|quai|route|rte|"
    r"rue|ruelle|sentier|square|traverse|venelle|villa|voie)\b"
    r"|(?<!\d)\d{5}(?!\d)|(?<!\d)\d{1,2}[.,]\d{3,}"
    r"|(?:openstreetmap|google\.[a-z.]+/maps|maps\.|goo\.gl|waze|geo:|what3words)",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"(?<!\d)(?:\+33\s?|0)[67](?:[\s.-]?\d{2}){4}(?!\d)"
    r"|[\w.+-]+@[\w-]+\.\w+"
    r"|\b(?:M\.|Mr\.?|Mme\.?|Mlle\.?|[Mm]onsieur|[Mm]adame)\s+[A-ZÀ-ÖØ-Þ][\w’'-]+"
)
_FREE_TEXTS = ("structure", "service", "description", "horaires", "horaires_note", "source")


def category(check: Check, taxonomy: Taxonomy) -> Category | None:
    """Return the category a row names by code or by label; near codes are proposed."""
    cell = check["categorie"]
    if not cell:
        if not check.faulted("categorie"):
            check.say(Fault.EMPTY, "categorie")
        return None
    found = taxonomy.category_named(cell)
    if found is None:
        near = () if check.hides else taxonomy.nearest_codes(cell)
        proposed = f"\u00a0; vouliez-vous dire {', '.join(near)}" if near else ""
        check.say(Fault.UNKNOWN, "categorie", detail=proposed)
    return found


def offer(check: Check, taxonomy: Taxonomy) -> Offer:
    """Return what the service does, for whom and on what terms."""
    return Offer(
        needs=_needs(check, taxonomy),
        description=_description(check),
        publics=_publics(check),
        languages=_languages(check),
        accessibility=_accessibility(check),
        animals=check.code("animaux", ANIMALS),
        cost=check.code("frais", COSTS),
        modes=check.codes("modes_accueil", MODES),
        called_by=check.codes("saisine", CALLERS),
    )


def refuse_addresses_of_secret(check: Check) -> None:
    """Refuse a secret row whose words look like an address, without saying which."""
    for column in _FREE_TEXTS:
        if _ADDRESS.search(check[column]):
            check.say(Fault.SECRET_TEXT, column)


def _needs(check: Check, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the needs stated; unknown ones are dropped, and told."""
    found = []
    for item in check.items("besoins"):
        code = code_key(item)
        if code in taxonomy.needs:
            found.append(code)
        else:
            check.say(Fault.DROPPED, "besoins", item)
    return tuple(dict.fromkeys(found))


def _description(check: Check) -> str:
    """Return the description, with a remark when it seems to speak of a person."""
    text = check.text("description", at_most=DESCRIPTION_MAX)
    if text and (personal := _PERSONAL.search(text)):
        check.say(Fault.PERSONAL, "description", personal[0])
    return text


def _publics(check: Check) -> tuple[Public, ...]:
    """Return whom the service takes; everyone wins over anyone in particular."""
    found = check.codes("publics", PUBLICS)
    if Public.EVERYONE in found and len(found) > 1:
        check.say(Fault.EVERYONE_WINS, "publics")
        return (Public.EVERYONE,)
    return found


def _languages(check: Check) -> tuple[str, ...]:
    """Return the languages as BCP 47 tags; unknown ones are dropped, and told."""
    found = []
    for item in check.items("langues"):
        code = code_key(item)
        if code in ISO_639_1:
            found.append(code)
        elif code == SIGN_LANGUAGE_TYPED:
            found.append(SIGN_LANGUAGE)
        else:
            check.say(Fault.DROPPED, "langues", item)
    return tuple(dict.fromkeys(found))


def _accessibility(check: Check) -> tuple[Access, ...]:
    """Return how the place can be entered; « non » stands alone."""
    found = check.codes("accessibilite", ACCESSES)
    if Access.NONE in found and len(found) > 1:
        check.say(Fault.ALONE, "accessibilite", "non")
    return found
