"""Cut an image into patches and embed each one linearly."""

from jaxtyping import Float
from torch import Tensor, nn

from anymask.nn.linear import linear


class PatchEmbed(nn.Module):
    """Embed non-overlapping square patches: (B, C, H, W) pixels -> (B, h, w, width) tokens."""

    def __init__(self, patch_size: int, width: int, in_channels: int = 3) -> None:
        super().__init__()
        self.patch_size = patch_size
        # A convolution only in its parameters, so that official weights fit; computed as a matrix
        # product over unfolded patches, which is what it is.
        self.proj = nn.Conv2d(in_channels, width, kernel_size=patch_size, stride=patch_size)

    def forward(self, pixels: Float[Tensor, "B I H W"]) -> Float[Tensor, "B h w C"]:
        batch, channels, height, width = pixels.shape
        p = self.patch_size
        patches = pixels.view(batch, channels, height // p, p, width // p, p)
        patches = patches.permute(0, 2, 4, 1, 3, 5).flatten(3)  # (B, h, w, I*p*p)
        return linear(patches, self.proj.weight.flatten(1), self.proj.bias)
