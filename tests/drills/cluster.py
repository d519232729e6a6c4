"""A PostgreSQL of a drill's own, which can be stopped as a machine stops."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests import proxy


def _folder_of_programs() -> Path | None:
    """Where initdb and pg_ctl of the newest version are; None where PostgreSQL is not on this machine."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """Running from the start, in a folder of its user's own: root's server refuses to run."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="drill-postgresql-"))
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self._as_user:
            shutil.chown(self._folder, "postgres", "postgres")
        self.port = proxy.free_port()
        self.url = f"postgres://tests@127.0.0.1:{self.port}/postgres"
        self._run("initdb", "-U", "tests", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        programs = _folder_of_programs()
        assert programs is not None, "initdb is missing: apt-get install postgresql"
        command = [*self._as_user, str(programs / program), "-D", str(self._folder / "data"), *arguments]
        told = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert told.returncode == 0, told.stderr

    def start(self) -> None:
        """Begin to serve, at the same port as before."""
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder}"
        log = self._folder / "data" / "server.log"
        self._run("pg_ctl", "-w", "-l", str(log), "-o", settings, "start")

    def stop(self) -> None:
        """At once, in the middle of whatever it does."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def end(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)
