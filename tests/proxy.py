"""nginx with the shipped configuration, its ports and folders changed."""

import getpass
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trustme
from django.conf import settings

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SITE = "pomoc.example.org"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


def wait_for(condition: Callable[[], object], why: Callable[[], str]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline, why()
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def configure(folder: Path, port: int, plain_port: int, sites: Sequence[int]) -> ssl.SSLContext:
    """Write nginx.conf for the sites at these ports; what a browser trusts."""
    authority = trustme.CA()
    certificate = authority.issue_cert(SITE)
    certificate.private_key_and_cert_chain_pem.write_to_path(str(folder / "certificate.pem"))
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    text = (Path(settings.BASE_DIR) / "deploy" / "nginx.conf").read_text()
    for before, after in (
        (r" +listen \[::\].*\n", ""),
        (r"listen 443", f"listen 127.0.0.1:{port}"),
        (r"listen 80", f"listen 127.0.0.1:{plain_port}"),
        (r"server 127\.0\.0\.1:8000(.*)", "\n".join(rf"server 127.0.0.1:{site}\1" for site in sites)),
        (r"/etc/ssl/ikp/\w+\.pem", str(folder / "certificate.pem")),
        (r"/var/(cache|log)/nginx/", f"{folder}/"),
        (r"flush=5s", "flush=100ms"),
    ):
        text, changed = re.subn(before, after, text)
        assert changed, before
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"user {getpass.getuser()};\npid {folder}/nginx.pid;\nerror_log {folder}/start.log;\n"
        f"events {{}}\nhttp {{\n{temporary}\n{text}\n}}\n"
    )
    return trusted


def start(folder: Path) -> "subprocess.Popen[bytes]":
    """nginx as it was configured in this folder."""
    command = [str(NGINX), "-c", str(folder / "nginx.conf"), "-p", str(folder), "-g", "daemon off;"]
    with (folder / "nginx.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log)
