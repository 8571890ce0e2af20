"""The areas that a zone may be made of, besides communes. Pure.

Areas are lists of codes, never circles: EPCI, département, court and brigade borders differ.
"""

from dataclasses import dataclass

FRANCE = "france"  # the code of a zone without limit


@dataclass(frozen=True, slots=True)
class Epci:
    """A group of communes with its own taxes; `siren` has nine digits."""

    siren: str
    name: str


@dataclass(frozen=True, slots=True)
class Departement:
    """A département; `code` has two or three characters (« 01 », « 2A », « 971 »)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Territory:
    """A ground of the network: the communes of its EPCIs, whatever their département."""

    code: str
    name: str
    epcis: tuple[str, ...]
