"""Collects the static files that pages refer to by the digest of their content."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

PACKAGE = Path(__file__).resolve().parent.parent


def collect() -> None:
    """Collect the static files, unless none has changed since the last time."""
    vendored = [Path(path) for _prefix, path in settings.STATICFILES_DIRS]
    sources = [*vendored, *PACKAGE.glob("**/static")]
    files = sorted(path for source in sources for path in source.rglob("*") if path.is_file())
    seen = "".join(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}\n" for path in files)
    wanted = hashlib.sha256(seen.encode()).hexdigest()
    stamp = settings.VAR_DIR / "static.stamp"
    if stamp.exists() and stamp.read_text() == wanted and settings.STATIC_ROOT.is_dir():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
