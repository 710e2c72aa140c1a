"""The zoo: every model that can be loaded by name, where it comes from and under which licence."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anymask.errors import ConfigurationError, ResourceError, did_you_mean
from anymask.storage.fetch import cache_folder, fetch

WEIGHTS_FOLDER = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class Shipped:
    """Weights inside the package: a folder in anymask's own format."""

    folder: Path


@dataclass(frozen=True)
class RemoteFile:
    """One file on the web, kept in the folder that torch.hub uses."""

    url: str
    sha256: str
    size: int

    @property
    def path(self) -> Path:
        """Where the file lies once it has been downloaded."""
        return cache_folder() / self.url.rsplit("/", 1)[1]


@dataclass(frozen=True)
class HubRepository:
    """A repository of the Hugging Face hub, kept in the hub's own cache."""

    repository: str
    size: int
    files: tuple[str, ...] = ("config.json", "model.safetensors")


@dataclass(frozen=True)
class Entry:
    """A line of the catalogue.

    Attributes:
        name: what `load` and `--model` take.
        parameters: number of weights.
        source: where the weights come from.
        licence: of the weights.
        summary: half a sentence for people.
    """

    name: str
    parameters: int
    source: Shipped | RemoteFile | HubRepository
    licence: str
    summary: str

    @property
    def size(self) -> int:
        """Bytes to download, or on disk for shipped weights."""
        if isinstance(self.source, Shipped):
            return sum(path.stat().st_size for path in self.source.folder.glob("*"))
        return self.source.size


_OFFICIAL = "https://dl.fbaipublicfiles.com/segment_anything/"

_ENTRIES = (
    Entry(
        "tiny",
        6_174_112,
        Shipped(WEIGHTS_FOLDER / "tiny"),
        "Apache-2.0",
        "comes with anymask; runs anywhere",
    ),
    Entry(
        "vit_b",
        93_735_472,
        RemoteFile(
            _OFFICIAL + "sam_vit_b_01ec64.pth",
            "ec2df62732614e57411cdcf32a23ffdf28910380d03139ee0f4fcbe91eb8c912",
            375_042_383,
        ),
        "Apache-2.0",
        "official SAM, base",
    ),
    Entry(
        "vit_l",
        312_342_832,
        RemoteFile(
            _OFFICIAL + "sam_vit_l_0b3195.pth",
            "3adcc4315b642a4d2101128f611684e8734c41232a17c648ed1693702a49a622",
            1_249_524_607,
        ),
        "Apache-2.0",
        "official SAM, large",
    ),
    Entry(
        "vit_h",
        641_090_608,
        RemoteFile(
            _OFFICIAL + "sam_vit_h_4b8939.pth",
            "a7bf3b02f3ebf1267aba913ff637d9a2d5c33d3173bb679e46d9f338c26f262e",
            2_564_550_879,
        ),
        "Apache-2.0",
        "official SAM, huge",
    ),
    Entry(
        "facebook/sam-vit-base",
        93_735_472,
        HubRepository("facebook/sam-vit-base", 375_000_000),
        "Apache-2.0",
        "official SAM, base, from the hub",
    ),
    Entry(
        "facebook/sam-vit-large",
        312_342_832,
        HubRepository("facebook/sam-vit-large", 1_249_000_000),
        "Apache-2.0",
        "official SAM, large, from the hub",
    ),
    Entry(
        "facebook/sam-vit-huge",
        641_090_608,
        HubRepository("facebook/sam-vit-huge", 2_564_000_000),
        "Apache-2.0",
        "official SAM, huge, from the hub",
    ),
)

CATALOG: dict[str, Entry] = {entry.name: entry for entry in _ENTRIES}
"""Every entry by its name."""


def find(name: str) -> Entry:
    """Return the entry called `name`.

    Raises:
        ConfigurationError: there is none; the message says which was probably meant.
    """
    if name not in CATALOG:
        raise ConfigurationError(f"no model is called {name!r}; {did_you_mean(name, CATALOG)}")
    return CATALOG[name]


def local_path(entry: Entry) -> Path | None:
    """Return the file or folder that holds the weights on this machine, or None."""
    source = entry.source
    if isinstance(source, Shipped):
        return source.folder if source.folder.is_dir() else None
    if isinstance(source, RemoteFile):
        return source.path if source.path.is_file() else None
    return _cached_snapshot(source)


def download(entry: Entry, report: Callable[[int, int], None] | None = None) -> Path:
    """Fetch the weights where they are missing; resumes and verifies.

    Args:
        entry: what to fetch.
        report: called with (bytes so far, bytes in all) while a file arrives.

    Returns:
        The file or folder with the weights.
    """
    present = local_path(entry)
    if present is not None:
        return present
    source = entry.source
    if isinstance(source, RemoteFile):
        return fetch(source.url, source.path, sha256=source.sha256, size=source.size, report=report)
    if isinstance(source, HubRepository):
        return _download_snapshot(source)
    raise ResourceError(
        f"the weights of {entry.name!r} should lie in {source.folder} but do not: "
        "the installation is damaged; reinstall anymask"
    )


def _cached_snapshot(source: HubRepository) -> Path | None:
    from huggingface_hub import try_to_load_from_cache

    found = [try_to_load_from_cache(source.repository, name) for name in source.files]
    paths = [Path(path) for path in found if isinstance(path, str)]
    return paths[0].parent if len(paths) == len(source.files) else None


def _download_snapshot(source: HubRepository) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(source.repository, allow_patterns=list(source.files)))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        print(f"huggingface_hub said: {error}", file=sys.stderr)
        raise ResourceError(
            f"{source.repository} could not be downloaded from the Hugging Face hub; check the "
            "connection (and HF_ENDPOINT, HF_HUB_OFFLINE), then repeat: it resumes"
        ) from error
