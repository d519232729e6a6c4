"""All figures of docs/benchmarks.md, one table after the other: `python -m bench postcodes.json`.

`postcodes.json` is the package of places (docs/data.md). Needs wrk, nginx and Chromium, and some minutes of a machine
that does nothing else. Each part is a program of its own, too.
"""

import os
import subprocess
import sys

PARTS = ("serving", "behind_nginx", "replicas", "thousand", "gate", "points", "preview", "slow_line")
WITH_PLACES = {"serving", "behind_nginx"}
MORE = {"points": ["1000", "5000", "20000"]}


def main(package: str) -> None:
    failed = []
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    for part in PARTS:
        more = [package] if part in WITH_PLACES else MORE.get(part, [])
        print(f"## {part}\n\n    python -m bench.{' '.join([part, *more])}\n", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{part}", *more]).returncode:  # noqa: S603
            failed.append(part)
        print(flush=True)
    if failed:
        raise SystemExit(f"failed or missed a goal: {', '.join(failed)}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
