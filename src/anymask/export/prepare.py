"""The first of a browser's two graphs: what every prompt on an image needs, once per image.

Besides the arranged embedding that is what the first two-way block makes of the image alone. A
textbook decoder makes it anew for every click.
"""

from jaxtyping import Float
from torch import Tensor, nn

from anymask.export.first_block import ImageProjections, first_block
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import Sam

PREPARED = ("image", "keys", "values", "queries")
"""Names of the outputs; arranged skips follow, called as `cells_names` says."""


class PrepareGraph(nn.Module):
    """An embedding to the decoder's view of its image."""

    def __init__(self, sam: Sam) -> None:
        super().__init__()
        self.sam = sam
        self.project = ImageProjections(first_block(sam))

    def forward(
        self, features: Float[Tensor, "1 C h w"], skips: tuple[Float[Tensor, "1 _ _ _"], ...]
    ) -> tuple[Tensor, ...]:
        """Prepare one image.

        Returns:
            Image tokens (1, S, C), keys (1, heads, d, S), values and queries (1, heads, S, d), and
            the skips arranged by cells: (1, S, 4, c) and (1, S, 16, c).
        """
        image = self.sam.prepare(Embedding(features, skips)).image
        return image.tokens, *self.project(image.tokens, image.positions), *image.skips


def skip_names(count: int) -> tuple[str, ...]:
    """Name the skips of an embedding, coarse to fine, as files of embeddings do."""
    return tuple(f"skip_{number}" for number in range(count))


def cells_names(count: int) -> tuple[str, ...]:
    """Name the skips once they are arranged by cells."""
    return tuple(f"cells_{number}" for number in range(count))
