"""Load the model that `--model --device --precision --seed` ask for, for every command."""

from anymask.cli.options import PrecisionName
from anymask.inference.segmenter import Segmenter


def load_segmenter(model: str, device: str | None, precision: PrecisionName, seed: int) -> Segmenter:
    """Seed torch and load a model.

    Args:
        model: a name of the catalog, a file or a folder.
        device: where it runs; None takes CUDA, then MPS, then the CPU, whichever is there.
        precision: of weights and arithmetic.
        seed: of every random choice that follows.
    """
    import torch

    from anymask.models.load import load_sam

    torch.manual_seed(seed)
    return Segmenter(load_sam(model, device=device, precision=precision))
