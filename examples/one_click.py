"""One click is ambiguous: show the three answers and what the model thinks of them.

Run: python examples/one_click.py cat.png 230 80
"""

import sys

import anymask


def main(path: str, x: str, y: str, model: str = "tiny") -> None:
    scene = anymask.load(model).embed(path)
    masks = scene.segment(points=[(float(x), float(y))])
    for score, area, box in zip(masks.scores, masks.areas, masks.boxes, strict=True):
        print(f"score {score:.2f}  area {area:6d} px  box {box.tolist()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
