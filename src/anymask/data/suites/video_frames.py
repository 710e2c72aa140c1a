"""Layouts of video instance segmentation: a json in which an object has a mask for each frame.

`videos` have `file_names`, `annotations` have `video_id` and `segmentations`, one per frame, null
where the object is not seen. Every frame is an image here. Source: Yang et al. 2019, "Video
Instance Segmentation" (YouTube-VIS), whose form OVIS follows.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anymask.data import fields
from anymask.data.annotation import Annotation
from anymask.data.left_out import LeftOutItems
from anymask.data.suites.layout import FileDataset, find_root
from anymask.errors import FormatError

CROWDS = "crowd regions"
UNKNOWN_VIDEOS = "annotations whose video the file does not list"


@dataclass(frozen=True)
class VideoFrames:
    """The frames of the videos of one file.

    Attributes:
        file: the json file, relative to the root.
        images: the folder of the frames, relative to the root.
    """

    file: str
    images: str

    def open(self, folder: Path, source: str) -> FileDataset:
        """Open all frames; crowds and objects of unknown videos are counted."""
        root = find_root(folder, self.file)
        path = root / self.file
        content = fields.read_json(path)
        videos = {
            fields.whole(entry, "id", where): _frame_names(entry, where)
            for entry, where in _numbered(content, "videos", path)
        }
        names = {
            fields.whole(entry, "id", where): fields.text(entry, "name", where)
            for entry, where in _numbered(content, "categories", path)
        }
        objects: dict[tuple[int, int], list[Annotation]] = defaultdict(list)
        unused: dict[str, list[str]] = defaultdict(list)
        for entry, where in _numbered(content, "annotations", path):
            video = fields.whole(entry, "video_id", where)
            if video not in videos or entry.get("iscrowd"):
                reason = UNKNOWN_VIDEOS if video not in videos else CROWDS
                unused[reason].append(where.rpartition(", ")[2])
                continue
            category = names.get(fields.whole(entry, "category_id", where))
            for frame, mask in enumerate(_masks(entry, len(videos[video]), where)):
                if mask is not None:
                    found: Annotation = {"segmentation": mask, "category": category}
                    objects[video, frame].append(found)
        places = [(video, frame) for video in videos for frame in range(len(videos[video]))]
        frames = [root / self.images / videos[video][frame] for video, frame in places]
        left_out = tuple(LeftOutItems.of(reason, where) for reason, where in unused.items())
        return FileDataset(source, root, frames, lambda n: objects.get(places[n], []), left_out)


def _numbered(content: fields.Entry, key: str, path: Path) -> Iterator[tuple[fields.Entry, str]]:
    for number, entry in enumerate(fields.entries(content, key, str(path))):
        yield entry, f"{path}, {key}[{number}]"


def _frame_names(video: fields.Entry, where: str) -> list[str]:
    names = video.get("file_names")
    if not isinstance(names, list):
        raise FormatError(f"{where} has no list `file_names`; download the file again")
    return [fields.file_name({"file_name": name}, "file_name", where) for name in names]


def _masks(entry: fields.Entry, frames: int, where: str) -> list[object]:
    masks = entry.get("segmentations")
    if not isinstance(masks, list) or len(masks) != frames:
        raise FormatError(
            f"{where} has no list `segmentations` of {frames} entries, one for each frame of its "
            "video; download the file again"
        )
    return masks
