import hashlib
from dataclasses import replace

import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.models.catalog import CATALOG, HubRepository, RemoteFile, download, find, local_path
from anymask.models.sam import config as sizes
from anymask.models.sam.build import build_sam

CONFIGS = {
    "tiny": sizes.sam_tiny,
    "vit_b": sizes.sam_vit_b,
    "vit_l": sizes.sam_vit_l,
    "vit_h": sizes.sam_vit_h,
}


@pytest.mark.parametrize("name", CONFIGS)
def test_parameters_are_those_of_the_model(name):
    with torch.device("meta"):
        sam = build_sam(CONFIGS[name]())
    assert CATALOG[name].parameters == sum(p.numel() for p in sam.parameters())


def test_names_are_unique_and_files_have_checksums():
    files = [e.source for e in CATALOG.values() if isinstance(e.source, RemoteFile)]
    assert all(len(file.sha256) == 64 and file.size > 0 for file in files)
    assert len({file.url for file in files}) == len(files)


def test_an_unknown_name_gets_a_suggestion():
    with pytest.raises(ConfigurationError, match="did you mean 'vit_l'"):
        find("vit-l")


def test_what_is_not_on_disk_has_no_path(monkeypatch, tmp_path):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    assert local_path(find("vit_b")) is None


def test_what_is_on_disk_is_not_fetched_again(monkeypatch, tmp_path):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    content = b"weights"
    file = RemoteFile(
        "https://127.0.0.1:9/sam.pth", hashlib.sha256(content).hexdigest(), len(content)
    )
    file.path.parent.mkdir(parents=True)
    file.path.write_bytes(content)
    assert download(replace(find("vit_b"), source=file)) == file.path


def test_a_hub_folder_is_found_in_the_hub_cache(monkeypatch, tmp_path):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    repository = tmp_path / "models--some--sam"
    snapshot = repository / "snapshots" / "abc"
    snapshot.mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("abc")
    entry = replace(find("facebook/sam-vit-base"), source=HubRepository("some/sam", 1))
    assert local_path(entry) is None
    for name in ("config.json", "model.safetensors"):
        (snapshot / name).write_text("{}")
    assert local_path(entry) == snapshot
