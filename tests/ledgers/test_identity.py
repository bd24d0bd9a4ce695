"""Identity numbers: what is wrong with one, and what it says of its bearer."""

import csv
import datetime as dt

import pytest

from xianfeng.ledgers.identity import Identity, identity, region_known

GOOD = Identity("44011320141005001X", dt.date(2014, 10, 5), "男")


@pytest.mark.parametrize(
    "raw",
    [
        "44011320141005001X", "44011320141005001x", "'44011320141005001X", " 44011320141005001X ",
        "４４０１１３２０１４１００５００１Ｘ", "440113 20141005 001X", '="44011320141005001X"',
    ],
)  # fmt: skip
def test_a_good_number(raw):
    assert identity(raw) == (GOOD, None)


def test_an_even_order_number_is_a_woman():
    value, code = identity("710000198810176280")
    assert (value, code) == (Identity("710000198810176280", dt.date(1988, 10, 17), "女"), None)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", None), (None, None), (" ", None), ("无", None),
        (7.100001986032091e17, "id_precision_lost"), (710000198603209100, "id_precision_lost"),
        ("7.1E+17", "id_precision_lost"), ("7.10000198603209E+17", "id_precision_lost"),
        ("710000198603208000", "id_precision_lost"),
        ("110223790813697", "id_format"), (110223790813697.0, "id_format"),
        ("T60426199101010078", "id_format"), ("4401132014100500", "id_format"),
        ("44011320141005001XX", "id_format"), ("护照", "id_format"), (True, "id_format"),
        ("36042619910102009X", "id_checksum"), ("440113201410050010", "id_checksum"),
        ("360426199113010079", "id_format"), (float("nan"), "id_format"),
        ("٤40113201410050010", "id_format"),
    ],
)  # fmt: skip
def test_no_number_or_a_wrong_one(raw, code):
    assert identity(raw) == (None, code)


EXPECTED = {
    "InvalidFormat": "id_format",
    "InvalidLength": "id_format",
    "InvalidChecksum": "id_checksum",
}


def test_numbers_with_a_known_verdict(shared_data):
    with (shared_data / "ids" / "ric_vectors.csv").open(encoding="utf-8-sig") as lines:
        vectors = list(csv.DictReader(lines))
    for row in vectors:
        value, code = identity(row["number"])
        if row["stdnum_result"] == "valid":
            assert (value.number, code) == (row["number"].upper(), None)
            assert region_known(value.number), row
        elif row["stdnum_result"] == "InvalidComponent" and "month" not in row["note"]:
            assert (code, region_known(value.number)) == (None, False), row
        else:
            assert code == EXPECTED.get(row["stdnum_result"], "id_format"), row
    assert len(vectors) == 16


@pytest.mark.parametrize(
    "number", ["719001199001010011", "000000199001010011", "990426199112010074"]
)
def test_an_odd_region_never_raises(number):
    assert region_known(number) is False
