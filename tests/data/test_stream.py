"""Claims about the stream of shards: nothing lost, nothing twice, the same again after a stop."""

import io
import tarfile
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from anymask.data.stream import ShardStream, StreamPosition, find_shards
from anymask.errors import ConfigurationError, InputError


def _shards(folder: Path, sizes: list[int]) -> list[Path]:
    """Write tars of so many pairs each."""
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, "PNG")
    number = 0
    for shard, size in enumerate(sizes):
        with tarfile.open(folder / f"{shard}.tar", "w") as archive:
            for _ in range(size):
                for suffix, content in (
                    ("png", buffer.getvalue()),
                    ("json", b'{"annotations":[]}'),
                ):
                    member = tarfile.TarInfo(f"{number}.{suffix}")
                    member.size = len(content)
                    archive.addfile(member, io.BytesIO(content))
                number += 1
    return sorted(folder.glob("*.tar"))


def _names(stream: ShardStream, count: int) -> list[str]:
    return [sample.name for sample in islice(stream, count)]


def _epoch(stream: ShardStream) -> list[str]:
    names = []
    for sample in stream:
        if stream.position.epoch > 0:
            return names
        names.append(sample.name)
    raise AssertionError("streams do not end")


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=5),
    st.integers(1, 2),
    st.integers(1, 2),
    st.integers(1, 9),
    st.integers(0, 99),
)
def test_all_consumers_together_see_every_sample_once_in_an_epoch(
    tmp_path_factory: pytest.TempPathFactory,
    sizes: list[int],
    ranks: int,
    workers: int,
    buffer: int,
    seed: int,
) -> None:
    shards = _shards(tmp_path_factory.mktemp("shards"), sizes)
    consumers = ranks * workers
    seen: Counter[str] = Counter()
    for consumer in range(min(consumers, sum(sizes))):
        stream = ShardStream(
            shards, seed=seed, buffer=buffer, consumer=consumer, consumers=consumers
        )
        seen.update(_epoch(stream))
    assert seen == Counter(f"{number}.png" for number in range(sum(sizes)))


@pytest.mark.parametrize("stop", [0, 1, 7, 12, 13, 30])
def test_a_stream_goes_on_where_it_stopped(tmp_path: Path, stop: int) -> None:
    shards = _shards(tmp_path, [3, 5, 4])
    whole = _names(ShardStream(shards, buffer=4), 40)
    first = ShardStream(shards, buffer=4)
    begun = _names(first, stop)
    assert (
        begun + _names(ShardStream(shards, buffer=4, position=first.position), 40 - stop) == whole
    )


def test_epochs_and_seeds_have_orders_of_their_own(tmp_path: Path) -> None:
    shards = _shards(tmp_path, [6, 6])
    names = _names(ShardStream(shards, buffer=5), 24)
    assert sorted(names[:12]) == sorted(names[12:])
    assert names[:12] != names[12:]
    assert names != _names(ShardStream(shards, buffer=5, seed=1), 24)


def test_a_buffer_of_one_keeps_the_order_within_shards(tmp_path: Path) -> None:
    names = _names(ShardStream(_shards(tmp_path, [8]), buffer=1), 8)
    assert names == [f"{number}.png" for number in range(8)]


def test_broken_members_and_shards_are_skipped_and_noted(tmp_path: Path) -> None:
    shards = _shards(tmp_path, [3, 3])
    content = bytearray(shards[0].read_bytes())
    content[512:540] = bytes(28)  # the first image of shard 0
    shards[0].write_bytes(content)
    torn = tmp_path / "torn.tar"
    torn.write_bytes(b"")
    stream = ShardStream([*shards, torn], buffer=2)
    assert sorted(_epoch(stream)) == [f"{number}.png" for number in range(1, 6)]
    assert set(stream.broken.reasons) == {"0.png", str(torn)}


def test_positions_count_broken_samples_too(tmp_path: Path) -> None:
    shards = _shards(tmp_path, [4])
    content = bytearray(shards[0].read_bytes())
    content[512:540] = bytes(28)
    shards[0].write_bytes(content)
    stream = ShardStream(shards, buffer=1)
    assert _names(stream, 1) == ["1.png"]
    assert stream.position == StreamPosition(epoch=0, drawn=2)


def test_nothing_of_use_is_an_error_not_a_hang(tmp_path: Path) -> None:
    (tmp_path / "empty.tar").write_bytes(b"")
    stream = ShardStream([tmp_path / "empty.tar"])
    with pytest.raises(ConfigurationError, match=r"nothing of use in 1 shards; 1 broken sample"):
        next(iter(stream))


@pytest.mark.parametrize("wrong", [{"buffer": 0}, {"consumer": 2, "consumers": 2}, {"shards": []}])
def test_wrong_arguments_are_named(tmp_path: Path, wrong: dict[str, object]) -> None:
    arguments: dict[str, object] = {"shards": [tmp_path], **wrong}
    with pytest.raises(ConfigurationError, match="make no stream"):
        ShardStream(**arguments)  # type: ignore[arg-type]


def test_shards_are_found(tmp_path: Path) -> None:
    assert find_shards(tmp_path) == [tmp_path]
    shards = _shards(tmp_path, [1, 1])
    assert find_shards(tmp_path) == shards
    assert find_shards(shards[0]) == shards[:1]
    with pytest.raises(InputError, match="no tar or folder"):
        find_shards(tmp_path / "missing")
