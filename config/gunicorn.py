"""The server. Its worker and its log lines are in config/worker.py."""

import os
from pathlib import Path
from typing import Any

from gunicorn.http.message import MAX_REQUEST_LINE

bind = f"{os.environ.get('LISTEN_ON', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "config.worker.HelpfulThreadWorker"
control_socket_disable = True
umask = 0o077  # releases and pictures are for this user only

timeout = 30
# Less than the ten seconds after which `docker stop` kills.
graceful_timeout = 8
keepalive = 5
# The workers' heartbeat is a file; on a slow disk it could stall them.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK) else None  # noqa: S108

# Addresses carry answers and get long when something is glued to them: the longest that gunicorn reads.
limit_request_line = MAX_REQUEST_LINE

# By default a peer on this machine may name the address and the path of the site in headers of its own.
forwarder_headers = ""

# Method, path, status, bytes, seconds. Neither who asked nor what was searched for (the query): nobody is to be traced.
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"
logger_class = "config.worker.DiscreetLogger"


def post_worker_init(_worker: Any) -> None:
    """Load the releases in the forked worker: one that waited for a visitor could find the database gone by then."""
    from guides.serving.live import live

    live.current()
