"""Pictures without labels: all image files of folders and tars, by number, still encoded.

Pre-training reads them through `crops.CropStream`. Labelled sets of any form will do as well: the
labels are left alone.
"""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from anymask.errors import InputError
from anymask.storage.archives import Span, index_tar, is_archive
from anymask.storage.images import SUFFIXES


class UnlabelledImages:
    """The image files under some folders and inside some (uncompressed) tars.

    Of a folder that holds a folder `images`, only that one counts: beside it lie labels, which are
    often pictures too. Hidden files and folders are left out.

    Args:
        paths: folders, tars and image files.

    Raises:
        InputError: one of them does not exist or holds no picture.
        FormatError: a tar is compressed or damaged.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._files = [file for path in paths for file in _find(path)]

    def __len__(self) -> int:
        return len(self._files)

    def name(self, index: int) -> str:
        """Return the path of an image, or its name within its tar."""
        return self._files[index][0]

    def image_bytes(self, index: int) -> bytes:
        """Read an image, still encoded."""
        return self._files[index][1].read()


def _find(path: Path) -> list[tuple[str, Span]]:
    """List the pictures of one path, by name, and where their bytes lie."""
    if not path.exists():
        raise InputError(f"{path} does not exist; pass a folder or a tar of pictures")
    if is_archive(path):
        found = [(name, span) for name, span in index_tar(path).items() if _is_picture(name)]
    else:
        root = path / "images" if (path / "images").is_dir() else path
        files = [path] if path.is_file() else sorted(root.rglob("*"))
        found = [
            (str(file), Span(file, 0, file.stat().st_size))
            for file in files
            if _is_picture(str(file.relative_to(path.parent))) and file.is_file()
        ]
    if not found:
        raise InputError(
            f"{path} holds no picture; pass a folder or a tar with files that end in "
            f"{', '.join(sorted(SUFFIXES))}"
        )
    return sorted(found)


def _is_picture(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") for part in path.parts if part not in (".", ".."))
    return path.suffix.lower() in SUFFIXES and not hidden
