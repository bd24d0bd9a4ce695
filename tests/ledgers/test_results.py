"""What is said of a cell, and that personal values are masked in it."""

import json

import pytest

from xianfeng.ledgers.results import MESSAGES, mask_id, mask_phone, row_error, shown

CODES = """
    required date_invalid date_in_future id_format id_checksum id_precision_lost
    id_birth_mismatch id_sex_mismatch phone_invalid unit_not_found duplicate_in_file
    joined_before_18 confirmed_before_joined choice_unknown number_invalid text_too_long
    id_region_unknown
"""


def test_every_code_has_a_message_that_blames_nobody():
    assert {code.partition(".")[0] for code in MESSAGES} == set(CODES.split())
    assert not [text for text in MESSAGES.values() if "失败" in text or "！" in text]
    assert all("请" in text for text in MESSAGES.values())


def test_masks():
    assert mask_id("71000019810304123X") == "710*************3X"
    assert mask_phone("13800138000") == "138******00"
    assert (mask_phone("12345"), mask_phone("")) == ("*****", "")


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("id_number", "71000019810304123X", "710*************3X"),
        ("id_number", 7.100001986032091e17, "710*************88"),
        ("phone", 13800138000.0, "138******00"),
        ("landline", "0371-65500000", "037********00"),
        ("name", "张三", "张三"),
        ("born_on", "1999年13月1日", "1999年13月1日"),
        ("dues_base", 12.5, "12.5"),
        ("name", None, ""),
    ],
)
def test_a_personal_value_is_masked(field, raw, value):
    assert shown(field, raw) == value


def test_an_error_as_json():
    error = row_error(12, "身份证号", "id_number", "id_checksum", "71000019810304123X")
    assert json.loads(json.dumps(error.as_dict())) == {
        "row": 12,
        "column": "身份证号",
        "code": "id_checksum",
        "message": MESSAGES["id_checksum"],
        "value": "710*************3X",
    }


@pytest.mark.parametrize(
    ("field", "code", "raw", "key"),
    [
        ("id_number", "id_format", "110223790813697", "id_format.15"),
        ("id_number", "id_format", 110223790813697.0, "id_format.15"),
        ("id_number", "id_format", "123", "id_format"),
        ("landline", "phone_invalid", "1", "phone_invalid.landline"),
        ("phone", "phone_invalid", "1", "phone_invalid"),
    ],
)
def test_the_more_exact_message_is_chosen(field, code, raw, key):
    error = row_error(2, "列", field, code, raw)
    assert (error.code, error.message) == (code, MESSAGES[key])
