"""What every test may ask for: a throw-away place, the shared workbooks, a browser."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
pytest_plugins = ["tests.browser", "tests.database"]
# A slow machine says nothing about what a test is about.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_configure(config):
    """Point the loaded settings at a directory of this process alone, before anything connects."""
    from django.conf import settings

    place = Path(tempfile.mkdtemp(prefix="xianfeng-test-"))
    config.add_cleanup(lambda: shutil.rmtree(place, ignore_errors=True))
    settings.VAR_DIR = place
    settings.MEDIA_ROOT = place / "files"
    settings.STATIC_ROOT = place / "static"
    # Programs started by a test find the same place and the same key.
    os.environ["XIANFENG_VAR"] = str(place)
    os.environ["XIANFENG_KEY"] = settings.MASTER_KEY.hex()

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, as in production: threads get connections of their own, and WAL applies.
        database.setdefault("TEST", {})["NAME"] = str(place / "test.sqlite3")
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    else:
        # An open idle connection would keep the test database from being dropped.
        database["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def shared_data():
    """Return the folder of shared workbooks and tables, or skip where there is none."""
    path = Path(os.environ.get("XIANFENG_SHARED", ROOT.parent / "shared")) / "data"
    if not path.is_dir():
        pytest.skip("no ../shared/data beside the project, and XIANFENG_SHARED names none")
    return path


@pytest.fixture(scope="session", autouse=True)
def _audit_may_be_flushed(django_db_setup):
    """Let the flush that ends a test with a server take the audit log away, which refuses it."""
    from django.db import connection

    from xianfeng.kernel import append_only

    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_everything(self, statements):
        with self.connection.cursor() as cursor:
            for statement in append_only.reversal(self.connection.vendor):
                cursor.execute(statement)
        flush(self, statements)
        with self.connection.cursor() as cursor:
            for statement in append_only.statements(self.connection.vendor):
                cursor.execute(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush_everything)
        yield
