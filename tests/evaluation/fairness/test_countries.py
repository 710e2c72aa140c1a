"""The table of countries: as many as published, found by every name in use, never twice."""

from collections import Counter

import pytest

from anymask.evaluation.fairness.countries import (
    ALIASES,
    INCOMES,
    REGIONS,
    countries,
    find_country,
)

CLASSIFIED = [country for country in countries() if country.income is not None]


def test_income_groups_have_as_many_countries_as_published() -> None:
    counts = Counter(country.income for country in CLASSIFIED)
    assert counts == {"high": 81, "middle": 108, "low": 28}
    assert set(counts) == set(INCOMES)


def test_regions_have_as_many_countries_as_published() -> None:
    venezuela = find_country("Venezuela")
    counts = Counter(country.region for country in [*CLASSIFIED, venezuela] if country)
    # The paper counts 47 in Europe: the Channel Islands, an economy without a code, are ours.
    assert [counts[region] for region in REGIONS] == [54, 70, 48, 42, 4]
    assert {country.region for country in countries()} == set(REGIONS)


def test_no_code_and_no_name_is_taken_twice() -> None:
    for field in ("name", "alpha3"):
        values = [getattr(country, field) for country in countries()]
        assert len(set(values)) == len(values)
    pairs = [country.alpha2 for country in countries() if country.alpha2]
    assert len(set(pairs)) == len(pairs)
    assert {len(code) for code in pairs} == {2}


def test_every_country_is_found_by_its_own_name_and_codes() -> None:
    for country in countries():
        for text in (country.name, country.name.upper(), country.alpha2, country.alpha3.lower()):
            assert not text or find_country(text) is country


def test_aliases_add_names_and_hide_none() -> None:
    names = {country.name.casefold() for country in countries()}
    assert not names & set(ALIASES)
    assert all(find_country(alias) for alias in ALIASES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Gambia", "GMB"),
        ("turkiye", "TUR"),
        ("Saint Lucia", "LCA"),
        ("U.S.A.", None),
        ("USA", "USA"),
        ("NA", "NAM"),
        ("", None),
        ("unknown", None),
    ],
)
def test_spelling_is_forgiven_but_nothing_is_guessed(text: str, code: str | None) -> None:
    found = find_country(text)
    assert (found.alpha3 if found else None) == code
