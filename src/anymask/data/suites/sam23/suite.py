"""The suite of "Segment Anything", section 7.1: 23 sets, most of them far from ordinary photos.

Names, parts, numbers and addresses are those of its table 7 (appendix D.1). Licences and the names
of files were looked up at the sets' own pages and repositories; what could not be confirmed is None
or says so in the remarks.
"""

from anymask.data.suites.manifest import Suite
from anymask.data.suites.sam23.hands import EGOHOS, GTEA, VISOR
from anymask.data.suites.sam23.nature import (
    BBBC038V1,
    DOORS,
    NDD20,
    PLITTERSDORF,
    PPDLS,
    TIMBERSEG,
    TRASHCAN,
)
from anymask.data.suites.sam23.outdoors import CITYSCAPES, IBD, NDISPARK, STREETS, WOODSCAPE
from anymask.data.suites.sam23.things import (
    ADE20K,
    DRAM,
    HYPERSIM,
    ISHAPE,
    LVIS,
    OVIS,
    PIDRAY,
    ZEROWASTE,
)

SAM_23 = Suite(
    name="sam-23",
    source="Kirillov et al. 2023, Segment Anything, section 7.1 and table 7",
    rule=(
        "of sets with more than 15,000 masks, images are drawn at random until they hold about "
        "10,000; which ones the source drew is not published"
    ),
    thin_to=10_000,
    sets=(
        *(PPDLS, BBBC038V1, DOORS, TIMBERSEG, NDD20, LVIS, STREETS, ZEROWASTE, ISHAPE, ADE20K),
        *(OVIS, HYPERSIM, NDISPARK, VISOR, PLITTERSDORF, EGOHOS, IBD, WOODSCAPE, CITYSCAPES),
        *(PIDRAY, DRAM, TRASHCAN, GTEA),
    ),
)
