"""The RAI report: groups and gaps of every method, where images come from, what was left out.

The source's two parts stand side by side: how well groups of people are segmented (section 6,
appendix C) and from where images come (table 1). `markdown.py` writes it for people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from anymask.errors import ConfigurationError, did_you_mean
from anymask.evaluation.fairness.groups import (
    Gap,
    Group,
    attributes_of,
    compare_groups,
    divide,
)
from anymask.evaluation.fairness.origins import Origin, count_origins
from anymask.evaluation.fairness.row import FairnessRow
from anymask.evaluation.fairness.task import CATEGORY, COUNTRY, INCOME, REGION
from anymask.evaluation.intervals import LEVEL

FILE_NAME = "fairness.json"
FORMAT, VERSION = "anymask-fairness", 1


@dataclass(frozen=True)
class Comparison:
    """The groups of one attribute under one measure.

    Attributes:
        attribute: that divides the objects.
        measure: what was measured.
        groups: the largest first.
        gaps: between them.
    """

    attribute: str
    measure: str
    groups: tuple[Group, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class MethodFairness:
    """One method and all comparisons."""

    name: str
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True)
class FairnessReport:
    """What was found.

    Attributes:
        anymask: the version that measured.
        settings: everything but methods and data that changes the scores; JSON values.
        headings: of the measures, by name.
        level: of all intervals.
        methods: their groups.
        regions, incomes: where images come from; empty where no table tells.
        notes: sentences on what could not be used.
    """

    anymask: str
    settings: Mapping[str, object]
    headings: Mapping[str, str]
    level: float
    methods: tuple[MethodFairness, ...]
    regions: tuple[Origin, ...]
    incomes: tuple[Origin, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Describe the report in JSON values; single scores stay in the rows."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "anymask": self.anymask,
            "settings": dict(self.settings),
            "headings": dict(self.headings),
            "level": self.level,
            "methods": [
                {
                    "name": method.name,
                    "groups": [
                        _describe(group, each.measure, self.level)
                        for each in method.comparisons
                        for group in each.groups
                    ],
                    "gaps": [
                        {"measure": each.measure, **asdict(gap), "clear": gap.difference.is_clear}
                        for each in method.comparisons
                        for gap in each.gaps
                    ],
                }
                for method in self.methods
            ],
            "regions": [asdict(origin) for origin in self.regions],
            "incomes": [asdict(origin) for origin in self.incomes],
            "notes": list(self.notes),
        }


def choose_attributes(rows: Sequence[FairnessRow], wanted: Sequence[str]) -> tuple[str, ...]:
    """Choose the attributes to compare groups of.

    Args:
        rows: of one method.
        wanted: attributes; none: all that are told, without the categories and countries, of
            which there are many, unless nothing else is told.

    Raises:
        ConfigurationError: no object has an attribute, or none has the one that is wanted.
    """
    known = attributes_of(rows)
    if not known:
        raise ConfigurationError(
            "no object has an attribute; pass --attributes with a table, or a set whose "
            "annotations have categories or attributes"
        )
    for name in wanted:
        if name not in known:
            raise ConfigurationError(f"no object has '{name}'; {did_you_mean(name, known)}")
    few = tuple(name for name in known if name not in (CATEGORY, COUNTRY))
    return tuple(wanted) or few or known


def compare_method(
    name: str,
    rows: Sequence[FairnessRow],
    measures: Sequence[str],
    attributes: Sequence[str],
    level: float = LEVEL,
) -> MethodFairness:
    """Divide the objects of one method by every attribute, under every measure.

    Args:
        name: of the method.
        rows: its images.
        measures: to compare; those that the method does not answer are left out.
        attributes: to divide by.
        level: of the intervals.
    """
    comparisons = []
    for attribute in attributes:
        for measure in measures:
            groups = divide(rows, attribute, measure)
            if groups:
                gaps = compare_groups(groups, level)
                comparisons.append(Comparison(attribute, measure, groups, gaps))
    return MethodFairness(name, tuple(comparisons))


def origins(rows: Sequence[FairnessRow]) -> tuple[tuple[Origin, ...], tuple[Origin, ...]]:
    """Count images by region and by income group; both are empty where no table tells."""
    return count_origins(rows, REGION), count_origins(rows, INCOME)


def _describe(group: Group, measure: str, level: float) -> dict[str, object]:
    interval = group.interval(level)
    return {
        "attribute": group.attribute,
        "value": group.value,
        "measure": measure,
        "objects": len(group.scores),
        "images": len(set(group.images)),
        "mean": group.mean,
        "interval": None if interval is None else list(interval),
    }
