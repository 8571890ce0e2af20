"""Where the ground comes from, in the words that pages and exports must show. Pure."""

# Each source asks to be named; the licence asks for the line wherever the data is shown.
ATTRIBUTION = (
    "Contours IGN ADMIN EXPRESS, codes et populations INSEE, EPCI DGCL, "
    "codes postaux La Poste, mairies DILA — Licence Ouverte 2.0"
)
CODES_VINTAGE = "communes et EPCI de 2026"
# Two tables circulate for the same communes; this one is the communes' own, and the only one used.
POPULATION_VINTAGE = "population légale 2023 (INSEE)"
