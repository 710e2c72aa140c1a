"""Claims about looking for what a server acknowledged."""

from pathlib import Path
from uuid import uuid4

import torch

from anymask.serving.simulated.endurance import Audit, Saver, ServerProcess, audit, draw_blot
from anymask.serving.wire import ImageOut


class Reader:
    """A project that has kept some masks."""

    def __init__(self, *kept) -> None:
        self.kept = kept

    def masks(self, image_id: int):
        """Return them."""

        class Kept:
            def __init__(self, mask_id) -> None:
                self.id = mask_id

        return [Kept(each) for each in self.kept]


def test_what_is_missing_or_there_twice_is_found() -> None:
    first, second, third = (uuid4() for _ in range(3))
    saver = Saver(Reader(), acknowledged={first: 1, second: 1, third: 1}, seconds=[0.3, 0.1, 0.2])
    assert audit([saver], Reader(first, second, second)) == Audit(3, 1, 1, (0.1, 0.2, 0.3))
    assert audit([saver], Reader(first, second, third)).percentile(0.95) == 0.3


def test_every_blot_is_another_one() -> None:
    more = {"state": "ready", "held_out": False, "details": {}, "masks": 0}
    image = ImageOut(id=1, name="a", width=40, height=30, **more)
    generator = torch.Generator().manual_seed(0)
    assert len({draw_blot(image, generator) for _ in range(50)}) == 50
    assert Path(ServerProcess(Path("x")).url).name.startswith("127.0.0.1:")
