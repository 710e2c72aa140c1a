"""The masks of a set as a method: what an audit of people, or of the set itself, measures."""

import numpy as np
from jaxtyping import UInt8

HUMAN_AGREEMENT = "human agreement"
"""Its name where the set keeps several annotators: one of them against the others."""
THE_SET = "masks of the set"
"""Its name where another set is the second annotator."""


class OwnMasks:
    """Answers with the mask that was drawn; audits know it, and do not prompt it.

    Args:
        name: for tables.
    """

    stamp = "1"

    def __init__(self, name: str = HUMAN_AGREEMENT) -> None:
        self.name = name

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "OwnMasks":
        """Look at an image: nothing is learnt from it."""
        return self
