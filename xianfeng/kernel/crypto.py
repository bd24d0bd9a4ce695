"""Sealing personal fields, and the keyed blind index that finds them again."""

import hmac
import os
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12
_FORMAT = b"\x01"


@cache
def key(purpose: str) -> bytes:
    """Return the 32-byte key for one purpose, derived from the master key."""
    master: bytes = settings.MASTER_KEY
    return hmac.new(master, b"xianfeng/" + purpose.encode(), sha256).digest()


@cache
def _cipher() -> AESGCM:
    return AESGCM(key("seal"))


def seal(text: str) -> bytes:
    """Encrypt one value (AES-256-GCM, format byte + nonce + ciphertext); empty stays empty."""
    if not text:
        return b""
    nonce = os.urandom(_NONCE)
    return _FORMAT + nonce + _cipher().encrypt(nonce, text.encode(), _FORMAT)


def unseal(sealed: bytes | memoryview | None) -> str:
    """Decrypt what ``seal`` made; raises cryptography's InvalidTag when it was altered."""
    if not sealed:
        return ""
    data = bytes(sealed)
    return _cipher().decrypt(data[1 : 1 + _NONCE], data[1 + _NONCE :], data[:1]).decode()


def blind(purpose: str, text: str) -> bytes | None:
    """Return the 32-byte blind index of a value, or None for an empty one."""
    if not text:
        return None
    return hmac.digest(key("blind/" + purpose), text.encode(), "sha256")
