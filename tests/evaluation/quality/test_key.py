"""The key comes back as it was written, and other files are none."""

from pathlib import Path

import pytest

from anymask.errors import FormatError, InputError
from anymask.evaluation.quality.key import read_key, write_key
from anymask.evaluation.quality.study import plan_study


def test_the_key_comes_back_without_the_masks(rows, tmp_path: Path) -> None:
    study = plan_study(rows)
    write_key(study, tmp_path / "key.json", {"split": "eval"})
    name, trials = read_key(tmp_path / "key.json")
    assert name == study.name
    assert [(t.name, t.method, t.subject, t.iou) for t in trials.values()] == [
        (t.name, t.method, t.subject, t.iou) for t in study.trials
    ]


@pytest.mark.parametrize("content", ["[]", "{}", "no json", '{"format": "x", "version": 1}'])
def test_other_files_are_no_keys(tmp_path: Path, content: str) -> None:
    (tmp_path / "key.json").write_text(content)
    with pytest.raises(FormatError, match=r"key\.json is no key of a rating page"):
        read_key(tmp_path / "key.json")
    with pytest.raises(InputError, match=r"none\.json does not exist"):
        read_key(tmp_path / "none.json")
