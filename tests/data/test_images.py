import io
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anymask.data.images import UnlabelledImages
from anymask.errors import InputError
from anymask.storage.images import open_image


def _jpeg(grey: int) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(np.full((8, 8, 3), grey, np.uint8)).save(stream, "jpeg")
    return stream.getvalue()


def _write(path: Path, grey: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_jpeg(grey))


def test_pictures_at_any_depth_are_found_in_order(tmp_path):
    for grey, name in enumerate(["b.jpg", "a/2.JPG", "a/deep/1.png"]):
        _write(tmp_path / name, 40 * grey)
    images = UnlabelledImages([tmp_path])
    names = [images.name(index) for index in range(len(images))]
    assert names == [str(tmp_path / n) for n in ("a/2.JPG", "a/deep/1.png", "b.jpg")]
    assert [open_image(images.image_bytes(i))[0, 0, 0] for i in range(3)] == [40, 80, 0]


def test_labels_and_hidden_files_are_left_alone(tmp_path):
    for name in ("images/a.jpg", "masks/a.png", "images/.b.jpg", ".cache/c.jpg"):
        _write(tmp_path / name)
    (tmp_path / "images/a.json").write_text("{}")
    assert len(UnlabelledImages([tmp_path])) == 1


def test_a_hidden_folder_above_does_not_matter(tmp_path):
    _write(tmp_path / ".data/set/a.jpg")
    assert len(UnlabelledImages([tmp_path / ".data/set"])) == 1


def test_pictures_inside_a_tar_are_read(tmp_path):
    with tarfile.open(tmp_path / "pack.tar", "w") as archive:
        for name, content in (("x/a.jpg", _jpeg(80)), ("x/a.json", b"{}")):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    images = UnlabelledImages([tmp_path / "pack.tar"])
    assert (len(images), images.name(0), images.image_bytes(0)) == (1, "x/a.jpg", _jpeg(80))


def test_several_paths_are_one_set(tmp_path):
    _write(tmp_path / "one/a.jpg")
    _write(tmp_path / "two/b.jpg")
    assert len(UnlabelledImages([tmp_path / "one", tmp_path / "two/b.jpg"])) == 2


def test_missing_and_empty_places_are_refused(tmp_path):
    with pytest.raises(InputError, match="nowhere does not exist"):
        UnlabelledImages([tmp_path / "nowhere"])
    with pytest.raises(InputError, match="holds no picture"):
        UnlabelledImages([tmp_path])
