"""The settings of an engine: where it keeps things, and the rules of labelling.

They lie in `engine.yaml` of its folder. The two that differ between a laptop and a team, the
database and the object store, may come from the environment instead, as passwords do not belong
into files.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anymask.errors import ConfigurationError, FormatError, InputError, did_you_mean
from anymask.storage.files import write_text

FILE_NAME = "engine.yaml"
DATABASE_VARIABLE = "ANYMASK_DATABASE"
STORE_VARIABLE = "ANYMASK_STORE"


Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class _Settings(BaseModel):
    """Settings that cannot change, and refuse names that do not exist."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WorkRules(_Settings):
    """How people work.

    Attributes:
        lease_seconds: a task goes to somebody else when nothing was heard of it for so long.
        suggest_next_seconds: once a mask takes longer, the next image is suggested (paper: 30).
        idle_seconds: pauses beyond this do not count as work.
        reviewed_share: of the finished images, 0 to 1, that a second annotator reviews.
        audit_images: of an audit (paper: 500).
    """

    lease_seconds: Seconds = 300.0
    suggest_next_seconds: Seconds = 30.0
    idle_seconds: Seconds = 60.0
    reviewed_share: Share = 0.05
    audit_images: Annotated[int, Field(ge=1)] = 500


class Training(_Settings):
    """How a model is trained.

    Attributes:
        recipe: what `anymask train` runs.
        tune: what learns, where the recipe leaves a choice; None: its own.
        overrides: dotted settings of the recipe, such as train.steps=500.
        tolerance: a new model is promoted when its score is above that of the present one plus
            this.
    """

    recipe: str
    tune: str | None = None
    overrides: tuple[str, ...] = ()
    tolerance: Annotated[float, Field(allow_inf_nan=False)] = 0.0


class TrainRules(Training):
    """When and how the next segmenter is trained.

    Attributes:
        new_masks: train when people drew so many masks since the last time; 0: only by hand.
        held_out_share: of the images, 0 to 1, that models are judged on and never trained on.
        manual_weight: masks that people drew count so many times as much as automatic ones
            (paper: 10).
    """

    new_masks: Annotated[int, Field(ge=0)] = 0
    held_out_share: Share = 0.1
    manual_weight: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 10.0
    recipe: str = "sam"


class DetectorRules(Training):
    """How the detector of the semi-automatic stage is trained, and what of it is filled in.

    The paper gives no thresholds for this; boxes and scores are ours.

    Attributes:
        box_score: least score of a box, 0 to 1.
        boxes: of an image at most.
        predicted_iou: masks of a lower predicted IoU are not filled in; None: what the model
            recommends for everything mode.
        stability: the same for the stability score.
        overlap: of two masks with a higher IoU only one is kept, and none beside what people drew.
    """

    recipe: str = "detector"
    box_score: Share = 0.5
    boxes: Annotated[int, Field(ge=1)] = 100
    predicted_iou: float | None = None
    stability: Share | None = None
    overlap: Share = 0.7


class AutomaticRules(_Settings):
    """How the model labels alone: by default as SA-1B was made.

    Attributes:
        preset: "sa-1b" has the published thresholds, predicted IoU 0.88 and stability 0.95;
            "recommended" those that the model recommends, which for the official models are the
            same.
        points_per_side: of the grid on the whole image; each layer of crops has half as many.
        crop_layers: of crops beyond the image, 2 × 2 and 4 × 4 of them: 20 in all.
        overlap: IoU above which one of two masks goes, of boxes, and beside what is there already
            of masks.
        largest_share: masks that cover as much of the image go.
        smallest_region: holes and islands of fewer pixels go.
    """

    preset: Literal["recommended", "sa-1b"] = "recommended"
    points_per_side: Annotated[int, Field(ge=1)] = 32
    crop_layers: Annotated[int, Field(ge=0, le=4)] = 2
    overlap: Share = 0.7
    largest_share: Share = 0.95
    smallest_region: Annotated[int, Field(ge=0)] = 100


class EngineSettings(_Settings):
    """Everything that can be set.

    Attributes:
        database: SQLAlchemy URL; None: SQLite in the folder.
        store: fsspec URL; None: a folder in the folder.
        model: the first model: a name of the catalogue, a file or a folder.
        work: rules for people.
        train: rules for retraining.
        detector: rules for the semi-automatic stage.
        automatic: rules for the fully automatic stage.
    """

    database: str | None = None
    store: str | None = None
    model: str = "tiny"
    work: WorkRules = WorkRules()
    train: TrainRules = TrainRules()
    detector: DetectorRules = DetectorRules()
    automatic: AutomaticRules = AutomaticRules()

    def database_url(self, folder: Path) -> str:
        """Return where the database is, for an engine in `folder`."""
        return self.database or f"sqlite:///{(folder / 'engine.db').resolve()}"

    def store_url(self, folder: Path) -> str:
        """Return where objects are, for an engine in `folder`."""
        return self.store or str((folder / "objects").resolve())


def write_settings(settings: EngineSettings, folder: Path) -> None:
    """Write engine.yaml."""
    write_text(
        folder / FILE_NAME, yaml.safe_dump(settings.model_dump(mode="json"), sort_keys=False)
    )


def read_settings(folder: Path, environment: Mapping[str, str] | None = None) -> EngineSettings:
    """Read engine.yaml; the environment decides about database and store where it names them.

    Raises:
        InputError: the folder is no engine.
        FormatError: the file is no YAML.
        ConfigurationError: a setting that does not exist, or a value that it cannot have.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise InputError(f"{folder} holds no {FILE_NAME}; make it with: anymask engine init")
    try:
        plain: Any = yaml.safe_load(path.read_text("utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FormatError(f"{path} is no YAML ({error}); correct it") from error
    settings = _validated(plain, str(path))
    environment = os.environ if environment is None else environment
    return settings.model_copy(
        update={
            "database": environment.get(DATABASE_VARIABLE) or settings.database,
            "store": environment.get(STORE_VARIABLE) or settings.store,
        }
    )


def change_settings(settings: EngineSettings, changes: Sequence[str]) -> EngineSettings:
    """Return settings with some of them replaced.

    Args:
        settings: as they are.
        changes: KEY=VALUE, with dots in the key and YAML in the value; a later one wins.

    Raises:
        ConfigurationError: a setting that does not exist, or a value that it cannot have.

    >>> change_settings(EngineSettings(), ["work.lease_seconds=60"]).work.lease_seconds
    60.0
    """
    plain = settings.model_dump(mode="json")
    for change in changes:
        key, equals, text = change.partition("=")
        *groups, name = key.strip().split(".")
        group: Any = plain
        for part in groups:
            group = group.setdefault(part, {}) if isinstance(group, dict) else None
        if not (equals and name and isinstance(group, dict)):
            raise ConfigurationError(
                f"{change!r} is no setting; write key=value, such as work.lease_seconds=120"
            )
        try:
            group[name] = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise ConfigurationError(f"the value of {change!r} is no YAML; quote it") from error
    return _validated(plain, "--set")


def _validated(plain: Any, where: str) -> EngineSettings:
    try:
        return EngineSettings.model_validate(plain)
    except ValidationError as error:
        raise ConfigurationError(f"{where}: {_first_fault(error)}") from error


def _first_fault(error: ValidationError) -> str:
    """Name the setting, its value and the rule that it breaks."""
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        groups: dict[tuple[str, ...], type[BaseModel]] = {
            (): EngineSettings,
            ("work",): WorkRules,
            ("train",): TrainRules,
            ("detector",): DetectorRules,
            ("automatic",): AutomaticRules,
        }
        *parents, name = (str(part) for part in fault["loc"])
        known = groups[tuple(parents)].model_fields
        return f"{place} is no setting; {did_you_mean(name, known)}"
    return f"{place} is {fault['input']!r}: {fault['msg'].lower()}"
