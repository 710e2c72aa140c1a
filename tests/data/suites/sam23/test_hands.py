"""Claims about sets of hands: files in their published layout become objects."""

from collections.abc import Callable
from pathlib import Path

from anymask.data.suites.sam23.hands import EGOHOS, GTEA, VISOR

Save = Callable[..., Path]


def test_visor_reads_the_validation_split(
    photo: Save, document: Save, square: list[list[float]]
) -> None:
    frame = "P01_107_frame_0000000001.jpg"
    root = photo(f"GroundTruth-SparseAnnotations/rgb_frames/val/P01/P01_107/{frame}")
    pan = {"name": "pan", "segments": [square]}
    entry = {"image": {"name": frame, "video": "P01_107"}, "annotations": [pan]}
    path = "GroundTruth-SparseAnnotations/annotations/val/P01_107.json"
    document(path, {"video_annotations": [entry]})
    assert VISOR.open(root).record(0).masks[0].category == "pan"


def test_egohos_reads_images_of_two_of_its_sources(photo: Save, label_picture: Save) -> None:
    names = ("ego4d_1", "thu_1", "epic_1")
    root = photo(*(f"train/image/{name}.jpg" for name in names))
    for name in names:
        label_picture(f"train/label/{name}.png")
    dataset = EGOHOS.open(root)
    assert [dataset.name(n) for n in range(len(dataset))] == [
        "train/image/ego4d_1.jpg",
        "train/image/thu_1.jpg",
    ]
    assert [mask.category for mask in dataset.record(0).masks] == ["left hand", "right hand"]


def test_gtea_reads_each_hand(photo: Save, label_picture: Save) -> None:
    root = photo(
        "hand2K_dataset/GTEA/Images/S1_1.jpg", "hand2K_dataset/GTEA_GAZE_PLUS/Images/1.jpg"
    )
    label_picture("hand2K_dataset/GTEA/Masks/S1_1.png")
    dataset = GTEA.open(root)
    assert (len(dataset), len(dataset.compact(0).masks)) == (1, 2)
