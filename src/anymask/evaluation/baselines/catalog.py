"""The baselines by name."""

from collections.abc import Callable

from anymask.errors import ConfigurationError, did_you_mean
from anymask.evaluation.baselines.box import FilledBox
from anymask.evaluation.baselines.box_grid import BoxGrid
from anymask.evaluation.baselines.canny import Canny
from anymask.evaluation.baselines.colours import Colours
from anymask.evaluation.baselines.felzenszwalb import Felzenszwalb
from anymask.evaluation.baselines.grabcut import GrabCut
from anymask.evaluation.baselines.segments import Segments
from anymask.evaluation.baselines.sobel import Sobel
from anymask.evaluation.baselines.whole_picture import WholePicture
from anymask.evaluation.edges.annotators import Annotators
from anymask.evaluation.methods import Method

BASELINES: dict[str, Callable[[], Method]] = {
    "felzenszwalb": Felzenszwalb,
    "grabcut": GrabCut,
    "box": FilledBox,
    "whole-picture": WholePicture,
    "segments": Segments,
    "box-grid": BoxGrid,
    "colours": Colours,
    "sobel": Sobel,
    "canny": Canny,
    "annotators": Annotators,
}


def find_baseline(name: str) -> Method:
    """Make the baseline of this name.

    Raises:
        ConfigurationError: there is none, or the package that it needs is not installed.
    """
    if name not in BASELINES:
        raise ConfigurationError(f"no baseline is called {name!r}; {did_you_mean(name, BASELINES)}")
    return BASELINES[name]()
