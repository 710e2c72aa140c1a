"""The tables of the page: scores set by set, differences object by object, and settings."""

from collections.abc import Mapping, Sequence

from anymask.evaluation.compare.contenders import Section
from anymask.evaluation.compare.markup import Html, join, tag
from anymask.evaluation.compare.paired import Pair
from anymask.evaluation.compare.tables import Block, is_best
from anymask.evaluation.report import Measure, SetResult
from anymask.evaluation.table import NOTHING


def score_table(blocks: Sequence[Block], measures: Mapping[str, Measure]) -> Html:
    """Write one group of rows per set; the best value of each column in it is marked."""
    head = _head("method", "objects", *(measure.heading for measure in measures.values()))
    bodies = [_body(block, measures) for block in blocks]
    return tag("div", tag("table", head, *bodies), class_="scroll")


def difference_table(pairs: Sequence[Pair], measures: Mapping[str, Measure]) -> Html:
    """Write a row per contender and measure; differences beyond chance are marked."""
    if not pairs:
        return Html()
    head = _head("on the same objects", "measure", "objects", "difference", "better on", "worse on")
    rows = [
        tag(
            "tr",
            tag("th", f"{pair.label} against {pair.against}", scope="row"),
            tag("td", measures[pair.measure].heading),
            tag("td", str(pair.objects)),
            _difference(pair),
            tag("td", str(pair.better)),
            tag("td", str(pair.worse)),
        )
        for pair in pairs
    ]
    table = tag("table", head, tag("tbody", *rows))
    words = "A marked difference has a 95 % confidence interval without zero."
    return join(
        tag("h3", "Object by object"),
        tag("div", table, class_="scroll"),
        tag("p", words, class_="quiet"),
    )


def settings_table(section: Section) -> Html:
    """Write where each contender was measured, and with which settings."""
    names = dict.fromkeys(name for one in section.contenders for name in one.report.settings)
    rows = [
        tag(
            "tr",
            tag("th", one.label, scope="row"),
            tag("td", str(one.folder)),
            tag("td", one.report.anymask),
            *(tag("td", str(one.report.settings.get(name, NOTHING))) for name in names),
        )
        for one in section.contenders
    ]
    table = tag("table", _head("method", "report", "anymask", *names), tag("tbody", *rows))
    return tag("div", table, class_="scroll")


def _head(*words: str) -> Html:
    return tag("thead", tag("tr", *(tag("th", word, scope="col") for word in words)))


def _body(block: Block, measures: Mapping[str, Measure]) -> Html:
    title = tag("th", block.name, class_="set", scope="rowgroup", colspan=str(2 + len(measures)))
    best = block.best(measures)
    rows = [
        tag(
            "tr",
            tag("th", label, scope="row"),
            tag("td", str(result.objects)),
            *(_score(result, name, best.get(name)) for name in measures),
        )
        for label, result in block.lines
    ]
    return tag("tbody", tag("tr", title), *rows)


def _score(result: SetResult, name: str, best: float | None) -> Html:
    if name not in result.scores:
        return tag("td", NOTHING)
    value = result.scores[name]
    reach = Html()
    if name in result.intervals:
        low, high = result.intervals[name]
        reach = tag("small", f" ±{(high - low) / 2:.3f}")
    return tag("td", f"{value:.3f}", reach, **({"class_": "best"} if is_best(value, best) else {}))


def _difference(pair: Pair) -> Html:
    words = f"{pair.difference:+.3f}"
    if pair.interval is None:
        return tag("td", words)
    low, high = pair.interval
    beyond_chance = low > 0 or high < 0
    reach = tag("small", f" {low:+.3f} to {high:+.3f}")
    return tag("td", words, reach, **({"class_": "sure"} if beyond_chance else {}))
