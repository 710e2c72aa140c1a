"""Routes for looking around in a project: facets, names, mask trees, statistics."""

from fastapi import APIRouter

from anymask.engine.facets import Facets, facets_of
from anymask.engine.mask_tree import tree_of
from anymask.engine.sampled_statistics import sampled_statistics
from anymask.serving.kept import Kept, KeptAnswers
from anymask.serving.routes_images import ImageId
from anymask.serving.service import Annotator, Member, Route, Service, Shared, find_image
from anymask.serving.wire_explore import (
    BranchOut,
    CategoryOut,
    FacetsOut,
    StatisticsOut,
)

FACETS_SECONDS, STATISTICS_SECONDS = 60.0, 600.0

router = APIRouter(route_class=Route, prefix="/projects/{project}", tags=["explore"])


@router.get("/explore")
def show_facets(member: Annotator, service: Shared, kept: KeptAnswers) -> FacetsOut:
    """Tell by what images can be chosen, and how many there are of each."""
    return FacetsOut.model_validate(_facets(service, member, kept))


@router.get("/categories")
def list_categories(member: Annotator, service: Shared, kept: KeptAnswers) -> list[CategoryOut]:
    """List the names in use, most used first."""
    return [CategoryOut.model_validate(one) for one in _facets(service, member, kept).categories]


@router.get("/images/{image_id}/tree")
def show_tree(image_id: ImageId, member: Annotator, service: Shared) -> list[BranchOut]:
    """Tell which masks of an image are parts of which."""
    image = find_image(service, member.project, image_id)
    with service.engine.database.reading() as session:
        branches = tree_of(session, image, member.person.account_id)
    return [BranchOut.model_validate(each) for each in branches]


@router.get("/statistics")
def show_statistics(member: Annotator, service: Shared, kept: KeptAnswers) -> StatisticsOut:
    """Tell how many masks images have, how large and concave they are, and where they lie."""

    def measure() -> StatisticsOut:
        with service.engine.database.reading() as session:
            return StatisticsOut.model_validate(sampled_statistics(session, member.project))

    return kept.get(("statistics", member.project.id), STATISTICS_SECONDS, measure)


def _facets(service: Service, member: Member, kept: Kept) -> Facets:
    def count() -> Facets:
        with service.engine.database.reading() as session:
            return facets_of(session, member.project)

    return kept.get(("facets", member.project.id), FACETS_SECONDS, count)
