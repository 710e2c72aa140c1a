"""What the RAI report could not use, in sentences: nothing is dropped without being counted."""

from collections.abc import Sequence

from anymask.evaluation.fairness.countries import find_country
from anymask.evaluation.fairness.row import FairnessRow
from anymask.evaluation.fairness.task import COUNTRY

SHOWN = 5
"""So many examples are named of what cannot be used."""


def notes_on(rows: Sequence[FairnessRow], attributes: Sequence[str]) -> tuple[str, ...]:
    """Say what of the tables and of the objects could not be used.

    Args:
        rows: of one method.
        attributes: that objects are divided by.
    """
    notes = []
    stray = sum(row.stray for row in rows)
    if stray:
        notes.append(f"{stray} lines of tables are about no annotation of their image")
    countries = {row.of_image[COUNTRY] for row in rows if COUNTRY in row.of_image}
    strange = sorted(name for name in countries if find_country(name) is None)
    if strange:
        notes.append(f"{_listed(strange, 'names')} no country that is known")
    objects = sum(row.objects for row in rows)
    for attribute in attributes:
        without = sum(attribute not in known for row in rows for known in row.described)
        if without:
            notes.append(f"{without} of {objects} objects have no '{attribute}'")
    return tuple(notes)


def note_on_missing(table: str, missing: Sequence[str]) -> str:
    """Say which images a table names that no set has."""
    return f"{table}: {_listed(missing, 'is')} in no set"


def _listed(names: Sequence[str], verb: str) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:SHOWN])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    plural = {"is": "are", "names": "name"}
    return f"{shown}{more} {verb if len(names) == 1 else plural[verb]}"
