"""Load the model that `--model --device --precision --seed` ask for, for every command."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from anymask.cli.options import PrecisionName

if TYPE_CHECKING:
    from anymask.inference.segmenter import Segmenter


@dataclass(frozen=True)
class ModelChoice:
    """Which model, where, and how exact.

    Attributes:
        model: a name of the catalog, a file or a folder.
        device: where it runs; None takes the best one there is.
        precision: of weights and arithmetic.
        seed: of every random choice.
    """

    model: str
    device: str | None
    precision: PrecisionName
    seed: int

    def load(self) -> "Segmenter":
        """Seed torch and load the model."""
        import torch

        from anymask.inference.segmenter import Segmenter
        from anymask.models.load import load_sam

        torch.manual_seed(self.seed)
        return Segmenter(load_sam(self.model, device=self.device, precision=self.precision))

    def stamp(self) -> list[int]:
        """Sizes and times of the weights' files: they change when the model does."""
        from anymask.models.load import find_weights

        path = find_weights(self.model)
        files: list[Path] = sorted(path.iterdir()) if path.is_dir() else [path]
        return [
            number for file in files for number in (file.stat().st_size, file.stat().st_mtime_ns)
        ]
