"""The French codes of the own format, beside what they are called in the house. Pure."""

from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from app.kernel.text import fold
from directory.decisions.offer import Access, Animals, CalledBy, Cost, Mode, Public
from directory.models import Place, Visibility

Code = TypeVar("Code", bound=StrEnum)

PLACES = {
    "exact": Place.EXACT,
    "commune": Place.COMMUNE,
    "territoire": Place.TERRITORY,
    "secret": Place.SECRET,
}
VISIBILITIES = {
    "publique": Visibility.PUBLIC,
    "reseau": Visibility.NETWORK,
    "restreinte": Visibility.RESTRICTED,
}
PUBLICS = {
    "tous": Public.EVERYONE,
    "femmes": Public.WOMEN,
    "hommes": Public.MEN,
    "femmes_avec_enfants": Public.WOMEN_WITH_CHILDREN,
    "hommes_avec_enfants": Public.MEN_WITH_CHILDREN,
    "enfants": Public.CHILDREN,
    "jeunes": Public.YOUNG,
    "personnes_agees": Public.ELDERLY,
    "personnes_handicapees": Public.DISABLED,
    "personnes_exilees": Public.EXILED,
    "lgbtqi": Public.LGBTQI,
    "regime_agricole": Public.FARMING,
    "auteurs": Public.AUTHORS,
}
ACCESSES = {
    "fauteuil": Access.WHEELCHAIR,
    "malentendant": Access.HARD_OF_HEARING,
    "malvoyant": Access.VISUALLY_IMPAIRED,
    "facile_a_lire": Access.EASY_TO_READ,
    "acces_discret": Access.DISCREET_ENTRANCE,
    "non": Access.NONE,
}
ANIMALS = {"oui": Animals.YES, "non": Animals.NO, "sur_demande": Animals.ON_REQUEST}
COSTS = {"gratuit": Cost.FREE, "payant": Cost.PAID, "sous_conditions": Cost.CONDITIONAL}
MODES = {"sur_place": Mode.ON_SITE, "a_distance": Mode.REMOTE, "a_domicile": Mode.VISITS}
CALLERS = {"professionnels": CalledBy.PROFESSIONALS, "usagers": CalledBy.PERSON}

# French sign language is `fsl` where languages have BCP 47 tags, `lsf` in people's mouths.
SIGN_LANGUAGE_TYPED, SIGN_LANGUAGE = "lsf", "fsl"

# ISO 639-1, as registered in 2026.
_TAGS = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia
id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo
lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl
ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
ISO_639_1 = frozenset(_TAGS.split())


@lru_cache(maxsize=4096)
def code_key(text: str) -> str:
    """Return a code as it is listed, however it was typed: « À distance » is `a_distance`."""
    return fold(text).replace(" ", "_").replace("-", "_")


def word_for(code: Code, words: dict[str, Code]) -> str:
    """Return the French code of `code`."""
    return next(word for word, meant in words.items() if meant is code)
