"""Of the 23 sets, those that show things and scenes of all kinds, painted and X-rayed ones too.

Parts, numbers and addresses as in "Segment Anything", table 7; `suite.py` says what else holds.
"""

from anymask.data.suites.coco_files import CocoFiles
from anymask.data.suites.hypersim import HYPERSIM_FILES
from anymask.data.suites.label_values import dram_class, is_ade_object, is_dram_class
from anymask.data.suites.manifest import Licence, PublishedSet
from anymask.data.suites.pictures import EachValue, Pictures
from anymask.data.suites.video_frames import VideoFrames

NAMES_OF_2014 = "COCO_"
"""LVIS 0.5 names photos as COCO did in 2014, COCO_val2014_ and a number; on disk is the number."""


def lvis_name(file_name: str) -> str:
    """Turn a name of LVIS 0.5 into that of the photo of COCO 2017.

    >>> lvis_name("COCO_val2014_000000397133.jpg"), lvis_name("000000000139.jpg")
    ('000000397133.jpg', '000000000139.jpg')
    """
    return file_name.rpartition("_")[2] if file_name.startswith(NAMES_OF_2014) else file_name


LVIS = PublishedSet(
    name="LVIS",
    title="Large Vocabulary Instance Segmentation 0.5",
    shows="everyday scenes with over a thousand kinds of objects",
    masks_of="instances",
    part="validation of version 0.5",
    images=945,
    masks=9642,
    thinned=True,
    address="https://www.lvisdataset.org/",
    licence=Licence("annotations CC BY 4.0; photos: terms of COCO", "third party"),
    files="lvis_v0.5_val.json and the val2017/ of COCO beside it or one folder up",
    layout=CocoFiles(
        files=("lvis_v0.5_val.json",),
        images=("val2017", "../val2017", "images/val2017", "../images/val2017"),
        rename=lvis_name,
    ),
)
ZEROWASTE = PublishedSet(
    name="ZeroWaste-f",
    title="ZeroWaste, fully annotated",
    shows="paper waste on the belt of a recycling plant",
    masks_of="instances",
    part="train",
    images=2947,
    masks=6155,
    thinned=False,
    address="http://ai.bu.edu/zerowaste/",
    licence=Licence("CC BY-NC 4.0", "publisher"),
    files="splits_final_deblurred/train/labels.json and splits_final_deblurred/train/data/",
    layout=CocoFiles(files=("train/labels.json",), images=("train/data",)),
)
ISHAPE = PublishedSet(
    name="iShape",
    title="iShape, irregular shapes",
    shows="antennas, branches, fences, hangers, logs and wires",
    masks_of="instances",
    part="validation",
    images=754,
    masks=9742,
    thinned=True,
    address="https://ishape.github.io/",
    licence=Licence("CC0 1.0", "publisher"),
    files="KIND/val/image/NAME.jpg and KIND/val/instance_map/NAME.png for each of six kinds",
    layout=Pictures(
        marker="*/val/instance_map",
        images=("*/val/image/*.jpg",),
        part=r"/image/([^/]*)\.jpg$",
        labels=(r"/instance_map/\1.png",),
        read=EachValue(),
    ),
)
ADE20K = PublishedSet(
    name="ADE20K",
    title="ADE20K",
    shows="all objects of a scene, and their parts",
    masks_of="instances",
    part="validation",
    images=302,
    masks=10128,
    thinned=True,
    address="https://groups.csail.mit.edu/vision/datasets/ADE20K/",
    licence=Licence("terms of use to be agreed to on request", "publisher"),
    files="images/ADE/validation/**/NAME.jpg with NAME_seg.png and NAME_parts_*.png beside it",
    layout=Pictures(
        marker="validation",
        images=("validation/**/*.jpg",),
        part=r"\.jpg$",
        labels=("_seg.png", "_parts_*.png"),
        read=EachValue(is_object=is_ade_object),
    ),
    remarks=(
        "Objects and parts of all levels, as the source's table says; the releases of 2016 and "
        "2021 are read alike. Parts of one class and colour that touch nowhere are one mask. "
        "Checked on the three samples in the publisher's repository: their 139 objects and parts."
    ),
)
OVIS = PublishedSet(
    name="OVIS",
    title="Occluded Video Instance Segmentation",
    shows="people and animals in front of each other, in videos",
    masks_of="instances",
    part="train",
    images=2044,
    masks=10011,
    thinned=True,
    address="http://songbai.site/ovis/",
    licence=None,
    files="annotations_train.json and train/VIDEO/*.jpg",
    layout=VideoFrames("annotations_train.json", "train"),
)
HYPERSIM = PublishedSet(
    name="Hypersim",
    title="Hypersim",
    shows="rendered rooms",
    masks_of="instances",
    part="all published scenes (Evermotion volumes 1-55 without 20, 25, 40 and 49)",
    images=338,
    masks=9445,
    thinned=True,
    address="https://github.com/apple/ml-hypersim",
    licence=Licence("CC BY-SA 3.0", "publisher"),
    files="ai_*/images/scene_cam_*_final_preview/ and scene_cam_*_geometry_hdf5/",
    layout=HYPERSIM_FILES,
    remarks="The tone-mapped previews are read as images; the source does not state its own.",
)
PIDRAY = PublishedSet(
    name="PIDRay",
    title="PIDray",
    shows="forbidden things in X-rayed luggage",
    masks_of="instances",
    part="test (hard)",
    images=3733,
    masks=8892,
    thinned=False,
    address="https://github.com/bywang2018/security-dataset",
    licence=Licence("academic purposes only", "publisher"),
    files="annotations/xray_test_hard.json and hard/",
    layout=CocoFiles(files=("annotations/xray_test_hard.json",), images=("hard",)),
)
DRAM = PublishedSet(
    name="DRAM",
    title="Diverse Realism in Art Movements",
    shows="paintings",
    masks_of="classes",
    part="test, unseen movements included",
    images=718,
    masks=1179,
    thinned=False,
    address="https://faculty.runi.ac.il/arik/site/artseg/Dram-Dataset.html",
    licence=None,
    files="test/MOVEMENT/ARTIST/NAME.jpg and labels/MOVEMENT/ARTIST/NAME.png",
    layout=Pictures(
        marker="labels",
        images=("test/**/*.jpg",),
        part=r"^test/(.*)\.jpg$",
        labels=(r"labels/\1.png",),
        read=EachValue(is_object=is_dram_class, category=dram_class),
    ),
)
