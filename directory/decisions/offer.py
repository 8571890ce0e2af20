"""What a service may say of itself, besides words: closed lists. Pure.

Nothing said is None everywhere, and never reads as "no".
"""

from enum import StrEnum


class Public(StrEnum):
    """Whom a service takes; `EVERYONE` stands alone."""

    EVERYONE = "everyone"
    WOMEN = "women"
    MEN = "men"
    WOMEN_WITH_CHILDREN = "women_with_children"
    MEN_WITH_CHILDREN = "men_with_children"
    CHILDREN = "children"
    YOUNG = "young"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    EXILED = "exiled"
    LGBTQI = "lgbtqi"
    FARMING = "farming"
    AUTHORS = "authors"


class Access(StrEnum):
    """How a place can be entered and understood; `NONE` stands alone."""

    WHEELCHAIR = "wheelchair"
    HARD_OF_HEARING = "hard_of_hearing"
    VISUALLY_IMPAIRED = "visually_impaired"
    EASY_TO_READ = "easy_to_read"
    DISCREET_ENTRANCE = "discreet_entrance"
    NONE = "none"


class Animals(StrEnum):
    """Whether an animal may come along."""

    YES = "yes"
    NO = "no"
    ON_REQUEST = "on_request"


class Cost(StrEnum):
    """What the person pays; `CONDITIONAL`: it depends on her means or situation."""

    FREE = "free"
    PAID = "paid"
    CONDITIONAL = "conditional"


class Mode(StrEnum):
    """How one is received."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    VISITS = "visits"


class CalledBy(StrEnum):
    """Who may call on the service."""

    PROFESSIONALS = "professionals"
    PERSON = "person"
