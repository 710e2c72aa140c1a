"""What makes a comparison unfair, in sentences: other settings, other objects, sets left out.

The page prints them above the numbers, and the command says them on stderr. What the reports
themselves note of their data is kept apart: it is the same for all, most often, and no warning.
"""

from collections.abc import Iterator, Mapping

from anymask.evaluation.compare.contenders import Contender, Section, find_set


def write_notes(section: Section) -> tuple[str, ...]:
    """Say what a reader must know before believing a difference."""
    return (*_settings(section), *_sets(section), *_objects(section), *_failures(section))


def data_notes(section: Section) -> tuple[str, ...]:
    """Gather what the reports note of their data, each sentence once."""
    return tuple(dict.fromkeys(note for one in section.contenders for note in one.report.notes))


def _settings(section: Section) -> Iterator[str]:
    """Tell settings that are not the same for all."""
    for name in dict.fromkeys(name for one in section.contenders for name in one.report.settings):
        values = {
            one.label: str(one.report.settings.get(name, "not set")) for one in section.contenders
        }
        if len(set(values.values())) > 1:
            yield f"The setting {name} differs: {_who_has_what(values)}."


def _sets(section: Section) -> Iterator[str]:
    """Tell sets that not all were measured on."""
    for name in section.set_names:
        if name not in section.shared_names:
            without = [one.label for one in section.contenders if find_set(one, name) is None]
            yield f"{name} is not in the mean of sets: not measured with {', '.join(without)}."


def _objects(section: Section) -> Iterator[str]:
    """Tell sets that do not hold the same objects for all."""
    for name in section.shared_names:
        sizes = {one.label: _size(one, name) for one in section.contenders}
        if len(set(sizes.values())) > 1:
            yield f"{name} does not hold the same objects for all: {_who_has_what(sizes)}."


def _failures(section: Section) -> Iterator[str]:
    """Tell reports with images that could not be read, each once."""
    for folder, report in {one.folder: one.report for one in section.contenders}.items():
        if report.failures:
            yield f"{len(report.failures)} images of {folder} could not be read."


def _size(contender: Contender, name: str) -> str:
    found = find_set(contender, name)
    assert found is not None, "a shared set is everybody's"
    return f"{found.objects} objects in {found.images} images"


def _who_has_what(values: Mapping[str, str]) -> str:
    """Group labels by value: "eval (tiny, vit_b); val (old)"."""
    owners: dict[str, list[str]] = {}
    for label, value in values.items():
        owners.setdefault(value, []).append(label)
    return "; ".join(f"{value} ({', '.join(labels)})" for value, labels in owners.items())
