"""How a mask is embedded: what of the image around it the encoder sees."""

from dataclasses import dataclass

from anymask.errors import ConfigurationError


@dataclass(frozen=True)
class ProbeOptions:
    """What "Segment Anything", appendix D.6, does with a mask; it leaves the size of the crop open.

    Attributes:
        margin: how much wider than the mask's box the crop is on each side, as a share of the
            box's longer side.
        flip: whether the crop is also encoded mirrored, and both embeddings averaged.

    Raises:
        ConfigurationError: a margin below 0.
    """

    margin: float = 0.1
    flip: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.margin < float("inf"):
            raise ConfigurationError(
                f"margin is {self.margin:g}; pass 0 or more, a share of the longer side of a box"
            )
