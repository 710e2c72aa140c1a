"""`--suite` and `--root`: the sets of a published suite that are on disk, thinned as it says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from anymask.data.dataset import MaskDataset
from anymask.data.suites.catalog import find_suite
from anymask.data.suites.manifest import Suite
from anymask.errors import ConfigurationError, FormatError, InputError
from anymask.evaluation.sampling import Sampling


@dataclass(frozen=True)
class SuiteOnDisk:
    """A suite, and where those of its sets lie that are there.

    Attributes:
        suite: all of its sets.
        folders: name of a set -> its folder.
    """

    suite: Suite
    folders: Mapping[str, Path]

    @classmethod
    def find(cls, name: str | None, root: Path | None) -> Self | None:
        """Look for the sets of `--suite` in `--root`; None where neither is given.

        Raises:
            ConfigurationError: one is given without the other, or there is no such suite.
            InputError: none of its sets is there.
        """
        if name is None and root is None:
            return None
        if name is None or root is None:
            raise ConfigurationError("--suite NAME and --root FOLDER belong together; pass both")
        suite = find_suite(name)
        folders = suite.on_disk(root)
        if not folders:
            names = ", ".join(each.name for each in suite.sets)
            raise InputError(
                f"{root} has no folder of {name} with anything in it; it wants folders named "
                f"{names}: `anymask data suites` says where to get them"
            )
        return cls(suite, folders)

    def open(self) -> list[tuple[str, MaskDataset]]:
        """Open the sets that are there, each with the path of its folder.

        Raises:
            InputError: a folder does not hold what its set wants.
        """
        return [(str(path), self._open(name, path)) for name, path in self.folders.items()]

    def sampling_of(self, data: str, asked: Sampling) -> Sampling:
        """Say how the set in a folder is thinned out; a maximum that was asked for comes first."""
        names = {str(path): name for name, path in self.folders.items()}
        thinned = data in names and self.suite.find(names[data]).thinned
        if not thinned or asked.max_objects is not None:
            return asked
        return replace(asked, max_objects=self.suite.thin_to)

    @property
    def notes(self) -> tuple[str, ...]:
        """What of the suite is not there, in a sentence."""
        missing = [each.name for each in self.suite.sets if each.name not in self.folders]
        if not missing:
            return ()
        return (
            f"{self.suite.name}: {len(self.folders)} of {len(self.suite.sets)} sets are on disk, "
            f"the mean is over these; not there: {', '.join(missing)}",
        )

    def _open(self, name: str, path: Path) -> MaskDataset:
        wanted = self.suite.find(name)
        try:
            return wanted.open(path)
        except (InputError, FormatError) as error:
            raise InputError(
                f"{path} cannot be opened as {name}: {error} ({name} wants {wanted.files})"
            ) from error
