"""Claims about suites and their sets on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anymask.data.suites.sam23.suite import SAM_23
from anymask.errors import InputError

Save = Callable[..., Path]


def test_a_set_is_opened_under_its_own_name(
    photo: Save, document: Save, coco: Callable[[str], dict[str, Any]], tmp_path: Path
) -> None:
    photo("downloads/images/a.jpg")
    for name in ("train", "val", "test"):
        document(f"downloads/{name}.json", coco("a.jpg"))
    dataset = SAM_23.find("Plittersdorf").open(tmp_path / "downloads")
    assert (dataset.source(0), len(dataset)) == ("Plittersdorf", 3)


def test_folders_are_found_by_name_in_letters_of_any_case(tmp_path: Path) -> None:
    for name in ("ovis/train", "LVIS/val2017", "something else/x"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "GTEA").mkdir()
    (tmp_path / "DRAM").write_text("a file")
    assert SAM_23.on_disk(tmp_path) == {"LVIS": tmp_path / "LVIS", "OVIS": tmp_path / "ovis"}


def test_unknown_sets_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'TrashCan'"):
        SAM_23.find("TrashCam")
    with pytest.raises(InputError, match="is no folder"):
        SAM_23.on_disk(tmp_path / "nowhere")
