"""``make bench``: every benchmark on every database there is; stops with 1 over a limit."""

import subprocess
import sys

SUBJECTS = ("imports", "duties", "matching", "pages")


def main() -> int:
    """Run each subject in a process of its own, so that none warms another up."""
    statuses = []
    for subject in SUBJECTS:
        print(f"\n== {subject}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"bench.{subject}"], check=False)
        statuses.append(done.returncode)
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
