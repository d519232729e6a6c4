"""Requests in a second behind the shipped nginx: `python -m bench.behind_nginx postcodes.json [rounds]`; uses wrk.

A guide that nginx keeps, over TLS and with the shipped configuration, against a file of the same bytes that nginx
serves from its disk in the same place. Rounds ask both in turn; prints the medians.
"""

import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import Request, urlopen

from bench.serving import CONNECTIONS, ENCODING, SECONDS, gunicorn, prepare, rows
from tests import proxy

ROUNDS = 5
FILE = "/bench-file"


def add_file(folder: Path, body: bytes, kind: str) -> None:
    """Let nginx serve these bytes, packed as they are, by itself."""
    (folder / FILE[1:]).write_bytes(body)
    configuration = folder / "nginx.conf"
    head = f"default_type '{kind}'; add_header Content-Encoding br; add_header Vary Accept-Encoding;"
    location = f"location = {FILE} {{ root {folder}; {head} }}\n    location / {{"
    configuration.write_text(configuration.read_text().replace("location / {", location, 1))


def rate(url: str) -> float:
    headers = ["-H", f"Host: {proxy.SITE}", "-H", f"Accept-Encoding: {ENCODING}"]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *headers, url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or "Non-2xx" in said:
        raise SystemExit(f"{url}: {said}")
    return float(found[1])


def main(package: Path, rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        prepare(package, folder)
        with gunicorn("config/gunicorn.py", "config.wsgi") as site:
            guide = rows(package, site.port)[1].paths[0]
            asked = Request(f"http://127.0.0.1:{site.port}{guide}", headers={"Accept-Encoding": ENCODING})
            with urlopen(asked) as response:  # noqa: S310
                body, kind = response.read(), response.headers["Content-Type"]
            port = proxy.free_port()
            proxy.configure(folder, port, proxy.free_port(), [site.port])
            add_file(folder, body, kind)
            text = (folder / "nginx.conf").read_text()
            # wrk names no host in its TLS, asks from one address only, and the site knows itself as localhost.
            text = re.sub(r"server \{[^}]*ssl_reject_handshake[^}]*\}", "", text)
            text = text.replace("limit_conn ikp_connections 50;", "").replace("Host $host", "Host localhost")
            (folder / "nginx.conf").write_text(text)
            server = proxy.start(folder)
            try:
                proxy.wait_for(lambda: proxy.answers(port), (folder / "nginx.log").read_text)
                base = f"https://127.0.0.1:{port}"
                measured = [(rate(base + FILE), rate(base + guide)) for _round in range(rounds)]
            finally:
                server.terminate()
                server.wait(20)
    file, page = (statistics.median(column) for column in zip(*measured, strict=True))
    print(f"a file of nginx {file:,.0f}, a guide behind nginx {page:,.0f} requests a second: {page / file:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS)
