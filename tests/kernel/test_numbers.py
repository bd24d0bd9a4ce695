"""Numbers that people read out and type from paper."""

import pytest

from xianfeng.kernel.numbers import grouped, new_number, normal_number


def test_numbers_have_twelve_signs_that_are_read_one_way_only():
    made = {new_number() for _ in range(500)}
    assert len(made) == 500
    assert {len(number) for number in made} == {12}
    assert set("".join(made)) <= set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    assert 31**12 > 2**59


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("23456789ABCD", "23456789ABCD"),
        (" 2345-6789-abcd ", "23456789ABCD"),
        ("2345 6789　ABCD", "23456789ABCD"),
        ("２３４５－６７８９－ａｂｃｄ", "23456789ABCD"),
        ("2345-6789-ABC", ""),
        ("2345-6789-ABC0", ""),
        ("2345-6789-ABCDE", ""),
        ("", ""),
        ("<script>", ""),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed, read):
    assert normal_number(typed) == read


def test_a_number_is_printed_in_groups():
    assert grouped("23456789ABCD") == "2345-6789-ABCD"
    assert grouped("ABC234DEF", 3, " ") == "ABC 234 DEF"
    assert (len(new_number(18)), normal_number("abc 234 def", 9)) == (18, "ABC234DEF")
