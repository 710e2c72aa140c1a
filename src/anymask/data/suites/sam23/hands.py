"""Of the 23 sets, those that show hands at work, seen by their owners.

Parts, numbers and addresses as in "Segment Anything", table 7; `suite.py` says what else holds.
"""

from anymask.data.suites.label_values import EGOHOS_CLASSES
from anymask.data.suites.manifest import Licence, PublishedSet
from anymask.data.suites.pictures import EachValue, Pictures
from anymask.data.suites.visor import Visor

VISOR = PublishedSet(
    name="VISOR",
    title="EPIC-KITCHENS VISOR",
    shows="hands and what they handle in kitchens, seen by the cook",
    masks_of="instances",
    part="validation, sparse annotations",
    images=1864,
    masks=10141,
    thinned=True,
    address="https://epic-kitchens.github.io/VISOR/",
    licence=Licence("CC BY-NC 4.0", "publisher"),
    files="annotations/val/*.json and rgb_frames/val/, each video's zip unpacked",
    layout=Visor("val"),
)
EGOHOS = PublishedSet(
    name="EgoHOS",
    title="Egocentric Hand-Object Segmentation",
    shows="hands and what they hold, seen by their owner",
    masks_of="instances",
    part="train, images of Ego4D and THU-READ only",
    images=2940,
    masks=9961,
    thinned=True,
    address="https://github.com/owenzlz/EgoHOS",
    licence=None,
    files="train/image/NAME.jpg and train/label/NAME.png",
    layout=Pictures(
        marker="train/image",
        images=("train/image/ego*.jpg", "train/image/thu*.jpg"),
        part=r"image/([^/]*)\.jpg$",
        labels=(r"label/\1.png",),
        read=EachValue(category=EGOHOS_CLASSES.get),
    ),
    remarks=(
        "Images count whose name begins with ego or thu, which we take for those of Ego4D and "
        "THU-READ; not checked against the archive."
    ),
)
GTEA = PublishedSet(
    name="GTEA",
    title="Georgia Tech Egocentric Activities, hands (hand2K)",
    shows="hands at work in a kitchen, seen by their owner",
    masks_of="instances",
    part="train of the hand segmentation task",
    images=652,
    masks=1208,
    thinned=False,
    address="https://cbs.ic.gatech.edu/fpv/",
    licence=None,
    files="GTEA/Images/NAME.jpg and GTEA/Masks/NAME.png of hand2K_dataset",
    layout=Pictures(
        marker="GTEA/Masks",
        images=("GTEA/Images/*.jpg",),
        part=r"Images/([^/]*)\.jpg$",
        labels=(r"Masks/\1.png",),
        read=EachValue(),
    ),
    remarks=(
        "GTEA/ of the archive has 663 images, the source used 652; which are its train part we "
        "could not look up, so all that show a hand count."
    ),
)
