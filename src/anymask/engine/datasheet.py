"""The datasheet of a release: what the set holds, how it came to be, and what its owner must add.

The questions are those of Gebru et al. 2021, "Datasheets for Datasets", which SA-1B answers too.
What the engine knows is filled in; what only people know is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from anymask.data.statistics import SetStatistics
from anymask.data.statistics_table import median, table
from anymask.data.writers import DatasetForm
from anymask.engine.origins import Origins

OPEN = "*To be answered by whoever releases the set.*"
ORIGINS = {
    "person": "drawn by people, with a model's help",
    "detector": "proposed by a detector and a model, confident ones only",
    "automatic": "made by a model alone",
    "import": "imported from another data set",
}
SECTIONS = """
## Motivation

For what purpose was the set made, by whom, and who paid for it? {open}

## Composition

An instance is an image with the masks of its objects. {choice}

```text
{table}
```

| masks of an image | images |
|---|---|
{bins}

Statistics are drawn in statistics.png; middles of boxes cluster where photographers put their
subjects. Half of the masks cover less than {share} of their image. Masks name an object only where
somebody named it; nobody checked that names are used alike. Images of the split `held-out` (see
images.jsonl) were never trained on by the models that made masks here; keep them for evaluation.

Are there people in the images, and could they be known? {people}

## Collection

Where do the images come from, and who agreed to their use? {open}

{origins}

{work}

## Preprocessing

{blur} Masks are exact run lengths of the upright image (EXIF orientation applied). {loss}

## Uses

What should the set not be used for? {open}

## Distribution and upkeep

Under which licence, by whom, and until when? How are errors reported? {open}

Ids of images follow from their bytes and stay the same in later releases. Check the files with
`sha256sum -c sha256sums.txt`.
"""


@dataclass(frozen=True)
class Choices:
    """How a release was made.

    Attributes:
        finished_only: whether images that nobody finished were left out.
        blurred: whether a hook blurred regions.
        broken: images left out because they cannot be read.
        places: image files that tell where they were taken.
    """

    finished_only: bool = False
    blurred: bool = False
    broken: int = 0
    places: int = 0


def datasheet(
    name: str,
    form: DatasetForm,
    found: SetStatistics,
    origins: Origins,
    choices: Choices,
) -> str:
    """Write the datasheet of a release in Markdown.

    Args:
        name: of the project.
        form: that the set is written in.
        found: the numbers of the set.
        origins: of the masks of the whole project.
        choices: how it was made.
    """
    title = f"# Datasheet: {_plain(name)}\n"
    return title + SECTIONS.format(
        open=OPEN,
        choice=_choice(choices, origins.faulty),
        table=table(found),
        bins=_rows(found.source_bins),
        share=f"{median(found.relative_sizes) ** 2:.1%}",
        people=_people(choices.blurred),
        origins=_origins(origins),
        work=_work(origins),
        blur=_blur(choices),
        loss=f"The form `{form.name}` loses: {form.loss}." if form.loss else "Nothing was lost.",
    )


def _choice(choices: Choices, faulty: int) -> str:
    chosen = (
        "finished images" if choices.finished_only else "images that have masks or are finished"
    )
    return (
        f"Only {chosen} are in it; {faulty} were left out because somebody flagged them, "
        f"{choices.broken} because they could not be read."
    )


def _people(blurred: bool) -> str:
    return f"A hook looked for them and blurred what it found. {OPEN}" if blurred else OPEN


def _blur(choices: Choices) -> str:
    found = (
        "What a hook found was blurred; blurred files hold no metadata, and all others are the "
        "originals with theirs."
        if choices.blurred
        else "Files are the originals with their metadata; nothing was blurred."
    )
    return f"{found} {choices.places} of the files tell where they were taken (EXIF)."


def _origins(origins: Origins) -> str:
    made = {ORIGINS.get(name, name): count for name, count in origins.by_origin.items()}
    head = "| masks of the project | number |\n|---|---|\n"
    stages = {f"made in stage {name}": count for name, count in origins.by_stage.items()}
    return head + _rows({**made, **stages})


def _work(origins: Origins) -> str:
    if origins.first_ms is None or origins.last_ms is None:
        return "There are no masks."
    models = ", ".join(f"`{_plain(name)}`" for name in origins.models) or "none"
    judged = ", ".join(f"{count} {name}" for name, count in origins.verdicts.items()) or "none"
    return (
        f"Masks were made between {_day(origins.first_ms)} and {_day(origins.last_ms)}; "
        f"{origins.people} people worked {origins.seconds / 3600:.1f} hours on them. Models that "
        f"made masks or helped: {models}. Verdicts of reviewers on masks that are kept: {judged}. "
        f"How were people trained and paid? {OPEN}"
    )


def _rows(counts: Mapping[str, int]) -> str:
    return "\n".join(f"| {_plain(name)} | {count} |" for name, count in counts.items())


def _plain(text: str) -> str:
    """Keep what people typed from becoming Markdown or HTML."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>|#&" else each for each in text)


def _day(time_ms: int) -> str:
    return datetime.fromtimestamp(time_ms / 1000, UTC).date().isoformat()
