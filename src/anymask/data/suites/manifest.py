"""What is known of a published data set and of a collection of them: a suite.

`sam23/` is the table of one; the command line lists it and runs what is on disk.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anymask.data.dataset import MaskDataset
from anymask.data.suites.layout import Layout
from anymask.errors import InputError, did_you_mean

Evidence = Literal["publisher", "third party"]
"""Who says what the licence is: those who publish the set, or a catalogue of other people's."""


@dataclass(frozen=True)
class Licence:
    """On what terms a set may be used.

    Attributes:
        terms: their name, or what they come to.
        evidence: who says so.
    """

    terms: str
    evidence: Evidence


@dataclass(frozen=True)
class PublishedSet:
    """A data set as its authors published it, and the part of it that a suite uses.

    Attributes:
        name: short, in tables and as the name of its folder.
        title: in full.
        shows: what is seen in it.
        masks_of: what a mask is: an object, a class, or either.
        part: the split or subset that the suite uses.
        images: how many images the source used.
        masks: how many masks the source used.
        thinned: whether these were drawn from more; the source gives the rule, not the sets.
        address: where to get it.
        licence: its terms; None where we could not read them.
        files: what has to lie in its folder.
        layout: how to open that.
        remarks: what we chose, and what is not certain.
    """

    name: str
    title: str
    shows: str
    masks_of: Literal["instances", "classes", "instances and classes"]
    part: str
    images: int
    masks: int
    thinned: bool
    address: str
    licence: Licence | None
    files: str
    layout: Layout
    remarks: str = ""

    def open(self, folder: Path) -> MaskDataset:
        """Open it where it was unpacked.

        Raises:
            InputError: its files are not there.
            FormatError: an annotation file is damaged.
        """
        return self.layout.open(folder, self.name)


@dataclass(frozen=True)
class Suite:
    """A collection of data sets.

    Attributes:
        name: what `--suite` takes.
        source: where it was put together.
        rule: how sets are thinned out, in words.
        thin_to: so many masks are drawn from sets that are thinned.
        sets: its members, by the order of the source.
    """

    name: str
    source: str
    rule: str
    thin_to: int
    sets: tuple[PublishedSet, ...]

    def find(self, name: str) -> PublishedSet:
        """Look a set up.

        Raises:
            InputError: there is none of that name.
        """
        known = {each.name: each for each in self.sets}
        if name not in known:
            raise InputError(f"{self.name} has no set '{name}'; {did_you_mean(name, known)}")
        return known[name]

    def on_disk(self, root: Path) -> dict[str, Path]:
        """Find the folders of its sets, each named like its set in letters of any case.

        Args:
            root: the folder that holds a folder per set.

        Returns:
            Name of the set -> its folder, in the order of the suite; empty folders do not count.

        Raises:
            InputError: there is no such folder.
        """
        if not root.is_dir():
            raise InputError(f"{root} is no folder; pass the one that holds a folder for each set")
        folders = {path.name.casefold(): path for path in sorted(root.iterdir()) if path.is_dir()}
        found = {each.name: folders.get(each.name.casefold()) for each in self.sets}
        return {name: path for name, path in found.items() if path and any(path.iterdir())}
