"""Claims about what masks can be chosen by."""

from anymask.engine.facets import facets_of


def test_an_empty_project_has_bins_and_nothing_else(engine, project) -> None:
    with engine.database.reading() as session:
        facets = facets_of(session, project)
    assert (facets.images, facets.masks) == (3, 0)
    assert [(each.name, each.count) for each in facets.bins][:2] == [("0-49", 3), ("50-99", 0)]
    assert len(facets.bins) == 7
    assert facets.stages == facets.categories == facets.accounts == facets.models == ()


def test_kept_masks_are_counted_by_each_value(desk, project, square) -> None:
    ann = desk.person("ann")
    held = desk.take(ann)
    for place, name in ((2, "cat"), (9, "cat"), (16, "dog"), (23, None)):
        desk.draw(held, square(place), category=name, model_id=1)
    with desk.engine.database.reading() as session:
        facets = facets_of(session, project)
    assert facets.masks == 4
    assert [(each.name, each.count) for each in facets.categories] == [("cat", 2), ("dog", 1)]
    assert [(each.id, each.name, each.count) for each in facets.accounts] == [
        (ann.account_id, "ann", 4)
    ]
    assert [(each.name, each.count) for each in facets.models] == [("tiny", 4)]
    assert [each.name for each in facets.stages] == ["assisted-manual"]


def test_other_projects_do_not_count(engine, project, worked) -> None:
    farm = worked(engine)
    with engine.database.reading() as session:
        assert facets_of(session, project).masks == 0
        assert facets_of(session, farm).masks == 2
