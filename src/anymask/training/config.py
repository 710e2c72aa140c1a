"""What a training run is: one frozen description, made by a recipe."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TrainConfig:
    """The part of a run that the loop needs.

    Attributes:
        steps: optimiser steps in all.
        learning_rate: peak of the schedule.
        warmup_steps: linear rise to the peak.
        final_rate: the cosine ends at this share of the peak.
        weight_decay: of AdamW, on weights with two or more axes.
        betas: of AdamW.
        clip_norm: gradients are scaled down to this norm.
        average_decay: of the running average of the weights that is what comes out of the run.
        seed: of initialisation, prompts and data.
        checkpoint_steps: steps between checkpoints.
        log_steps: steps between lines of the log.
        bf16: compute in bfloat16 under autocast.
    """

    steps: int
    learning_rate: float = 8e-4
    warmup_steps: int = 250
    final_rate: float = 0.01
    weight_decay: float = 0.1
    betas: tuple[float, float] = (0.9, 0.999)
    clip_norm: float = 1.0
    average_decay: float = 0.999
    seed: int = 0
    checkpoint_steps: int = 200
    log_steps: int = 20
    bf16: bool = True
