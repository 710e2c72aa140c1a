"""How a simulated annotator works: where clicks land, how long things take, when to be content.

The times are a model, not a measurement of people; what they are good for is to compare rounds and
stages with each other. Defaults are chosen so that a mask of a few clicks takes some 10 to 15
seconds, about the published 14 s of a trained annotator ("Segment Anything", section 4).
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Behaviour:
    """One kind of annotator.

    Attributes:
        click_noise_px: standard deviation of a click around the place that was meant.
        look_seconds: to find the next object.
        click_seconds: for a click, the look at its answer included.
        brush_seconds: to mend a mask with brush and eraser once clicks do not help.
        spread: of all times, as the standard deviation of their logarithm.
        content_iou: a mask this good is accepted.
        most_clicks: before the brush is taken.
        least_pixels: objects smaller than this are overlooked.
        objects: at most so many on an image; None: all that are seen.
        image_seconds: no further object is begun on an image after this; None: however long it
            takes. Published are 20 masks of 34 s and 44 of 14 s, both about eleven minutes.
    """

    click_noise_px: float = 1.5
    look_seconds: float = 3.0
    click_seconds: float = 2.0
    brush_seconds: float = 15.0
    spread: float = 0.3
    content_iou: float = 0.85
    most_clicks: int = 8
    least_pixels: int = 100
    objects: int | None = None
    image_seconds: float | None = None

    def takes(self, seconds: float, draws: np.random.Generator) -> float:
        """Draw how long something takes this time; `seconds` is the median."""
        return float(seconds * np.exp(self.spread * draws.standard_normal()))

    def has_enough(self, seconds: float) -> bool:
        """Say whether somebody who has worked on an image for so long goes on to the next."""
        return self.image_seconds is not None and seconds >= self.image_seconds
