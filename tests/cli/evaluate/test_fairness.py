"""`anymask evaluate fairness`: tables of groups and regions, files, resuming, refusals."""

import json
import shutil
from pathlib import Path

import pytest

TABLE = """image,annotation,age
0.png,0,older
0.png,1,young
1.png,10,older
1.png,11,young
1.png,99,young
"""
COUNTRIES = "file_name,country\n0,Kenya\n1,France\n7,Peru\n"


@pytest.fixture
def fairness(run, squares: Path, tmp_path: Path):
    """`anymask evaluate fairness --data squares --attributes …`."""
    (tmp_path / "people.csv").write_text(TABLE)
    (tmp_path / "countries.csv").write_text(COUNTRIES)
    tables = ("--attributes", "people.csv", "--attributes", "countries.csv")
    return lambda *more: run("evaluate", "fairness", "--data", squares, *tables, *more)


def test_groups_gaps_and_origins_are_printed(fairness, random_model: Path) -> None:
    ran = fairness("--model", random_model)
    lines = ran.out.splitlines()
    assert lines[0] == str(random_model)
    assert [cell.strip() for cell in lines[1].split("|")[1:-1]] == [
        *("group", "images", "objects", "1 click", "3 clicks")
    ]
    assert any(line.startswith("| age: older ") for line in lines)
    assert any(line.startswith("| region: Africa ") for line in lines)
    assert any(line.startswith("| Europe ") for line in lines)
    assert any(line.startswith("| age: older - young |") for line in lines)


def test_what_fits_nowhere_is_said(fairness) -> None:
    ran = fairness("--baseline", "felzenszwalb")
    assert "countries.csv: '7' is in no set" in ran.err
    assert "1 lines of tables are about no annotation of their image" in ran.err


def test_json_holds_the_whole_report(fairness) -> None:
    report = fairness("--baseline", "felzenszwalb", "--by", "age", "--json").json
    groups = report["methods"][0]["groups"]
    assert {(group["value"], group["objects"]) for group in groups} == {("older", 2), ("young", 2)}
    assert {group["measure"] for group in groups} == {"regular"}
    assert [each["images"] for each in report["incomes"]] == [1, 1, 0]


def test_out_holds_a_report_and_the_next_run_goes_on(fairness, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = fairness("--baseline", "felzenszwalb", "--out", out)
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    assert set(files) == {
        *("report.jsonl", "report.json", "report.md"),
        *("fairness.json", "fairness.md", "fairness-1.png"),
    }
    torn = files["report.jsonl"].splitlines(keepends=True)
    (out / "report.jsonl").write_bytes(b"".join(torn[:2]) + torn[2][:20])
    assert fairness("--baseline", "felzenszwalb", "--out", out).out == first.out
    assert {path.name: path.read_bytes() for path in out.iterdir()} == files


def test_a_table_that_changed_is_not_mixed_with_the_old_one(fairness, tmp_path: Path) -> None:
    fairness("--baseline", "felzenszwalb", "--out", "out")
    (tmp_path / "people.csv").write_text(TABLE + "0.png,2,older\n")
    ran = fairness("--baseline", "felzenszwalb", "--out", "out")
    assert ran.code == 2
    assert "was measured with tables" in ran.err


def test_a_gate_closes_when_a_set_becomes_worse(fairness, tmp_path: Path) -> None:
    fairness("--baseline", "felzenszwalb", "--out", "old")
    path = tmp_path / "old" / "report.json"
    assert fairness("--baseline", "felzenszwalb", "--against", path).code == 0
    report = json.loads(path.read_text())
    report["methods"][0]["sets"][0]["scores"]["regular"] += 0.1
    path.write_text(json.dumps(report))
    ran = fairness("--baseline", "felzenszwalb", "--against", path)
    assert ran.code == 1
    assert "worse: squares, regular" in ran.err


def test_an_image_that_cannot_be_read_is_named_and_fails_the_run(fairness, squares: Path) -> None:
    (squares / "images" / "0.png").write_bytes(b"no image")
    ran = fairness("--baseline", "felzenszwalb", "--json")
    assert ran.code == 1
    assert any("0.png" in note for note in ran.json["notes"])


def test_a_table_that_fits_two_sets_is_refused(fairness, squares: Path, tmp_path: Path) -> None:
    shutil.copytree(squares, tmp_path / "more")
    ran = fairness("--data", tmp_path / "more", "--baseline", "felzenszwalb")
    assert ran.code == 2
    assert "people.csv names '0.png', which fits several images" in " ".join(ran.err.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--by", "ages"], "no object has 'ages'; did you mean 'age'"),
        (["--attributes", "none.csv"], "none.csv does not exist"),
        (["--level", "95"], "level is 95; pass a share between 0 and 1"),
        (["--baseline", "felzen"], "no baseline is called 'felzen'; did you mean"),
    ],
)
def test_wrong_input_is_named(fairness, arguments: list[str], message: str) -> None:
    ran = fairness("--baseline", "felzenszwalb", *arguments)
    assert ran.code == 2
    assert message in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
