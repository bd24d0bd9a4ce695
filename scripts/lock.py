"""Writes the lock files: Python's from what the environment has installed, npm's from package.json.

No address is written: it would tie the project to one index.
"""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from vendor import npm

ROOT = Path(__file__).resolve().parent.parent
# Both supported interpreters install from one lock, so a need of either counts.
PYTHONS = ("3.12", "3.13")


def needed(requirement: Requirement, extra: str) -> bool:
    """True when a supported Python on Linux asks for the requirement under ``extra``."""
    if requirement.marker is None:
        return True
    return any(
        requirement.marker.evaluate({"extra": extra, "python_version": version})
        for version in PYTHONS
    )


def closure(wanted: list[str]) -> dict[str, str]:
    """Return name → version of everything the requirement lines need, themselves included."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    queue = [Requirement(line) for line in wanted]
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            try:
                installed = distribution(name)
            except PackageNotFoundError:
                print(f"not installed, left to pip: {requirement}", file=sys.stderr)
                continue
            found[name] = installed.version
            inner = [Requirement(line) for line in installed.requires or []]
            queue += [each for each in inner if needed(each, extra)]
    return found


def write(path: Path, versions: dict[str, str]) -> None:
    """Write one ``name==version`` line for each package, sorted."""
    lines = [f"{name}=={version}" for name, version in sorted(versions.items())]
    path.write_text("# Written by scripts/lock.py\n" + "\n".join(lines) + "\n")
    print(f"{path.name}: {len(lines)} packages")


def write_npm() -> None:
    """Resolve package.json again and keep names, versions and checksums, but no addresses."""
    subprocess.run(
        [
            *npm(),
            "install",
            "--package-lock-only",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--omit-lockfile-registry-resolved",
        ],
        cwd=ROOT,
        check=True,
    )
    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    path.write_text(json.dumps(lock, indent=2) + "\n")
    print(f"{path.name}: {len(lock['packages']) - 1} packages")


def main() -> None:
    """Write the three files beside pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    runtime = project["dependencies"]
    write(ROOT / "requirements.lock", closure(runtime))
    development = runtime + project["optional-dependencies"]["dev"]
    write(ROOT / "requirements-dev.lock", closure(development))
    write_npm()


if __name__ == "__main__":
    main()
