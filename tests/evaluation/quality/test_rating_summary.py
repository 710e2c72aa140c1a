"""A summary is JSON as it stands."""

import json
from dataclasses import asdict

from anymask.evaluation.quality.rating_summary import (
    MethodRating,
    RaterAgreement,
    RatingPair,
    RatingSummary,
)


def test_a_summary_comes_back_from_json() -> None:
    method = MethodRating("cats", "tiny", 3, 7.5, (7.0, 8.0), 0.6)
    pair = RatingPair("cats", "tiny", "annotation", 3, -1.5, (-2.0, -1.0), 0.01)
    shares = {"tiny": (0.0,) * 9 + (1.0,)}
    summary = RatingSummary(2, 0.99, 50, (method,), (pair,), shares, RaterAgreement(3, 0.5))
    value = json.loads(json.dumps(asdict(summary)))
    assert value["methods"][0]["interval"] == [7.0, 8.0]
    assert value["agreement"] == {"masks": 3, "distance": 0.5}
