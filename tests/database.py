"""The test database: migrated once for all workers and runs, then copied."""

import fcntl
import hashlib
import shutil
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test-databases"
A_DAY = 86_400
TEMPLATE = "xianfeng_migrated"


def migrations_digest():
    """Return a fingerprint of everything that says how an empty database is migrated."""
    digest = hashlib.sha256(f"{django.VERSION} {settings.INSTALLED_APPS}".encode())
    for path in sorted(ROOT.glob("xianfeng/*/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time():
    """Hold the lock of the folder of kept databases."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrated_file():
    """Return a migrated SQLite database without rows of ours, made when there is none yet."""
    kept = KEPT / f"{migrations_digest()}.sqlite3"
    with one_at_a_time():
        if not kept.exists():
            for old in KEPT.glob("*.sqlite3"):
                if time.time() - old.stat().st_mtime > A_DAY:
                    old.unlink()
            made = setup_databases(verbosity=0, interactive=False)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(kept)])
            teardown_databases(made, verbosity=0)
    return kept


def use(name):
    """Let this process go to the database of that name; return the name of the one before."""
    connection.close()
    before = connection.settings_dict["NAME"]
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    return before


def clone_template(name):
    """Make a PostgreSQL database as a copy of a migrated one, made when there is none yet.

    The server keeps one of these, for the migrations as they are. Whoever comes first makes it,
    and gives it its name last, so that half of one is never copied.
    """
    template = f"{TEMPLATE}_{migrations_digest()}"
    with connection._nodb_cursor() as cursor:
        # One worker at a time: the lock is held until this connection closes.
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE])
        kept = {row[0] for row in cursor.fetchall()}
        for old in kept - {template}:
            cursor.execute(f'DROP DATABASE "{old}"')
        if template not in kept:
            made = setup_databases(verbosity=0, interactive=False)
            migrated = connection.settings_dict["NAME"]
            connection.close()
            cursor.execute(f'CREATE DATABASE "{TEMPLATE}" TEMPLATE "{migrated}"')
            cursor.execute(f'ALTER DATABASE "{TEMPLATE}" RENAME TO "{template}"')
            teardown_databases(made, verbosity=0)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


@contextmanager
def from_empty():
    """Migrate an empty database for the time of the tests."""
    made = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(made, verbosity=0)


@contextmanager
def copied_file():
    """Copy the migrated file for the time of the tests; it goes with the folder it is in."""
    name = settings.DATABASES["default"]["TEST"]["NAME"]
    shutil.copyfile(migrated_file(), name)
    use(name)
    yield
    connection.close()


@contextmanager
def cloned():
    """Copy the migrated database of the server for the time of the tests."""
    name = connection.creation._get_test_db_name()
    clone_template(name)
    before = use(name)
    yield
    use(before)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Make the test database: a copy of a migrated one, unless migrations are not wanted."""
    plain = request.config.getvalue("nomigrations")
    made = from_empty if plain else {"sqlite": copied_file, "postgresql": cloned}[connection.vendor]
    if made is not copied_file:
        request.getfixturevalue("django_db_modify_db_settings")
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(made())
        yield
        with django_db_blocker.unblock():
            stack.close()
