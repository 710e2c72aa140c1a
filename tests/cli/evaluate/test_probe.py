"""`anymask evaluate probe`: tables beside chance, pictures, resuming, refusals."""

import json
from pathlib import Path

import pytest

BOTH = ("", ", by chance")


@pytest.fixture
def named(squares: Path) -> Path:
    """The squares, with a cup and a plate in every picture."""
    file = squares / "annotations.json"
    content = json.loads(file.read_text())
    content["categories"] = [{"id": 0, "name": "cup"}, {"id": 1, "name": "plate"}]
    for annotation in content["annotations"]:
        annotation["category_id"] = annotation["id"] % 10
    file.write_text(json.dumps(content))
    return squares


@pytest.fixture
def probe(run, named: Path):
    """`anymask evaluate probe --data squares …`."""
    return lambda *more: run("evaluate", "probe", "--data", named, *more)


def test_shares_stand_beside_chance(probe, random_model: Path) -> None:
    ran = probe("--model", random_model, "--baseline", "colours")
    assert ran.code == 0, ran.err
    columns = [cell.strip() for cell in ran.out.splitlines()[1].split("|")[1:-1]]
    shares = [f"{where}{how}" for where in ("same image", "other images") for how in BOTH]
    assert columns == ["set", "images", "objects", *shares]
    assert ran.out.splitlines()[0] == str(random_model)
    assert "\ncolours\n" in ran.out


def test_json_holds_shares_and_how_masks_were_embedded(probe, random_model: Path) -> None:
    report = probe("--model", random_model, "--margin", "0.5", "--no-flip", "--json").json
    assert (report["settings"]["margin"], report["settings"]["flip"]) == (0.5, False)
    (result,) = report["methods"][0]["sets"]
    assert (result["images"], result["objects"]) == (2, 4)
    assert result["scores"]["across_chance"] == 0.5


def test_out_holds_a_picture_per_method_and_the_next_run_goes_on(
    probe, random_model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = probe("--model", random_model, "--baseline", "colours", "--out", out)
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    assert {"report.json", "report.md", "report.jsonl"} <= set(files)
    assert {"neighbours-1.png", "neighbours-2.png"} <= set(files)
    assert f"neighbours: {out / 'neighbours-1.png'}" in first.err
    torn = files["report.jsonl"].splitlines(keepends=True)
    (out / "report.jsonl").write_bytes(b"".join(torn[:2]))
    again = probe("--model", random_model, "--baseline", "colours", "--out", out)
    assert again.out == first.out
    assert {path.name: path.read_bytes() for path in out.iterdir()} == files


def test_a_method_without_a_latent_space_is_refused(probe) -> None:
    ran = probe("--baseline", "box")
    assert ran.code == 2
    assert "filled box embeds no masks; probe a model, or --baseline colours" in ran.err


def test_data_without_categories_are_refused(run, squares: Path, random_model: Path) -> None:
    ran = run("evaluate", "probe", "--data", squares, "--model", random_model)
    assert ran.code == 2
    assert "has 0 objects with a category in 2 images" in ran.err


def test_a_crop_smaller_than_the_mask_is_refused(probe) -> None:
    ran = probe("--margin", "-1")
    assert ran.code == 2
    assert "margin is -1; pass 0 or more" in ran.err


def test_a_gate_compares_with_an_earlier_report(probe, tmp_path: Path) -> None:
    out = tmp_path / "out"
    probe("--baseline", "colours", "--out", out)
    ran = probe("--baseline", "colours", "--against", out / "report.json")
    assert ran.code == 0, ran.err
