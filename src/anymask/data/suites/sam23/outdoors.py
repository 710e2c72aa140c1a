"""Of the 23 sets, those that show streets and buildings: from cameras on poles, cars and drones.

Parts, numbers and addresses as in "Segment Anything", table 7; `suite.py` says what else holds.
"""

from anymask.data.suites.any_form import AnyForm
from anymask.data.suites.coco_files import CocoFiles
from anymask.data.suites.label_values import cityscapes_class, is_cityscapes_segment
from anymask.data.suites.manifest import Licence, PublishedSet
from anymask.data.suites.pictures import EachValue, Pictures
from anymask.data.suites.via import ViaFiles, ViaPart
from anymask.data.suites.woodscape import WOODSCAPE_FILES

STREETS = PublishedSet(
    name="STREETS",
    title="STREETS, a camera network for traffic flow",
    shows="cars on suburban roads, seen by traffic cameras",
    masks_of="instances",
    part="no split",
    images=819,
    masks=9854,
    thinned=True,
    address="https://databank.illinois.edu/datasets/IDB-3671567",
    licence=None,
    files="vehicleannotations/annotations/vehicle-annotations.json and vehicleannotations/images/",
    layout=ViaFiles(
        parts=(
            ViaPart(
                "vehicleannotations/annotations/vehicle-annotations.json",
                "vehicleannotations/images",
            ),
        ),
    ),
)
NDISPARK = PublishedSet(
    name="NDISPark",
    title="Night and Day Instance Segmented Park",
    shows="cars in parking lots, by day and by night",
    masks_of="instances",
    part="train",
    images=111,
    masks=2577,
    thinned=False,
    address="https://zenodo.org/record/6560823",
    licence=None,
    files="train/train_coco_annotations.json and train/imgs/",
    layout=CocoFiles(files=("train/train_coco_annotations.json",), images=("train/imgs",)),
)
IBD = PublishedSet(
    name="IBD",
    title="InstanceBuilding, 2D annotations",
    shows="roofs, seen by drones",
    masks_of="instances",
    part="train",
    images=467,
    masks=11953,
    thinned=False,
    address="https://californiachen.github.io/datasets/InstanceBuilding",
    licence=None,
    files="any form that anymask reads, such as annotations.json (COCO) and images/",
    layout=AnyForm(),
    remarks="We could not look up how its published files lie; convert the 2D annotations once.",
)
WOODSCAPE = PublishedSet(
    name="WoodScape",
    title="WoodScape",
    shows="roads through the four fisheye cameras of a car",
    masks_of="instances",
    part="first release",
    images=107,
    masks=10266,
    thinned=True,
    address="https://woodscape.valeo.com/home",
    licence=None,
    files="rgb_images/NAME.png and instance_annotations/NAME.json",
    layout=WOODSCAPE_FILES,
    remarks="All outlines but those of the class void; the source does not state its choice.",
)
CITYSCAPES = PublishedSet(
    name="Cityscapes",
    title="Cityscapes",
    shows="streets of German cities, seen from a car",
    masks_of="instances and classes",
    part="validation",
    images=293,
    masks=9973,
    thinned=True,
    address="https://www.cityscapes-dataset.com/",
    licence=Licence("own terms, to be agreed to on registration", "publisher"),
    files="leftImg8bit/val/CITY/*_leftImg8bit.png and gtFine/val/CITY/*_gtFine_instanceIds.png",
    layout=Pictures(
        marker="gtFine/val",
        images=("leftImg8bit/val/*/*_leftImg8bit.png",),
        part=r"^leftImg8bit/(.*)_leftImg8bit\.png$",
        labels=(r"gtFine/\1_gtFine_instanceIds.png",),
        read=EachValue(is_object=is_cityscapes_segment, category=cityscapes_class),
    ),
    remarks=(
        "Segments of the panoptic benchmark: evaluated classes, things one by one; groups of "
        "things that were not told apart are left out."
    ),
)
