"""The one master key, from which every other key is derived."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def master_key(var_dir: Path) -> bytes:
    """Return the 32-byte key from XIANFENG_KEY (hex), else from ``var/master.key``, made once.

    Raises ImproperlyConfigured for anything else, and where the file cannot be read or made.
    """
    if given := os.environ.get("XIANFENG_KEY"):
        return _key(given, "XIANFENG_KEY")
    path = var_dir / "master.key"
    try:
        if not path.exists():
            var_dir.mkdir(parents=True, exist_ok=True)
            _make(path)
        return _key(path.read_text(), str(path))
    except OSError as problem:
        raise ImproperlyConfigured(
            f"密钥文件 {path} 读不到也建不了（{problem.strerror}），请核对 XIANFENG_VAR"
        ) from None


def _key(written: str, place: str) -> bytes:
    try:
        key = bytes.fromhex(written)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured(f"{place} 应为 64 个十六进制字符")
    return key


def _make(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))


def loopback_only(hosts: list[str]) -> bool:
    """True when every allowed host is this machine itself."""
    return all(host in {"127.0.0.1", "localhost", "[::1]", "testserver"} for host in hosts)
