"""The checkpoints of a training run, in the order of their steps, for curves over training."""

from pathlib import Path

from anymask.evaluation.curves import step_of
from anymask.models.load import CONFIG_NAME


def expand(model: str) -> list[str]:
    """Replace a folder of models by the models in it; anything else stays as it is.

    Args:
        model: a name of the catalogue, a file, a model's folder, or a folder with several of them,
            such as step-001000, step-002000, ...

    >>> expand("tiny")
    ['tiny']
    """
    folder = Path(model)
    if not folder.is_dir() or (folder / CONFIG_NAME).exists():
        return [model]
    found = [each for each in folder.iterdir() if (each / CONFIG_NAME).is_file()]
    by_step = sorted(found, key=lambda each: (step_of(each.name) or 0, each.name))
    return [str(each) for each in by_step] or [model]
