"""Claims about what goes over the wire about rounds."""

from dataclasses import fields
from typing import get_args

from anymask.data.writers import FORMS
from anymask.engine.jobs import KINDS
from anymask.engine.release import NAMES
from anymask.engine.statistics import Labelled
from anymask.engine.status import Status
from anymask.serving.wire_jobs import FormName, JobIn, LabelledOut, StatusOut


def test_every_kind_of_job_can_be_asked_for() -> None:
    assert set(get_args(JobIn.model_fields["kind"].annotation)) == set(KINDS)


def test_every_form_of_releases_can_be_asked_for() -> None:
    assert set(get_args(FormName)) == {*FORMS, *NAMES}


def test_the_wire_has_the_fields_of_the_engine() -> None:
    assert set(LabelledOut.model_fields) == {field.name for field in fields(Labelled)}
    assert set(StatusOut.model_fields) == {field.name for field in fields(Status)} - {"jobs"}
