"""Where the results of one image go: one path per format, found out before a model is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anymask.cli.options import DEFAULT_OUT
from anymask.data.formats import FORMATS
from anymask.errors import ConfigurationError, InputError, did_you_mean

OVERLAY = "overlay"
EXTENSIONS = {OVERLAY: ".overlay.png"} | {name: one.extension for name, one in FORMATS.items()}
"""What follows an image's name in its results, by format."""

LABELS_EXTENSION = ".labels.png"
GUESSES = {".png": OVERLAY, ".json": "coco", ".geojson": "geojson", ".txt": "yolo"}
"""The format meant by the ending of a file name after `--out`."""


@dataclass(frozen=True)
class Target:
    """Where the results of one image go.

    Attributes:
        paths: by name of the format.
        label_map: where the picture of labels goes, or None when none is wanted.
    """

    paths: dict[str, Path]
    label_map: Path | None = None

    @classmethod
    def plan(
        cls,
        stem: str,
        out: Path | None,
        formats: Sequence[str] | None,
        *,
        label_map: bool = False,
    ) -> "Target":
        """Name the files.

        Args:
            stem: what the names begin with.
            out: a folder, or a file name when it has an ending; None is the default folder.
            formats: names of formats; none means what the file name says, else an overlay.
            label_map: whether a picture of labels is wanted too.

        Raises:
            ConfigurationError: a format that does not exist.
            InputError: one file name for several formats.

        >>> Target.plan("cat", Path("masks"), ["sa1b"]).paths["sa1b"].as_posix()
        'masks/cat.json'
        """
        out = DEFAULT_OUT if out is None else out
        guess = GUESSES.get(out.suffix.lower(), OVERLAY) if is_file_name(out) else OVERLAY
        chosen = check_formats(formats or [guess])
        if not is_file_name(out):
            paths = {name: out / f"{stem}{EXTENSIONS[name]}" for name in chosen}
            return cls(paths, out / f"{stem}{LABELS_EXTENSION}" if label_map else None)
        if len(chosen) > 1:
            raise InputError(f"--out {out} is one file for {len(chosen)} formats; pass a folder")
        labels = out.with_name(f"{out.stem}{LABELS_EXTENSION}")
        return cls({chosen[0]: out}, labels if label_map else None)


def is_file_name(out: Path) -> bool:
    """Whether `--out` names a file: it has an ending and is not a folder that exists."""
    return bool(out.suffix) and not out.is_dir()


def wants_files(out: Path | None, formats: Sequence[str] | None, as_json: bool) -> bool:
    """Whether to write files at all: always, but with `--json` alone."""
    return not as_json or out is not None or bool(formats)


def check_formats(formats: Sequence[str]) -> list[str]:
    """Check the names of formats; a name given twice counts once.

    Raises:
        ConfigurationError: a format that does not exist.

    >>> check_formats(["coco", "sa1b", "coco"])
    ['coco', 'sa1b']
    """
    for name in formats:
        if name not in EXTENSIONS:
            raise ConfigurationError(
                f"no format is called {name!r}; {did_you_mean(name, EXTENSIONS)}"
            )
    return list(dict.fromkeys(formats))
