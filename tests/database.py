"""The test database on SQLite: migrated once for all workers and runs, then copied."""

import fcntl
import hashlib
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test-databases"
A_DAY = 86_400


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


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Make the test database: a copy on SQLite, migrated from empty elsewhere."""
    if connection.vendor != "sqlite" or request.config.getvalue("nomigrations"):
        request.getfixturevalue("django_db_modify_db_settings")
        with django_db_blocker.unblock():
            made = setup_databases(verbosity=0, interactive=False)
        yield
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)
        return
    with django_db_blocker.unblock():
        name = settings.DATABASES["default"]["TEST"]["NAME"]
        shutil.copyfile(migrated_file(), name)
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
