"""anymask: a valid mask for any prompt.

    >>> import anymask
    >>> model = anymask.load("tiny")                                   # doctest: +SKIP
    >>> scene = model.embed(anymask.open_image("cat.jpg"))             # doctest: +SKIP
    >>> masks = scene.segment(points=[(320, 240)], labels=[1])         # doctest: +SKIP

`import anymask` is instant: every public name is imported from the floor that owns it when it is
first used, and only then does torch load.
"""

import importlib
import importlib.metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anymask.errors import (
        AnymaskError,
        CheckpointError,
        ConfigurationError,
        FormatError,
        InputError,
        ResourceError,
    )
    from anymask.inference.options import AutomaticOptions
    from anymask.inference.result import Masks
    from anymask.inference.scene import Scene
    from anymask.inference.segmenter import Segmenter, load
    from anymask.storage.images import open_image

__version__ = importlib.metadata.version("anymask")

__all__ = [
    "AnymaskError",
    "AutomaticOptions",
    "CheckpointError",
    "ConfigurationError",
    "FormatError",
    "InputError",
    "Masks",
    "ResourceError",
    "Scene",
    "Segmenter",
    "__version__",
    "load",
    "open_image",
]

_HOME = {
    "AnymaskError": "anymask.errors",
    "AutomaticOptions": "anymask.inference.options",
    "CheckpointError": "anymask.errors",
    "ConfigurationError": "anymask.errors",
    "FormatError": "anymask.errors",
    "InputError": "anymask.errors",
    "Masks": "anymask.inference.result",
    "ResourceError": "anymask.errors",
    "Scene": "anymask.inference.scene",
    "Segmenter": "anymask.inference.segmenter",
    "load": "anymask.inference.segmenter",
    "open_image": "anymask.storage.images",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'anymask' has no attribute {name!r}")
    value: object = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names beside what is already loaded."""
    return sorted({*globals(), *__all__})
