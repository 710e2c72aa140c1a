"""The data engine from its first round to its last, with simulated annotators and real pictures.

    python benchmarks/engine_rounds.py SET OUT [--labelled train] [--judged eval] [--cut 1]
        [--rounds 4] [--images 9] [--late-rounds 2] [--late-images 8] [--image-seconds 600]
        [--judged-images 6] [--set KEY=VALUE ...]

SET is a labelled data set with splits; --cut 2 cuts each picture into 2 x 2. Its part --labelled is
what people label, in the rounds of stage 1 and then of stage 2; every model is measured on all
objects of the part --judged, which the engine never sees. --set changes the engine's settings.
Everything but the cutting is the command line that users have. What is done is kept in
OUT/done.json: the same command goes on after an interruption.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

from anymask.data.coco import write_coco
from anymask.data.open import open_dataset
from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle
from anymask.storage.images import save_png

LEAST_PIXELS = 100
"""Smaller parts of objects are left out, as the annotators would."""

Step = tuple[str, ...]


def cut_up(data: Path, split: str, parts: int, out: Path) -> None:
    """Write a part of a data set as COCO, pictures cut into pieces, in an order without meaning."""
    dataset, records = open_dataset(data, split=split), list[ImageRecord]()
    for index in range(len(dataset)):
        sample = dataset[index]
        height, width = sample.size
        for place in range(parts**2):
            row, column = divmod(place, parts)
            rows = slice(row * height // parts, (row + 1) * height // parts)
            columns = slice(column * width // parts, (column + 1) * width // parts)
            masks = sample.masks[:, rows, columns].contiguous()
            runs = rle.encode(masks[masks.flatten(1).sum(1) >= LEAST_PIXELS])
            stem = f"{Path(dataset.name(index)).stem}_{place}"
            name = f"{hashlib.sha256(stem.encode()).hexdigest()[:6]}_{stem}.png"
            save_png(
                out / "images" / name,
                sample.image[:, rows, columns].permute(1, 2, 0).contiguous().numpy(),
            )
            size = (masks.shape[1], masks.shape[2])
            records.append(ImageRecord(name, size, tuple(map(MaskRecord.of, runs)), len(records)))
    write_coco(out / "annotations.json", records)


def plan(options: argparse.Namespace) -> list[Step]:
    """Return the commands of the whole experiment, in order."""
    zoo, images = str(options.out / "engine"), str(options.out / "labelled/images")
    changes = [word for change in options.set for word in ("--set", change)]
    steps: list[Step] = [("init", zoo, "--images", images, *changes)]

    def label(number: int, images: int) -> Step:
        truth = ("--truth", str(options.out / "labelled"), "--seed", str(number))
        limits = ("--images", str(images), "--image-seconds", str(options.image_seconds))
        return ("simulate", zoo, *truth, *limits)

    for number in range(options.rounds):
        steps += [label(number, options.images), ("train", zoo)]
    steps += [("train-detector", zoo), ("advance", zoo, "--stage", "semi-automatic")]
    steps += [("propose", zoo)]
    for number in range(options.late_rounds):
        steps += [label(options.rounds + number, options.late_images), ("train", zoo)]
        if number + 1 < options.late_rounds:
            steps += [("propose", zoo)]
    return [*steps, ("advance", zoo, "--stage", "fully-automatic"), ("automatic", zoo)]


def run(*words: str) -> str:
    """Run anymask and return what it prints; what it says of its progress is shown."""
    command = [sys.executable, "-m", "anymask", *words]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def judge(out: Path, images: int) -> None:
    """Print what each model is worth on all objects of pictures that the engine never saw."""
    fixed = ("--data", str(out / "judged"), "--split", "all", "--max-images", str(images))
    print("model                    1 click    box  8 clicks  clicks to .85 (8 at most)")
    for model in ["tiny", *map(str, sorted(out.glob("engine/runs/*-train/run/model")))]:
        words = (*fixed, "--clicks", "1,8", "--model", model, "--json")
        scores = json.loads(run("evaluate", "points", *words))["methods"][0]["mean"]["scores"]
        name = model if model == "tiny" else Path(model).parents[1].name
        shown = [scores[key] for key in ("regular", "box", "clicks_8", "noc_85")]
        print("{:24} {:7.3f} {:6.3f} {:9.3f} {:10.2f}".format(name, *shown), flush=True)


def main() -> None:
    """Do the steps that are not done yet, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--labelled", default="train")
    parser.add_argument("--judged", default="eval")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--image-seconds", type=float, default=600.0)
    for name, default in (("cut", 1), ("rounds", 4), ("images", 9)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--judged-images", type=int, default=6)
    parser.add_argument("--late-rounds", type=int, default=2)
    parser.add_argument("--late-images", type=int, default=8)
    options = parser.parse_args()
    diary = options.out / "done.json"
    if not diary.exists():
        cut_up(options.data, options.labelled, options.cut, options.out / "labelled")
        cut_up(options.data, options.judged, options.cut, options.out / "judged")
    done = json.loads(diary.read_text()) if diary.exists() else []
    for number, step in enumerate(plan(options)):
        if number < len(done):
            continue
        print(f"{time.strftime('%H:%M:%S')} {' '.join(step)}", flush=True)
        print(run("engine", *step), flush=True)
        done.append(step)
        diary.write_text(json.dumps(done))
    print(run("engine", "status", str(options.out / "engine")))
    judge(options.out, options.judged_images)


if __name__ == "__main__":
    main()
