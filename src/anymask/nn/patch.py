"""Cut an image into patches, embed each one linearly, and put patches together again."""

from jaxtyping import Float, Shaped
from torch import Tensor, nn

from anymask.nn.linear import linear


def cut_patches(pixels: Shaped[Tensor, "B I H W"], patch_size: int) -> Shaped[Tensor, "B h w P"]:
    """Cut images into square patches of P = I * patch_size^2 values: channel, row, column.

    >>> import torch
    >>> cut_patches(torch.arange(16).view(1, 1, 4, 4), 2)[0, 0]
    tensor([[0, 1, 4, 5],
            [2, 3, 6, 7]])
    """
    batch, channels, height, width = pixels.shape
    p = patch_size
    patches = pixels.view(batch, channels, height // p, p, width // p, p)
    return patches.permute(0, 2, 4, 1, 3, 5).flatten(3)  # (B, h, w, I*p*p)


def join_patches(patches: Shaped[Tensor, "B h w P"], patch_size: int) -> Shaped[Tensor, "B I H W"]:
    """Undo `cut_patches`."""
    batch, rows, columns, _ = patches.shape
    p = patch_size
    pixels = patches.view(batch, rows, columns, -1, p, p).permute(0, 3, 1, 4, 2, 5)
    return pixels.reshape(batch, -1, rows * p, columns * p)  # (B, I, H, W)


class PatchEmbed(nn.Module):
    """Embed non-overlapping square patches: (B, C, H, W) pixels -> (B, h, w, width) tokens."""

    def __init__(self, patch_size: int, width: int, in_channels: int = 3) -> None:
        super().__init__()
        self.patch_size = patch_size
        # A convolution only in its parameters, so that official weights fit; computed as a matrix
        # product over unfolded patches, which is what it is.
        self.proj = nn.Conv2d(in_channels, width, kernel_size=patch_size, stride=patch_size)

    def project(self, patches: Float[Tensor, "*B P"]) -> Float[Tensor, "*B C"]:
        """Embed patches that are cut already, as `cut_patches` orders their values."""
        return linear(patches, self.proj.weight.flatten(1), self.proj.bias)

    def forward(self, pixels: Float[Tensor, "B I H W"]) -> Float[Tensor, "B h w C"]:
        return self.project(cut_patches(pixels, self.patch_size))
