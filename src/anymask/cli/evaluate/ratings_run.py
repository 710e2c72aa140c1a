"""What `anymask evaluate quality ratings` does: join ratings with their key, sum up, write."""

from collections.abc import Sequence
from pathlib import Path

from anymask.cli.console import answer, answer_json, say
from anymask.evaluation.quality.key import read_key
from anymask.evaluation.quality.rating_report import (
    JSON_NAME,
    MARKDOWN_NAME,
    PICTURE_NAME,
    agreement_sentence,
    draw_ratings,
    methods_table,
    pairs_table,
    to_dict,
    to_markdown,
)
from anymask.evaluation.quality.rating_statistics import summarise_ratings
from anymask.evaluation.quality.ratings import read_ratings
from anymask.storage.files import write_json, write_text
from anymask.storage.images import save_png


def report_ratings(
    key: Path,
    files: Sequence[Path],
    bootstrap: tuple[float, int, int],
    folder: Path | None,
    as_json: bool,
) -> None:
    """Sum up what raters saved, and print and write it.

    Args:
        key: of the study.
        files: of the raters.
        bootstrap: level of the intervals, number of draws, and their seed.
        folder: for files, or None.
        as_json: print JSON instead of tables.
    """
    study, trials = read_key(key)
    given = read_ratings(files, study, trials)
    summary = summarise_ratings(trials, given, *bootstrap)
    told = to_dict(summary, study, given.notes)
    if folder is not None:
        save_png(folder / PICTURE_NAME, draw_ratings(summary))
        write_text(folder / MARKDOWN_NAME, to_markdown(summary, study, given.notes))
        write_json(folder / JSON_NAME, told)
    for note in given.notes:
        say(note)
    if as_json:
        answer_json(told)
        return
    answer(methods_table(summary) + "\n")
    if summary.pairs:
        answer(pairs_table(summary) + "\n")
    answer(agreement_sentence(summary))
