"""Make the pictures of the documents: what `anymask demo` shows, and synthetic scenes.

They have few enough colours, or are compressed enough, to be small. Run it by `make docs`, whenever
the default model, the drawing or the scenes change.
"""

import tempfile
from pathlib import Path

from PIL import Image

from anymask.cli.demo import demo
from anymask.data.scenes.sheet import contact_sheet, explained
from anymask.data.scenes.source import make_scene
from anymask.data.scenes.worlds.catalog import WORLDS

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
    scenes = IMAGES / "scenes.jpg"
    draw_scenes().save(scenes, quality=82, optimize=True)
    print(f"{scenes}: {scenes.stat().st_size / 1000:.0f} kB")


def draw_scenes() -> Image.Image:
    """Two scenes of each world, and below one of them with its masks and its depth."""
    few = [make_scene(seed, 160, world=world) for seed in (1, 4) for world in WORLDS]
    sheet = contact_sheet(few, columns=len(WORLDS))
    below = explained(make_scene(4, 512, world="outdoors"))
    below = below.resize((sheet.width, sheet.width // 3), Image.Resampling.LANCZOS)
    picture = Image.new("RGB", (sheet.width, sheet.height + below.height))
    picture.paste(sheet, (0, 0))
    picture.paste(below, (0, sheet.height))
    return picture


if __name__ == "__main__":
    main()
