"""Countries, the region each lies in and the income group it belongs to.

`countries.csv` holds UN regions (M49, grouped as in "Segment Anything", table 1) and the income
groups of the World Bank of July 2022, which the paper used. What the World Bank does not classify
(Venezuela that year, and territories counted with another country) has none.
"""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

REGIONS = (
    "Africa",
    "Asia and Oceania",
    "Europe",
    "Latin America and the Caribbean",
    "North America",
)
INCOMES = ("high", "middle", "low")

ALIASES = {
    "bolivia plurinational state of": "BOL",
    "burma": "MMR",
    "cape verde": "CPV",
    "czech republic": "CZE",
    "congo": "COG",
    "democratic republic of the congo": "COD",
    "east timor": "TLS",
    "great britain": "GBR",
    "holland": "NLD",
    "hong kong sar china": "HKG",
    "iran islamic republic of": "IRN",
    "ivory coast": "CIV",
    "korea republic of": "KOR",
    "macao": "MAC",
    "macedonia": "MKD",
    "republic of korea": "KOR",
    "russian federation": "RUS",
    "swaziland": "SWZ",
    "syrian arab republic": "SYR",
    "turkey": "TUR",
    "uk": "GBR",
    "united republic of tanzania": "TZA",
    "united states of america": "USA",
    "viet nam": "VNM",
}
"""Other names in use, as `_plain` writes them, and the code of each."""


@dataclass(frozen=True)
class Country:
    """A country or territory.

    Attributes:
        name: in English.
        alpha2, alpha3: its ISO 3166 codes; the World Bank's where ISO has none.
        region: one of `REGIONS`.
        income: one of `INCOMES`, or None where it is not classified.
    """

    name: str
    alpha2: str
    alpha3: str
    region: str
    income: str | None


@cache
def countries() -> tuple[Country, ...]:
    """List all countries, by their codes."""
    source = resources.files(__package__) / "countries.csv"
    return tuple(
        Country(name, alpha2, alpha3, region, income or None)
        for name, alpha2, alpha3, region, income in csv.reader(
            source.read_text("utf-8").splitlines()[1:]
        )
    )


def find_country(text: str) -> Country | None:
    """Find a country by its name or code, whatever the case, accents and dots.

    >>> find_country("cote d'ivoire").region
    'Africa'
    >>> find_country("Atlantis") is None
    True
    """
    return _by_name().get(_plain(text))


@cache
def _by_name() -> dict[str, Country]:
    known = {spelling: country for country in countries() for spelling in _spellings(country)}
    by_code = {country.alpha3: country for country in countries()}
    return known | {name: by_code[code] for name, code in ALIASES.items()}


def _spellings(country: Country) -> Iterator[str]:
    """Write a country in all ways that need no alias: codes, name, with "St." in full."""
    name = _plain(country.name)
    full = name.replace("st ", "saint ", 1) if name.startswith("st ") else name
    yield from (_plain(code) for code in (country.alpha2, country.alpha3) if code)
    yield from {name, full}


def _plain(text: str) -> str:
    """Leave only letters without accents and single spaces, and no article in front."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = "".join(each if each.isalnum() else " " for each in letters).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
