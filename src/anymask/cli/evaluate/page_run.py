"""What `anymask evaluate quality page` does: answer one click on each object, shuffle, write."""

from dataclasses import dataclass
from pathlib import Path

from anymask.cli.evaluate.measured import measure
from anymask.cli.evaluate.request import Request
from anymask.errors import ConfigurationError
from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.quality.key import write_key
from anymask.evaluation.quality.page import PAGE_NAME, write_page
from anymask.evaluation.quality.study import Study, plan_study

PAGE_FOLDER, KEY_NAME = "page", "key.json"


@dataclass(frozen=True)
class PageWritten:
    """What lies on disk now.

    Attributes:
        page: for raters.
        key: for those who evaluate.
        study: what is shown.
        failures: how many images could not be read.
    """

    page: Path
    key: Path
    study: Study
    failures: int

    def to_dict(self) -> dict[str, object]:
        """Describe it in JSON values."""
        return {
            "page": str(self.page),
            "key": str(self.key),
            "study": self.study.name,
            "screens": len(self.study.screens),
            "masks": len(self.study.trials),
            "left_out": self.study.left_out,
            "failures": self.failures,
        }


def make_page(
    request: Request, folder: Path, title: str, *, annotation: bool, together: bool
) -> PageWritten:
    """Write a rating page and its key.

    Args:
        request: whose masks, of what.
        folder: for rows, so that an interrupted run goes on; for the key; and for the page's own
            folder, the only one that raters get.
        title: of the page.
        annotation: whether the masks of the set are rated too.
        together: whether the masks of an object stand side by side.

    Raises:
        ConfigurationError: there is one kind of masks only.
    """
    measured = measure(PointsTask(columns=(1,)), request, folder)
    if len(measured.rows) + annotation < 2:
        raise ConfigurationError(
            "one method alone makes no pairs; pass another --model, or leave --no-annotation out"
        )
    study = plan_study(
        measured.rows, annotation=annotation, together=together, seed=request.sampling.seed
    )
    write_page(study, measured.sets, folder / PAGE_FOLDER, title)
    write_key(study, folder / KEY_NAME, measured.settings)
    return PageWritten(
        folder / PAGE_FOLDER / PAGE_NAME, folder / KEY_NAME, study, len(measured.failures)
    )
