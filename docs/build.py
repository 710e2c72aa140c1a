"""Make the pictures of the README: what `anymask demo` shows, with few enough colours to be small.

Run it by `make docs`, whenever the default model or the drawing changes.
"""

import tempfile
from pathlib import Path

from PIL import Image

from anymask.cli.demo import demo

IMAGES = Path(__file__).parent / "images"
PICTURES = ("point.png", "box.png", "everything.png")
COLOURS = 128


def main() -> None:
    """Write docs/images."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo(out=Path(folder))
        for name in PICTURES:
            with Image.open(Path(folder) / name) as picture:
                small = picture.quantize(COLOURS, dither=Image.Dither.FLOYDSTEINBERG)
                small.save(IMAGES / name, optimize=True)
            print(f"{IMAGES / name}: {(IMAGES / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
