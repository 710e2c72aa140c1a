"""Claims about who is compared."""

from dataclasses import replace
from pathlib import Path

import pytest

from anymask.errors import ConfigurationError, InputError
from anymask.evaluation.compare.contenders import (
    find_set,
    gather,
    read_sections,
    shared_mean,
    shorten,
)
from anymask.evaluation.report_file import write_report

CATS, BOTH = {"cats": {"regular": 0.5}}, {"cats": {"regular": 0.3}, "dogs": {"regular": 0.9}}


def test_methods_of_one_name_are_told_apart_by_their_folders(section_of, report_of) -> None:
    section = section_of(*(report_of(name, CATS) for name in ("tiny", "vit_b", "tiny")))
    assert [one.label for one in section.contenders] == ["tiny (a)", "vit_b", "tiny (c)"]


def test_two_reports_of_one_folder_are_numbered(report_of) -> None:
    folder, report = Path("a"), report_of("tiny", CATS)
    section = gather("points", [(folder, report), (folder, report)])
    assert [one.label for one in section.contenders] == ["tiny (a)", "tiny (a) 2"]


def test_only_shared_sets_enter_the_mean(section_of, report_of) -> None:
    section = section_of(report_of("new", BOTH), report_of("old", CATS))
    assert section.set_names == ("cats", "dogs")
    assert section.shared_names == ("cats",)
    assert shared_mean(section.contenders[0], section.shared_names).scores == {"regular": 0.3}
    assert find_set(section.contenders[1], "dogs") is None


def test_reports_are_gathered_by_task_from_files_and_folders(tmp_path: Path, report_of) -> None:
    edges = replace(report_of("edges only", CATS), task="edges")
    paths = [tmp_path / "a", write_report(edges, tmp_path / "b"), tmp_path / "c"]
    write_report(report_of("tiny", CATS), paths[0])
    write_report(report_of("vit_b", CATS), paths[2])
    points, lines = read_sections(paths)
    assert [one.label for one in points.contenders] == ["tiny", "vit_b"]
    assert points.contenders[0].folder == tmp_path / "a"
    assert (lines.task, lines.contenders[0].label) == ("edges", "edges only")


def test_a_report_given_twice_or_missing_is_refused(tmp_path: Path, report_of) -> None:
    file = write_report(report_of("tiny", CATS), tmp_path)
    with pytest.raises(ConfigurationError, match="is given twice; give each report once"):
        read_sections([file, tmp_path])
    with pytest.raises(InputError, match="does not exist"):
        read_sections([tmp_path / "none"])


@pytest.mark.parametrize("length", range(1, 40))
def test_a_short_label_is_the_end_of_the_long_one(length: int) -> None:
    label = "a path that is forty characters and more"[:length]
    short = shorten(label, most=24)
    assert len(short) == min(length, 24)
    assert label.endswith(short.removeprefix("…"))
    assert (short == label) == (length <= 24)
