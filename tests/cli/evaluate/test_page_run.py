"""Making a page: only its own folder is for raters, and one kind of masks makes no pairs."""

from pathlib import Path

import pytest

from anymask.cli.evaluate.page_run import make_page
from anymask.cli.evaluate.request import Request
from anymask.errors import ConfigurationError
from anymask.evaluation.sampling import Sampling


def by_segments(squares: Path) -> Request:
    """A request for segments."""
    return Request([squares], "eval", Sampling(), [], ["felzenszwalb"], None, "fp32")


def test_key_and_rows_lie_outside_the_folder_that_raters_get(squares: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = make_page(by_segments(squares), out, "Masks", annotation=True, together=False)
    assert done.page == out / "page" / "index.html"
    assert done.key == out / "key.json"
    assert {path.name for path in done.page.parent.iterdir()} == {"index.html", "pictures"}
    assert done.to_dict()["study"] == done.study.name


def test_one_kind_of_masks_makes_no_pairs(squares: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="one method alone makes no pairs"):
        make_page(by_segments(squares), tmp_path / "out", "", annotation=False, together=False)
