"""Print everything in a picture as a tree: wholes, their parts, and the parts of those.

Run: python examples/part_tree.py cat.png
"""

import sys

import anymask


def main(path: str, model: str = "tiny", points_per_side: int = 32) -> None:
    masks = anymask.load(model).everything(path, points_per_side=points_per_side)
    parents = [] if masks.parents is None else masks.parents.tolist()

    def show(parent: int, depth: int) -> None:
        for index in (i for i, owner in enumerate(parents) if owner == parent):
            print(f"{'  ' * depth}mask {index}: {masks.areas[index]} px")
            show(index, depth + 1)

    show(parent=-1, depth=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
