"""Claims about sets that come in a form that anymask knows anyway."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anymask.data.open import open_dataset
from anymask.data.suites.any_form import AnyForm
from anymask.errors import FormatError

Save = Callable[..., Path]


def test_only_the_name_of_the_set_changes(
    photo: Save, document: Save, coco: Callable[[str], dict[str, Any]]
) -> None:
    root = photo("images/a.jpg")
    document("annotations.json", coco("a.jpg"))
    ours, plain = AnyForm().open(root, "IBD"), open_dataset(root)
    assert ours.source(0) == "IBD"
    assert (len(ours), ours.name(0), ours.left_out) == (len(plain), plain.name(0), plain.left_out)
    assert ours.compact(0).masks == plain.compact(0).masks
    assert ours.image_bytes(0) == plain.image_bytes(0)


def test_a_folder_of_no_known_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="nor another form of labelled images"):
        AnyForm().open(tmp_path, "IBD")
