"""What a training run is set to: two frozen descriptions, made by a recipe and kept in run.yaml.

Every field can be set on the command line (`--set train.optim.learning_rate=1e-4`); see
`overrides.py`. The numbers of a recipe live with the recipe.
"""

from dataclasses import dataclass
from typing import Literal

from anymask.errors import ConfigurationError


def _require(holds: bool, name: str, value: object, rule: str) -> None:
    if not holds:
        raise ConfigurationError(f"{name} is {value}; it must be {rule}")


@dataclass(frozen=True)
class OptimConfig:
    """AdamW and the way its rate moves.

    Attributes:
        learning_rate: peak of the schedule.
        betas: decay of the two moments.
        weight_decay: on weights with two or more axes.
        layer_decay: each block of the image encoder learns at this share of the rate of the block
            above it; what stands above the blocks learns at the full rate.
        schedule: after the warm-up, "cosine" falls to `final_rate`, "steps" divides by ten at each
            of `milestones`, "constant" stays.
        warmup_steps: linear rise to the peak.
        final_rate: share of the peak at which the cosine ends.
        milestones: steps at which "steps" divides the rate by ten.
        clip_norm: gradients are scaled down to this norm.
    """

    learning_rate: float = 8e-4
    betas: tuple[float, float] = (0.9, 0.999)
    weight_decay: float = 0.1
    layer_decay: float = 1.0
    schedule: Literal["cosine", "steps", "constant"] = "cosine"
    warmup_steps: int = 250
    final_rate: float = 0.01
    milestones: tuple[int, ...] = ()
    clip_norm: float = 1.0

    def __post_init__(self) -> None:
        _require(self.learning_rate > 0, "learning_rate", self.learning_rate, "> 0")
        _require(0 < self.layer_decay <= 1, "layer_decay", self.layer_decay, "in (0, 1]")
        _require(self.warmup_steps >= 0, "warmup_steps", self.warmup_steps, ">= 0")
        _require(self.clip_norm > 0, "clip_norm", self.clip_norm, "> 0")
        if bool(self.milestones) != (self.schedule == "steps"):
            raise ConfigurationError(
                f"milestones is {self.milestones} with schedule={self.schedule!r}; "
                "give milestones with schedule='steps', and only then"
            )


@dataclass(frozen=True)
class TrainConfig:
    """The part of a run that the loop needs.

    Attributes:
        steps: optimiser steps in all.
        images_per_step: images of one step, over all processes and accumulated parts.
        optim: optimiser and schedule.
        average_decay: of the running average of the weights that is what comes out of the run.
        seed: of initialisation, prompts and data.
        precision: "bf16" computes in bfloat16 under autocast; weights are fp32 always.
        compile: compile the model's parts with torch.compile; needs a C++ compiler.
        parallel: with several processes, "ddp" copies the model to each, "fsdp" splits it.
        accumulate: parts in which a process handles its share of a step, one after the other.
        workers: threads that prepare batches.
        checkpoint_steps: steps between checkpoints.
        log_steps: steps between lines of the log.
        evaluate_steps: steps between evaluations; 0: never.
        picture_steps: steps between pictures; 0: never.
    """

    steps: int
    images_per_step: int = 4
    optim: OptimConfig = OptimConfig()
    average_decay: float = 0.999
    seed: int = 0
    precision: Literal["fp32", "bf16"] = "bf16"
    compile: bool = False
    parallel: Literal["ddp", "fsdp"] = "ddp"
    accumulate: int = 1
    workers: int = 1
    checkpoint_steps: int = 200
    log_steps: int = 20
    evaluate_steps: int = 0
    picture_steps: int = 0

    def __post_init__(self) -> None:
        for name in (
            "steps",
            "images_per_step",
            "accumulate",
            "workers",
            "checkpoint_steps",
            "log_steps",
        ):
            _require(getattr(self, name) >= 1, name, getattr(self, name), ">= 1")
        for name in ("evaluate_steps", "picture_steps", "seed"):
            _require(getattr(self, name) >= 0, name, getattr(self, name), ">= 0")
        _require(0 <= self.average_decay < 1, "average_decay", self.average_decay, "in [0, 1)")
