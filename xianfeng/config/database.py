"""One database, named by a URL."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SPELLING = "XIANFENG_DATABASE_URL 应写成 sqlite:///路径 或 postgresql://用户:密码@主机:端口/库名"

# Pages ask short questions: compiling one takes ten times as long as answering it. And indexes
# are held in memory or on a disk without a head: a small table is not read through for each row.
_SERVER = "-c jit=off -c random_page_cost=1.1"


def database_from_url(url: str) -> dict[str, Any]:
    """Return Django's settings for ``sqlite:///path`` or ``postgresql://user:pw@host:port/name``.

    What follows ``?`` goes to PostgreSQL's client, where ``host``, ``port`` and ``user`` stand in
    for missing ones: ``postgresql:///name?host=/var/run/postgresql`` names a socket.
    Raises ImproperlyConfigured for any other spelling.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(_SPELLING) from None
    if parts.scheme == "sqlite" and not parts.netloc:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                    "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"} and parts.path[1:]:
        options = {"options": _SERVER} | dict(parse_qsl(parts.query, keep_blank_values=True))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or "") or options.pop("user", ""),
            "PASSWORD": unquote(parts.password or "") or options.pop("password", ""),
            "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
            "PORT": str(port or "") or options.pop("port", ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(_SPELLING)
