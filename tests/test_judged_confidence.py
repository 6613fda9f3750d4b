"""What ``benchmarks/confidence.py`` says of judged statements."""

import json
import math
from itertools import pairwise

from benchmarks.confidence import auc, by_limits, by_size, judged_in, wilson

ROW = {"holder": "Anna Beispiel", "confidence": 0.7}


def test_a_line_is_a_statement_or_a_document_and_what_was_not_judged_is_left_out(tmp_path):
    lines = [
        ROW | {"verdict": "T"},
        ROW,
        {"name": "a.txt", "statements": [ROW | {"verdict": "F", "confidence": 0.2}, ROW]},
    ]
    file = tmp_path / "judged.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    assert judged_in(file) == [(0.7, "T"), (0.2, "F")]


def test_auc_is_the_share_of_pairs_in_the_right_order():
    assert auc([0.1, 0.2, 0.8, 0.9], [False, False, True, True]) == 1
    assert auc([0.5, 0.5], [False, True]) == 0.5
    assert math.isnan(auc([0.5], [True]))


def test_bands_of_like_size_are_never_smaller_than_asked_and_part_nobody_who_says_the_same():
    judged = [(round(n / 100, 2), "T") for n in range(50)] + [(0.77, "F")] * 60
    bands = by_size(judged, 25)
    assert all(len(band) >= 25 for band in bands)
    assert len(bands) > 1
    assert all(max(less) < min(more) for less, more in pairwise(bands))
    assert sorted(one for band in bands for one in band) == sorted(judged)
    assert by_size(judged[:10], 25) == [sorted(judged[:10])]


def test_bands_of_fixed_limits_leave_out_what_is_empty():
    assert by_limits([(0.3, "T"), (0.95, "F")]) == [[(0.3, "T")], [(0.95, "F")]]


def test_the_interval_holds_its_share():
    low, high = wilson(6, 60)
    assert low < 0.1 < high
    assert round(low, 2), round(high, 2) == (0.05, 0.2)
