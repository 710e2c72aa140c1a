"""Every kind of thing by its name, and the kinds that are found in a place."""

from anymask.data.scenes.kinds import Kind
from anymask.data.scenes.vocabulary.animals import ANIMALS
from anymask.data.scenes.vocabulary.buildings import BUILDINGS
from anymask.data.scenes.vocabulary.dishes import DISHES
from anymask.data.scenes.vocabulary.furniture import FURNITURE
from anymask.data.scenes.vocabulary.implements import IMPLEMENTS
from anymask.data.scenes.vocabulary.plants import PLANTS
from anymask.data.scenes.vocabulary.vehicles import VEHICLES

VOCABULARY: dict[str, Kind] = {
    kind.name: kind
    for family in (ANIMALS, BUILDINGS, DISHES, FURNITURE, IMPLEMENTS, PLANTS, VEHICLES)
    for kind in family
}
"""All kinds, by name."""


def found_in(place: str) -> tuple[Kind, ...]:
    """List the kinds of a place.

    Args:
        place: "ground", "floor", "table", "wall", "air" or "water"; "flat" for what may lie and
            be seen from above, "dish" for what holds other things then, "fruit bowl" for those.
    """
    return tuple(kind for kind in VOCABULARY.values() if place in kind.places)
