"""Sealing and the blind index."""

import pytest
from cryptography.exceptions import InvalidTag

from xianfeng.kernel import crypto

NUMBER = "710000198602209658"


def test_what_is_sealed_opens_again_and_looks_different_each_time():
    first, second = crypto.seal(NUMBER), crypto.seal(NUMBER)
    assert first != second
    assert NUMBER.encode() not in first
    assert crypto.unseal(first) == crypto.unseal(second) == NUMBER


def test_a_changed_seal_does_not_open():
    sealed = bytearray(crypto.seal(NUMBER))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        crypto.unseal(bytes(sealed))


@pytest.mark.parametrize("nothing", [b"", None, memoryview(b"")])
def test_empty_stays_empty(nothing):
    assert crypto.seal("") == b""
    assert crypto.unseal(nothing) == ""


def test_the_blind_index_finds_equal_values_within_one_purpose_only():
    assert crypto.blind("id_number", NUMBER) == crypto.blind("id_number", NUMBER)
    assert crypto.blind("id_number", NUMBER) != crypto.blind("phone", NUMBER)
    assert len(crypto.blind("id_number", NUMBER)) == 32
    assert crypto.blind("id_number", "") is None


def test_keys_differ_by_purpose():
    assert len({crypto.key("seal"), crypto.key("audit"), crypto.key("blind/phone")}) == 3
