"""Prepare the site and start its server. `make run` and the container both use this, so that they stay in step.

    start.py                       prepare, then run the server and the worker of jobs
    start.py web                   prepare, then run the server only: `manage work` runs elsewhere
    start.py manage <command> …    one command of manage.py, with the same secret and addresses
    start.py collect               only the static files, for the build of the container's image
    start.py health                whether the server answers, for the container's health check

Everything that is done already is skipped, so that a second start takes seconds.
"""

import errno
import fcntl
import hashlib
import http.client
import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent
EDITOR = "redakcja"
# Letters and digits that are not mistaken for one another when copied by hand.
LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"


def stop(message: str) -> NoReturn:
    sys.exit(f"\n{message}")


def say(message: str) -> None:
    print(message, flush=True)


def prepare_environment() -> tuple[str, int]:
    """Set what the settings need and nobody has set. Return host and port."""
    from environs import Env

    env = Env()
    env.read_env(str(BASE_DIR / ".env"), recurse=False)
    host = os.environ.setdefault("LISTEN_ON", "127.0.0.1")
    number = os.environ.setdefault("PORT", "8000")
    if not number.isdecimal() or not 0 < int(number) < 65536:
        stop(f"PORT is a number from 1 to 65535, not “{number}”.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SITE_URL", f"http://localhost:{number}")
    folder = var_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.environ.get("SECRET_KEY"):
            with alone_in(folder):
                os.environ["SECRET_KEY"] = own_secret(folder / "secret_key")
    except PermissionError as error:
        stop(
            f"{error.filename} can't be read or written by user {os.getuid()}. Give it to this user, or name another"
            " folder in VAR_DIR. In a container a folder of the host has to belong to user 10001, the site's."
        )
    return host, int(number)


def var_folder() -> Path:
    return Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One start of the site at a time in this folder; another one waits until this one has prepared it."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def own_secret(path: Path) -> str:
    """The secret in this file, which is made on the first start and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if secret := path.read_text().strip():
            return secret
        stop(f"{path} is empty. Delete it, and the next start makes a new one.")
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(50)
        file.write(f"{secret}\n")
    return secret


def check_port(host: str, port: int) -> None:
    """Stop with a clear message, before any work, if the server could not listen here."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                stop(f"Port {port} is taken by another program. Choose another: make run PORT={port % 65535 + 1}")
            stop(f"The server can't listen on {host}:{port}: {error.strerror}")


def prepare_database() -> bool:
    """Bring the database up to date, with the shipped content published in a new one. False: it is not there."""
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.db import DatabaseError, connections

    kept = (settings.STATE_DIR / "content.json").exists()
    if kept and not settings.DATABASE_URL and not settings.SQLITE_FILE.exists():
        # A new, empty database here would hide that the editors' work is gone.
        say(f"WARNING: {settings.SQLITE_FILE} is missing, though this site has been published before.")
        say("Visitors get the last release from disk; the admin does not work. Put the file back and start again,")
        say(f"or delete {settings.STATE_DIR} to begin anew with the shipped content.")
        return False
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_content", verbosity=0)
        call_command("publish", "--if-none", verbosity=0)
    except DatabaseError as error:
        if not kept:
            stop(f"The database can’t be used: {error}")
        say(f"WARNING: the database can’t be used, visitors get the last release from disk: {error}")
        return False
    except CommandError as error:
        stop(str(error))
    finally:
        connections.close_all()
    return True


def check_settings() -> None:
    """Say what Django's checks find, such as what a language lacks; stop where the site could not work."""
    from django.core import checks

    for message in checks.run_checks():
        if message.is_serious():
            stop(str(message))
        say(f"WARNING: {message.msg}" + (f" {message.hint}" if message.hint else ""))


def load_first_places() -> None:
    """Every postcode of the country, on the first start where the package registry can be reached."""
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.db import connections

    from guides.models import Release

    if not settings.FETCH_PLACES or Release.objects.of_kind("places").exists():
        connections.close_all()
        return
    say("Fetching the postcodes of Poland (countries-states-cities-database, ODbL)")
    try:
        call_command("load_places", fetch_package=True, verbosity=0)
    except CommandError as error:
        say(f"WARNING: {error}")
        say("The site works without: it knows the towns of its offices only. The next start tries again; by hand it is")
        say("    python scripts/start.py manage load_places --fetch-package")
    finally:
        connections.close_all()


def collect_static() -> None:
    """Gather, hash and compress the static files, unless that was done from the same files."""
    from django.conf import settings
    from django.core.management import call_command

    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    digest.update((BASE_DIR / "config" / "settings.py").read_bytes())
    for _prefix, folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(BASE_DIR)}\n".encode() + path.read_bytes())
    target = Path(settings.STATIC_ROOT)
    stamp = target / ".made-from"

    def is_done() -> bool:
        return stamp.exists() and stamp.read_text() == digest.hexdigest()

    if is_done():
        return
    target.mkdir(parents=True, exist_ok=True)
    with alone_in(target):
        if not is_done():
            say("Preparing the static files")
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(digest.hexdigest())


def make_editor() -> None:
    """The first user, on the first start. The password is shown once, on a terminal only: a log is kept for ever."""
    from django.contrib.auth import get_user_model

    users = get_user_model()._default_manager
    if users.exists():
        return
    password = "-".join("".join(secrets.choice(LEGIBLE) for _ in range(5)) for _ in range(4))
    editor = users.create_superuser(EDITOR, "", password)
    users.filter(pk=editor.pk).update(must_change_password=True)
    say("\n  For editing the guides:")
    say(f"    address   {os.environ['SITE_URL']}/admin/")
    say(f"    user      {EDITOR}")
    if sys.stdout.isatty():
        say(f"    password  {password}")
        say("  The password is shown only now.")
    else:
        file = var_folder() / "first-password"
        file.write_text(f"{password}\n")
        say(f"    password  in {file}, which only the site's user can read. Delete it when you have signed in.")
    say(f"  To set another password: {os.environ.get('PASSWORD_COMMAND', 'make password')}")


def check_health(port: int) -> None:
    """Ask the server under the site's own name, since it refuses names that it does not know."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": urlsplit(os.environ["SITE_URL"]).netloc})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        stop(f"The server does not answer: {error}")
    if status != 200:
        stop(f"The server answers {status}.")


def serve(*, with_worker: bool) -> NoReturn:
    """Become what serves, so that signals reach it directly and this script takes no memory beside it."""
    from guides import __version__

    say(f"\n  Klucz do IKP {__version__} is at {os.environ['SITE_URL']}/ (Ctrl-C stops it)\n")
    os.execv(sys.executable, [sys.executable, "scripts/serve.py", *([] if with_worker else ["web"])])


def main(arguments: list[str]) -> None:
    os.chdir(BASE_DIR)
    sys.path[0] = str(BASE_DIR)
    host, port = prepare_environment()
    if arguments[:1] == ["manage"]:
        os.umask(0o077)
        from django.core.management import execute_from_command_line

        execute_from_command_line(["manage.py", *arguments[1:]])
        return
    if arguments == ["health"]:
        check_health(port)
        return
    if arguments not in ([], ["web"], ["collect"]):
        stop((__doc__ or "").strip())
    if arguments != ["collect"]:
        check_port(host, port)
    import django

    django.setup()
    check_settings()
    collect_static()
    if arguments == ["collect"]:
        return
    os.umask(0o077)  # from here on accounts and secrets are written; the static files may be another program's to serve
    with alone_in(var_folder()):
        if prepare_database():
            load_first_places()
            make_editor()
    serve(with_worker=arguments != ["web"])


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
