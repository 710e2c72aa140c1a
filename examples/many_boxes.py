"""Turn the boxes of a detector into masks, in one call, and cut the objects out.

Run: python examples/many_boxes.py cat.png 20,0,400,299 128,78,215,152
"""

import sys
from pathlib import Path

import anymask
from anymask.storage.images import save_png


def main(path: str, *boxes: str, model: str = "tiny") -> None:
    image = anymask.open_image(path)
    corners = [tuple(float(number) for number in box.split(",")) for box in boxes]
    masks = anymask.load(model).embed(image).segment(boxes=corners)
    for index, mask in enumerate(masks.binary().numpy()):
        target = Path(path).with_name(f"{Path(path).stem}-{index}.png")
        save_png(target, image * mask[..., None])
        print(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
