"""The numbers of a comparison as blocks: the mean of the shared sets, then set by set.

The page and the terminal show the same blocks; the best value of each column is known here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from anymask.evaluation.compare.contenders import Section, find_set, shared_mean
from anymask.evaluation.report import MEAN_NAME, Measure, SetResult
from anymask.evaluation.table import NOTHING, draw_table

SAME = 5e-4
"""Values that look the same with three digits share the first place."""


@dataclass(frozen=True, eq=False)
class Block:
    """All contenders on one set, or on the mean of sets.

    Attributes:
        name: of the set.
        lines: label and result of each contender that was measured there.
    """

    name: str
    lines: tuple[tuple[str, SetResult], ...]

    def best(self, measures: Mapping[str, Measure]) -> Mapping[str, float]:
        """Find the best value of each measure that at least two contenders have.

        There is no best where they were not measured on the same number of objects.
        """
        found: dict[str, float] = {}
        if len({(result.images, result.objects) for _, result in self.lines}) > 1:
            return found
        for name, measure in measures.items():
            values = [result.scores[name] for _, result in self.lines if name in result.scores]
            if len(values) > 1:
                found[name] = max(values) if measure.higher_is_better else min(values)
        return found


def make_blocks(section: Section) -> tuple[Block, ...]:
    """Lay the results of a section out, block by block; a single set has no mean."""
    shared = section.shared_names
    blocks = [_block(section, name) for name in section.set_names]
    if len(shared) > 1:
        means = tuple((one.label, shared_mean(one, shared)) for one in section.contenders)
        blocks.insert(0, Block(MEAN_NAME, means))
    return tuple(blocks)


def to_markdown(section: Section) -> str:
    """Write the blocks as tables; a star marks the best value of a column."""
    tables = [_table(block, section.measures) for block in make_blocks(section)]
    return "\n\n".join([f"## {section.task}", *tables])


def is_best(value: float, best: float | None) -> bool:
    """Say whether a value shares the first place of its column."""
    return best is not None and abs(value - best) < SAME


def _block(section: Section, name: str) -> Block:
    found = [(one, find_set(one, name)) for one in section.contenders]
    return Block(name, tuple((one.label, result) for one, result in found if result is not None))


def _table(block: Block, measures: Mapping[str, Measure]) -> str:
    best = block.best(measures)
    lines = [
        [label, *(_cell(result, name, best.get(name)) for name in measures)]
        for label, result in block.lines
    ]
    return draw_table([block.name, *(each.heading for each in measures.values())], lines)


def _cell(result: SetResult, name: str, best: float | None) -> str:
    if name not in result.scores:
        return NOTHING
    value = result.scores[name]
    return f"{value:.3f}{'*' if is_best(value, best) else ' '}"
