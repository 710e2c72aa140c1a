"""What `anymask evaluate` is asked to measure: which methods, on which labelled images."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Self

from anymask.cli import options
from anymask.cli.evaluate.suite import SuiteOnDisk
from anymask.cli.loading import ModelChoice
from anymask.cli.options import PrecisionName, part_of
from anymask.data.dataset import MaskDataset
from anymask.data.open import open_dataset
from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.catalog import find_baseline
from anymask.evaluation.checkpoints import expand
from anymask.evaluation.methods import Method, ModelMethod
from anymask.evaluation.sampling import Sampling


@dataclass(frozen=True)
class Request:
    """What to measure, on what."""

    data: Sequence[Path]
    split: str
    sampling: Sampling
    models: Sequence[str]
    baselines: Sequence[str]
    device: str | None
    precision: PrecisionName
    suite: SuiteOnDisk | None = None

    @classmethod
    def of(
        cls,
        data: Sequence[Path],
        split: str,
        sampling: Sampling,
        models: Sequence[str] | None,
        baselines: Sequence[str] | None,
        device: str | None,
        precision: PrecisionName,
        suite: SuiteOnDisk | None = None,
    ) -> Self:
        """Take the options of a command; without any method the default model is measured.

        Raises:
            ConfigurationError: there is nothing to measure on.
        """
        if not data and suite is None:
            raise ConfigurationError("there is nothing to measure on; pass --data, or --suite")
        chosen = (models or []) if baselines else (models or [options.DEFAULT_MODEL])
        return cls(data, split, sampling, chosen, baselines or [], device, precision, suite)

    def settings(self) -> dict[str, object]:
        """Everything but task, methods and data that changes the scores, in JSON values."""
        suite = {} if self.suite is None else {"suite": self.suite.suite.name}
        return {"split": self.split, "precision": self.precision, **asdict(self.sampling)} | suite

    @property
    def notes(self) -> tuple[str, ...]:
        """What of a suite is not there."""
        return () if self.suite is None else self.suite.notes

    def sampling_of(self, data: str) -> Sampling:
        """Say which images and objects of one of the opened sets count."""
        return self.sampling if self.suite is None else self.suite.sampling_of(data, self.sampling)

    def open(self) -> list[tuple[str, MaskDataset]]:
        """Open all sets.

        Raises:
            ConfigurationError: two sets would be one line of a table.
        """
        split = part_of(self.split)
        opened = [(str(path), open_dataset(path, split=split)) for path in self.data]
        opened += [] if self.suite is None else self.suite.open()
        owners: dict[str, str] = {}
        for path, dataset in opened:
            for name in {dataset.source(index) for index in range(len(dataset))}:
                if name in owners:
                    raise ConfigurationError(
                        f"{owners[name]} and {path} both hold a set '{name}'; give each set once, "
                        "and folders of their own names"
                    )
                owners[name] = path
        return opened

    def methods(self) -> list[Callable[[], Method]]:
        """Check all methods, and return what loads each: models are in memory one at a time.

        Raises:
            ConfigurationError: a method does not exist, or is asked for twice.
            CheckpointError: weights that are not on disk.
        """
        models = [each for model in self.models for each in expand(model)]
        for names in (models, list(self.baselines)):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                raise ConfigurationError(f"{min(twice)} is asked for twice; give each method once")
        for name in self.baselines:
            find_baseline(name)
        return [
            *(self._loader(model) for model in models),
            *(partial(find_baseline, name) for name in self.baselines),
        ]

    def _loader(self, model: str) -> Callable[[], Method]:
        choice = ModelChoice(model, self.device, self.precision, self.sampling.seed)
        stamp = ",".join(str(number) for number in choice.stamp())
        return lambda: ModelMethod(model, choice.load(), stamp)
