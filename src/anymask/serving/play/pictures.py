"""The images of the playground: as many as fit into memory, those used last; none on disk."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from anymask.errors import MissingError
from anymask.shapes import Size

ID_BYTES = 12


@dataclass(frozen=True)
class Picture:
    """An image that somebody has dropped.

    Attributes:
        id: cannot be guessed.
        content: the file as it came.
        size: (height, width) as shown.
        packed: what the encoder said, as `EncodedImage.to_bytes` packs it.
    """

    id: str
    content: bytes
    size: Size
    packed: bytes

    @property
    def cost(self) -> int:
        """Bytes that it takes."""
        return len(self.content) + len(self.packed)


class Pictures:
    """Images by their id, for all threads of a process.

    Args:
        most_bytes: of all of them; the one used longest ago goes first.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._pictures: OrderedDict[str, Picture] = OrderedDict()

    def add(self, content: bytes, size: Size, packed: bytes) -> Picture:
        """Keep an image; it stays at least until the next one comes."""
        picture = Picture(secrets.token_urlsafe(ID_BYTES), content, size, packed)
        with self._lock:
            self._pictures[picture.id] = picture
            while len(self._pictures) > 1 and self._cost() > self._most_bytes:
                self._pictures.popitem(last=False)
        return picture

    def get(self, picture_id: str) -> Picture:
        """Return an image.

        Raises:
            MissingError: there is none, or it had to make room.
        """
        with self._lock:
            if picture_id not in self._pictures:
                raise MissingError("the image is not here any more; drop it again")
            self._pictures.move_to_end(picture_id)
            return self._pictures[picture_id]

    def _cost(self) -> int:
        return sum(each.cost for each in self._pictures.values())
