"""Claims about data sets whose names lead elsewhere: nothing outside is read or written."""

import hashlib
import io
import json
import tarfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from anymask.data.broken import BrokenSamples
from anymask.data.convert import convert
from anymask.data.open import open_dataset
from anymask.data.record import ImageRecord, MaskRecord
from anymask.data.writers import FORMS, find_form
from anymask.engine.importing import import_masks
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings
from anymask.errors import AnymaskError
from anymask.geometry import rle

NAME = "photo.jpg"
SIZE = (12, 17)
HOSTILE = (
    *("../secret.jpg", "../../secret.jpg", "../../../secret.jpg", "a/../../../secret.jpg"),
    *("./../../secret.jpg", "..\\secret.jpg", "..\\..\\secret.jpg", "C:\\secret.jpg"),
    *("....//secret.jpg", "%2e%2e/secret.jpg", "..%2f..%2fsecret.jpg", "~/secret.jpg"),
    *("file:///etc/passwd", "http://127.0.0.1:1/x.jpg", "/etc/passwd", "/", "", ".", "..", "..."),
    *("a\0b.jpg", "photo.jpg\0.png", "a\nb.jpg", "\x1b]0;x\x07.jpg", "\u202egpj.exe.jpg"),
    *("e\u0301.jpg", "\U0001f408.jpg", "\udce9.jpg", "a" * 300 + ".jpg", "a/" * 200 + "b.jpg"),
    *("CON.jpg", " .jpg", "-rf.jpg", "photo.jpg/", "photo.jpg/b.jpg"),
)
TEXTS = (".json", ".jsonl", ".xml", ".txt", ".yaml")


def jpeg(shade: int) -> bytes:
    """A picture of one shade."""
    stream = io.BytesIO()
    Image.new("RGB", (SIZE[1], SIZE[0]), (shade, shade, shade)).save(stream, "JPEG")
    return stream.getvalue()


class OneImage:
    """A data set of one image with one mask."""

    left_out = ()

    def __len__(self) -> int:
        return 1

    def name(self, _: int) -> str:
        """Its name."""
        return NAME

    def record(self, _: int) -> ImageRecord:
        """Its mask."""
        mask = torch.zeros(1, *SIZE, dtype=torch.bool)
        mask[0, 2:8, 3:9] = True
        named = MaskRecord.of(rle.encode(mask)[0], category="cat")
        return ImageRecord(NAME, SIZE, (named,), image_id=1)

    def image_bytes(self, _: int) -> bytes:
        """Its file."""
        return jpeg(10)


class Sandbox:
    """A data set deep in a folder, with a secret in every folder above it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = root / "x" / "y" / "data"
        self.out = root / "x" / "y" / "out"
        for folder in (root, root / "x", root / "x" / "y"):
            folder.mkdir(parents=True)
            (folder / "secret.jpg").write_bytes(jpeg(200))

    def write(self, form: str, name: str) -> None:
        """Write the data set and let it name its image so."""
        convert(OneImage(), find_form(form), self.data, BrokenSamples())
        for path in sorted(self.data.rglob("*")):
            if path.suffix in TEXTS:
                _rename_in_text(path, name)
            if path.suffix == ".tar":
                _rename_members(path, name)

    def outside(self) -> dict[str, str | None]:
        """Everything but what is to be written, with its content."""
        return {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
            for path in self.root.rglob("*")
            if self.out not in (path, *path.parents)
        }

    def convert_to(self, form: str) -> None:
        """Write the data set in another form; refusals are in order."""
        try:
            convert(open_dataset(self.data), find_form(form), self.out / form, BrokenSamples())
        except AnymaskError:
            return

    def assert_nothing_leaked(self, before: dict[str, str | None]) -> None:
        """Nothing outside has changed, and no secret has come in."""
        assert self.outside() == before
        written = [path.read_bytes() for path in self.out.rglob("*") if path.is_file()]
        assert not any(jpeg(200) in content for content in written)


def _rename_in_text(path: Path, name: str) -> None:
    text = path.read_text("utf-8")
    spelt = json.dumps(name)[1:-1] if "json" in path.suffix else quoteattr(name)[1:-1]
    path.write_bytes(text.replace(NAME, spelt).encode("utf-8", "surrogateescape"))


def _rename_members(path: Path, name: str) -> None:
    """Give members of a tar a name, once as a file and once as a link to the secret."""
    with tarfile.open(path) as archive:
        members = [(each.name, archive.extractfile(each).read()) for each in archive]
    with tarfile.open(path, "w") as archive:
        for old, content in members:
            stem = name.removesuffix(".jpg").replace("\0", "")
            for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.REGTYPE):
                member = tarfile.TarInfo(stem + Path(old).suffix)
                member.type, member.linkname = kind, "../secret.jpg"
                member.size = len(content) if kind == tarfile.REGTYPE else 0
                archive.addfile(member, io.BytesIO(content))


@pytest.mark.parametrize("form", FORMS)
def test_no_name_leads_out_of_a_data_set(tmp_path: Path, form: str) -> None:
    for number, name in enumerate(HOSTILE):
        sandbox = Sandbox(tmp_path / str(number))
        sandbox.write(form, name)
        before = sandbox.outside()
        for to in ("coco", "sa1b", "shards", "voc"):
            sandbox.convert_to(to)
        sandbox.assert_nothing_leaked(before)


names = st.text(max_size=30) | st.lists(
    st.sampled_from(["..", ".", "", "a", "secret.jpg", "~", "C:", "\\", "\0", "%2e%2e", "é"]),
    max_size=6,
).map("/".join)


@settings(max_examples=100, deadline=None)
@given(name=names)
@example("secret.jpg")
def test_no_path_leads_out_of_a_data_set(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    sandbox = Sandbox(tmp_path_factory.mktemp("names") / "root")
    sandbox.write("coco", name)
    before = sandbox.outside()
    sandbox.convert_to("coco")
    sandbox.assert_nothing_leaked(before)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An engine with an empty project."""
    made = init_engine(tmp_path / "engine", EngineSettings())
    add_project(made, "zoo")
    return made


@pytest.mark.parametrize("form", ["coco", "shards", "cvat", "label-studio", "labelme"])
def test_no_name_leads_out_of_an_engine(tmp_path: Path, engine: Engine, form: str) -> None:
    for number, name in enumerate(HOSTILE):
        sandbox = Sandbox(tmp_path / str(number))
        sandbox.write(form, name)
        before = sandbox.outside()
        try:
            import_masks(engine, engine.find_project(), open_dataset(sandbox.data))
        except AnymaskError:
            continue
        assert sandbox.outside() == before
    kept = [path for path in (engine.folder / "objects").rglob("*") if path.is_file()]
    assert not any(path.read_bytes() == jpeg(200) for path in kept)
    assert all(path.name == hashlib.sha256(path.read_bytes()).hexdigest() for path in kept)
    engine.close()
