"""Correct a mask click by click: the last answer's logits go back in with each new click.

Run: python examples/refine.py cat.png 230,80,1 420,60,0 170,115,1
"""

import sys

import anymask


def main(path: str, *clicks: str, model: str = "tiny") -> None:
    scene = anymask.load(model).embed(path)
    points: list[tuple[float, float]] = []
    labels: list[int] = []
    masks = None
    for click in clicks:
        x, y, label = click.split(",")
        points.append((float(x), float(y)))
        labels.append(int(label))
        masks = scene.segment(points=points, labels=labels, refine=masks, multimask=False)
        print(f"{len(points)} clicks: score {masks.scores[0]:.2f}, {masks.areas[0]} px")


if __name__ == "__main__":
    main(*sys.argv[1:])
