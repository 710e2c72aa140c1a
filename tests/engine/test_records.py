"""Claims about masks of the database as records."""

from uuid import uuid4

import torch
from sqlalchemy import select

from anymask.engine.database.tables import Image, Mask
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.project import Engine
from anymask.engine.records import image_record
from anymask.geometry import rle


def test_an_image_comes_with_its_kept_masks_as_they_were_saved(engine: Engine, project) -> None:
    masks = torch.zeros(3, 30, 40, dtype=torch.bool)
    for number, mask in enumerate(masks):
        mask[number : number + 9, 3:7] = True

    def work(session):
        image = session.scalars(select(Image)).first()
        for runs in rle.encode(masks):
            given = MaskInput(uuid4(), uuid4(), 0, str(rle.to_coco(runs)["counts"]), "cat")
            save_mask(session, image, given, Author("assisted-manual"))
        session.scalars(select(Mask).where(Mask.area == 36)).all()[2].state = "deleted"
        session.flush()
        return image_record(session, image)

    record = engine.database.write(work)
    assert (record.file_name, record.size, len(record.masks)) == ("a.png", (30, 40), 2)
    kept = torch.stack([rle.decode(mask.rle) for mask in record.masks])
    assert {tuple(each.flatten().tolist()) for each in kept} < {
        tuple(each.flatten().tolist()) for each in masks
    }
    assert record.masks[0].category == "cat"
    assert record.masks[0].crop_box_xywh == (0, 0, 40, 30)
