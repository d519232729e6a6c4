"""A mail server of this machine that keeps what it is given, and can be out of order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any


@dataclass
class MailServer:
    """Speaks SMTP (RFC 5321), as much of it as a sender needs. `is_busy`: mails are refused for now."""

    port: int = 0
    is_busy: bool = False
    received: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    def answer(self, lines: Any) -> Iterator[str]:
        """The answers to what a sender says."""
        yield "220 here"
        to: list[str] = []
        for line in lines:
            verb = line[:4].upper()
            if verb == b"RCPT":
                to.append(line.decode().partition("<")[2].partition(">")[0])
            if verb == b"DATA":
                yield "354 go on"
                mail = b"".join(iter(lines.readline, b".\r\n")).replace(b"\r\n..", b"\r\n.")
                self.received.append((to, message_from_bytes(mail, policy=policy.default)))
                to = []
            is_refused = self.is_busy and verb == b"MAIL"
            yield "451 try later" if is_refused else "221 bye" if verb == b"QUIT" else "250 ok"
            if verb == b"QUIT":
                return


@contextmanager
def serving_mail(port: int = 0) -> Iterator[MailServer]:
    """A running one, at a free port or at this one."""
    server = MailServer()

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            for said in server.answer(self.rfile):
                self.wfile.write(f"{said}\r\n".encode())

    class Listener(ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Listener(("127.0.0.1", port), Handler) as listener:
        server.port = listener.server_address[1]
        Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        listener.shutdown()
