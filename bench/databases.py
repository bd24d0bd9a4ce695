"""Empty databases for one run: SQLite in a temporary place, and PostgreSQL where a URL names it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit


def each(module: str) -> list[int]:
    """Run ``python -m module`` once for each database, migrated; return the exit statuses."""
    statuses = []
    with tempfile.TemporaryDirectory(prefix="xianfeng-bench-") as place:
        statuses.append(_run(module, f"sqlite:///{place}/bench.sqlite3", place))
        server = os.environ.get("XIANFENG_TEST_POSTGRES")
        if server:
            with _postgres(server) as url:
                statuses.append(_run(module, url, place))
        else:
            print("PostgreSQL skipped: XIANFENG_TEST_POSTGRES names no server", flush=True)
    return statuses


def _run(module: str, url: str, place: str) -> int:
    environment = os.environ | {
        "XIANFENG_DATABASE_URL": url,
        "XIANFENG_VAR": place,
        "DJANGO_SETTINGS_MODULE": "xianfeng.config.settings",
        "BENCH_DATABASE": url,
    }
    start = (
        "import django, runpy; django.setup();"
        "from django.core.management import call_command; call_command('migrate', verbosity=0);"
        f"runpy.run_module({module!r}, run_name='__main__')"
    )
    return subprocess.run([sys.executable, "-c", start], env=environment, check=False).returncode


@contextmanager
def _postgres(server: str) -> Iterator[str]:
    """Make a database of our own on the server and drop it afterwards."""
    import psycopg

    name = f"xianfeng_bench_{os.getpid()}"
    parts = urlsplit(server)
    maintenance = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(maintenance, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
