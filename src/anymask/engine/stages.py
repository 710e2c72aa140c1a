"""The three stages of the data engine, as data.

Source: "Segment Anything", section 4: first people draw with the model's help, then a detector
draws what is easy and people add the rest, at last the model draws alone.
"""

from dataclasses import dataclass

from anymask.errors import ConfigurationError, did_you_mean


@dataclass(frozen=True)
class Stage:
    """How images are labelled in one stage.

    Attributes:
        name: in the database and on the command line.
        people: whether images are handed to annotators.
        proposals: whether confident masks of the detector are filled in before, and locked.
        summary: what annotators read.
    """

    name: str
    people: bool
    proposals: bool
    summary: str


ASSISTED = Stage(
    "assisted-manual",
    people=True,
    proposals=False,
    summary="Label every object that you can name or describe, the most prominent first.",
)
SEMI_AUTOMATIC = Stage(
    "semi-automatic",
    people=True,
    proposals=True,
    summary="Some objects are filled in. Label the objects that are missing.",
)
FULLY_AUTOMATIC = Stage(
    "fully-automatic", people=False, proposals=False, summary="The model labels everything."
)

STAGES = {stage.name: stage for stage in (ASSISTED, SEMI_AUTOMATIC, FULLY_AUTOMATIC)}


def find_stage(name: str) -> Stage:
    """Look a stage up.

    Raises:
        ConfigurationError: there is none of that name.
    """
    if name not in STAGES:
        raise ConfigurationError(f"there is no stage '{name}'; {did_you_mean(name, STAGES)}")
    return STAGES[name]
