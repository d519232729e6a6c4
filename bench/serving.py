"""Requests in a second against a bare view: `python -m bench.serving postcodes.json [rounds]`; needs wrk.

Starts the site as gunicorn serves it (config/gunicorn.py; no database, the releases from a state folder) and, under the
same settings of gunicorn, a Django view of two bytes without middlewares. Each round asks every row in turn, so that
what else the machine does meets all alike. Prints the medians: requests in a second, what that is of the bare view's,
and the same of the processor time that a request costs the server, which other work on the machine changes less.
"""

import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

BASE = Path(__file__).resolve().parent.parent
ROUNDS, SECONDS, CONNECTIONS = 5, 2, 16
MOST = 3_000  # lines that wrk reads
ENCODING = "gzip, deflate, br"
# wrk asks for the lines of a file in turn.
SCRIPT = """
local lines, at = {{}}, 0
for line in io.lines("{file}") do lines[#lines + 1] = line end
request = function()
  at = at % #lines + 1
  return wrk.format("GET", lines[at], {{["Accept-Encoding"] = "{encoding}"{more}}})
end
"""


@dataclass(frozen=True)
class Row:
    """What is asked for; `goal` is a share of the bare view's requests in a second."""

    name: str
    paths: list[str]
    goal: float = 0
    etag: str = ""


def prepare(package: Path, folder: Path) -> None:
    """Write the shipped content and the places of the package to a state folder, from which a worker serves."""
    os.environ.update(
        SECRET_KEY="bench",  # noqa: S106
        VAR_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="config.settings",
        POLL_SECONDS="0",
    )
    import django

    django.setup()
    from bench.finder import site
    from guides.models.release import checksum
    from guides.places.compiling import compile_places
    from guides.places.package import read_file
    from guides.schema.content import encode
    from guides.schema.places import encode_places
    from guides.search.compiling import points_with_forms, with_forms
    from guides.serving.live import Loaded, Stamp, _keep

    known = site(package)
    payloads = {
        "content": encode(with_forms(known.content)),
        "points": encode(points_with_forms(known.points, ["pl", "en"])),
        "places": encode_places(compile_places(package=read_file(package))[0]),
    }
    for kind, payload in payloads.items():
        _keep(Loaded(Stamp(kind, 1, checksum(payload), known.stamps[0].activated_at), payload))


@dataclass(frozen=True)
class Server:
    port: int
    process: int

    def processor_seconds(self) -> float:
        """Of its workers, so far."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        fields = (Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children)
        return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


@contextmanager
def gunicorn(config: str, application: str) -> Iterator[Server]:
    """A server of ours at a free port."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port = trial.getsockname()[1]
    environment = {**os.environ, "PORT": str(port)}
    command = [sys.executable, "-m", "gunicorn", "--config", config, application]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=BASE, env=environment, stdout=log, stderr=log)  # noqa: S603
        try:
            wait_for(port)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(20)


def wait_for(port: int) -> None:
    for _attempt in range(300):
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nothing answers at port {port}")


def ask(row: Row, server: Server, folder: Path) -> tuple[float, float]:
    """Requests in a second, and milliseconds of processor time for each."""
    lines, script = folder / "lines", folder / "ask.lua"
    # Others in each round: what was asked for before may be kept.
    lines.write_text("\n".join(random.sample(row.paths, min(MOST, len(row.paths)))) + "\n")
    more = f""", ["If-None-Match"] = '{row.etag}'""" if row.etag else ""
    script.write_text(SCRIPT.format(file=lines, encoding=ENCODING, more=more))
    before = server.processor_seconds()
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), f"http://127.0.0.1:{server.port}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if wrong:
        raise SystemExit(f"{row.name}: {wrong[0]}")
    made = re.search(r"(\d+) requests in", said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert made and rate, said
    if not int(made[1]):
        return 0.0, 0.0  # in the first round a process may still be making the index of search
    return float(rate[1]), (server.processor_seconds() - before) / int(made[1]) * 1000


def rows(package: Path, port: int) -> list[Row]:
    """What is asked for in each round; the last ones never twice the same within a round."""
    import json

    from guides.schema.kinds import slug_in
    from guides.serving.live import live

    known = live.current()
    assert known is not None
    chance = random.Random(1)  # noqa: S311 - the same at every run
    codes = sorted({code for code in re.findall(r"\d{2}-\d{3}", json.dumps(json.loads(package.read_text())))})
    chance.shuffle(codes)
    words = sorted({word for guide in known.content.guides for word in re.findall(r"\w{4,}", guide.title.plain["pl"])})
    searches = [f"{one} {other}" for one in words for other in words if one != other]
    chance.shuffle(searches)
    guide = f"/pl/poradniki/{slug_in(known.content.guides[0], 'pl')}/"
    return [
        Row("a bare view", ["/"]),
        Row("a guide", [guide], 0.7),
        Row("its 304", [guide], 0.8, etag_of(port, guide)),
        Row("a question", ["/pl/pomoc/start.login/czym.pz/"], 0.6),
        Row("the finder, a postcode, each new", [f"/pl/punkty/?near={code}" for code in codes], 0.15),
        Row("the finder, as typed", [f"/pl/punkty/?near={code.replace('-', '')}" for code in codes], 0.15),
        Row("search, each query new", [f"/pl/szukaj/?q={quote(each)}" for each in searches[: 20 * MOST]], 0.15),
    ]


def etag_of(port: int, path: str) -> str:
    from urllib.request import Request

    with urlopen(Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": ENCODING})) as response:
        return str(response.headers["ETag"])


def main(package: Path, rounds: int) -> None:
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt-get install wrk")
    with tempfile.TemporaryDirectory(prefix="bench-serving-") as name:
        folder = Path(name)
        prepare(package, folder)
        with (
            gunicorn("bench/bare.py", "bench.bare:application") as bare,
            gunicorn("config/gunicorn.py", "config.wsgi") as site,
        ):
            asked = rows(package, site.port)
            measured: dict[str, list[tuple[float, float]]] = {row.name: [] for row in asked}
            for number in range(rounds + 1):
                for row in asked:
                    cost = ask(row, site if row.goal else bare, folder)
                    if number:  # the first round is for what a process works out once
                        measured[row.name].append(cost)
    print_table(asked, measured)


def print_table(asked: list[Row], measured: dict[str, list[tuple[float, float]]]) -> None:
    medians = {
        name: [statistics.median(column) for column in zip(*runs, strict=True)] for name, runs in measured.items()
    }
    bare_rate, bare_cost = medians[asked[0].name]
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    print("| | requests a second | of the bare view | goal | processor time | of the bare view |")
    print("|---|---|---|---|---|---|")
    for row in asked:
        rate, cost = medians[row.name]
        goal = f"{row.goal:.2f}" if row.goal else ""
        print(
            f"| {row.name} | {rate:,.0f} | {rate / bare_rate:.2f} | {goal} | {cost:.2f} ms | {bare_cost / cost:.2f} |"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS)
