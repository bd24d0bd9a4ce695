"""The one master key, from which every other key is derived."""

import os
import secrets
from pathlib import Path


def master_key(var_dir: Path) -> bytes:
    """Return the 32-byte key from XIANFENG_KEY (hex), else from ``var/master.key``, made once."""
    if given := os.environ.get("XIANFENG_KEY"):
        return bytes.fromhex(given)
    path = var_dir / "master.key"
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return bytes.fromhex(path.read_text())
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
    return bytes.fromhex(path.read_text())


def loopback_only(hosts: list[str]) -> bool:
    """True when every allowed host is this machine itself."""
    return all(host in {"127.0.0.1", "localhost", "[::1]", "testserver"} for host in hosts)
