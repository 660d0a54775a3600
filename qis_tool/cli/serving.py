"""Pages for a browser on this machine alone, under an address that nobody can guess."""

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any, NamedTuple

from qis_tool.cli.console import tell
from qis_tool.cli.guard import own_fault
from qis_tool.errors import UserError

ADDRESS = "127.0.0.1"
NOTHING = "default-src 'none'"
_SECONDS = 30


class Reply(NamedTuple):
    """What a browser gets; `policy` is its Content-Security-Policy, `to` another address to go to."""

    body: str | bytes
    kind: str = "text/plain"
    policy: str = NOTHING
    status: HTTPStatus = HTTPStatus.OK
    to: str = ""


class LocalServer(ThreadingHTTPServer):
    """Serves `pages` by their names below a secret path.

    Other users of this machine can reach its ports too, and so can web pages, by a name that they let point at it:
    hence the secret path, and no page for a Host that is not this server's own. Raises UserError where the port
    can't be had.
    """

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere it would let two servers share a port

    def __init__(self, pages: Mapping[str, Callable[[], Reply]], port: int = 0) -> None:
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as fault:
            advice = "Without --port, a free one is taken."
            raise UserError(f"Port {port} can't be used: {fault.strerror}. {advice}") from None
        secret = secrets.token_urlsafe(32)
        self.pages = {f"/{secret}/{name}": page for name, page in pages.items()}
        self.hosts = {f"{name}:{self.server_port}" for name in (ADDRESS, "localhost")}
        self.address = f"http://{ADDRESS}:{self.server_port}/{secret}/"
        self._once: set[str] = set()

    def address_for_once(self) -> str:
        """An address that leads to the page once; the call that starts a browser shows in the list of programs."""
        path = f"/{secrets.token_urlsafe(32)}/"
        self._once.add(path)
        return f"http://{ADDRESS}:{self.server_port}{path}"

    def reply(self, host: str, path: str) -> Reply:
        """What to answer to a request."""
        if host not in self.hosts:
            return Reply("This is not the address of this preview.", status=HTTPStatus.MISDIRECTED_REQUEST)
        if path in self._once:
            self._once.discard(path)
            return Reply("", status=HTTPStatus.SEE_OTHER, to=self.address)
        if path not in self.pages:
            return Reply("There is no such page. Open the address that was printed.", status=HTTPStatus.NOT_FOUND)
        return self.pages[path]()

    def server_bind(self) -> None:
        """Take the port without asking the network for this machine's name, which can take long."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.socket.getsockname()[1]

    def handle_error(self, *_: Any) -> None:
        """Tell of a fault without a word of the plan; a browser that went away is none."""
        fault = sys.exc_info()[1]
        if fault is not None and not isinstance(fault, OSError):
            tell(own_fault(fault))


class _Handler(BaseHTTPRequestHandler):
    server: LocalServer
    timeout = _SECONDS
    server_version, sys_version = "qis", ""

    def do_GET(self) -> None:
        """Answer a request for a page."""
        reply = self.server.reply(self.headers.get("Host", ""), self.path)
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        for name, value in _headers(reply, len(body)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing is logged."""


def _headers(reply: Reply, length: int) -> dict[str, str]:
    headers = {
        "Content-Type": f"{reply.kind}; charset=utf-8",
        "Content-Length": str(length),
        "Content-Security-Policy": reply.policy,
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return headers | ({"Location": reply.to} if reply.to else {})
