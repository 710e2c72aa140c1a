"""Images are counted once, by region and income group, and unknown ones are not hidden."""

from anymask.evaluation.fairness.origins import UNKNOWN, count_origins


def test_every_image_is_counted_once(row) -> None:
    rows = [
        row("0", [(0.5, {})], country="Kenya", region="Africa"),
        row("1", [(0.5, {}), (0.4, {})], country="Ghana", region="Africa"),
        row("2", [], country="Peru", region="Latin America and the Caribbean"),
        row("3", [], country="Narnia"),
    ]
    lines = {origin.name: origin for origin in count_origins(rows, "region")}
    africa = lines["Africa"]
    assert (africa.countries, africa.images, africa.masks, africa.share) == (2, 2, 3, 0.5)
    assert lines["Europe"].images == 0
    assert lines[UNKNOWN].images == 1
    assert sum(origin.share for origin in lines.values()) == 1


def test_names_of_tables_that_we_do_not_know_are_kept(row) -> None:
    names = [origin.name for origin in count_origins([row("0", [], income="rich")], "income")]
    assert names == ["high", "middle", "low", "rich"]


def test_no_origin_is_no_table(row) -> None:
    assert count_origins([row("0", [])], "region") == ()
