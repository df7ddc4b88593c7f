"""Requests in, pages out, each with the script that keeps it new."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from generator.model import BuildError
from generator.publish.kinds import content_type
from generator.serve.failure import in_words
from generator.serve.live import Live

FIRST_PORT, TRIES = 8000, 100
LOST = "/404.html"  # the page for an address at any depth where there is none; no browser can ask for this one

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HTML = "text/html; charset=utf-8"
_HERE = Path(__file__).parent
_LOCAL = {"localhost", "127.0.0.1", "[::1]"}

Get = Callable[[str], bytes | None]


class Server(ThreadingHTTPServer):
    """The standard library's server, made quick to start and safe to leave open."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there, two servers would share the port

    def __init__(self, host: str, port: int, get: Get, live: Live) -> None:
        self.host = host
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._connections: set[socket.socket] = set()
        super().__init__((host, port), partial(_Handler, get, live))

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer would ask the network for this machine's name
        self.server_name, self.server_port = self.host, self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """End the connections too: browsers keep theirs, and would go on asking a server that is gone."""
        super().server_close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def addresses(self) -> list[str]:
        """Where to find the site: on this machine, and on the local network if it is shown there."""
        anywhere = self.host in ("0.0.0.0", "::", "")  # noqa: S104 - only where the operator asked for it
        hosts = ["127.0.0.1", *_on_the_network()] if anywhere else [self.host]
        return [f"http://{f'[{host}]' if ':' in host else host}:{self.server_port}/" for host in hosts]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A tab that was closed is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def bind(host: str, port: int | None, get: Get, live: Live) -> Server:
    """A server on ``port``, or on the first free one from 8000 on where none is given."""
    for candidate in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + TRIES):
        try:
            return Server(host, candidate, get, live)
        except OSError as error:
            problem = error
    raise BuildError(
        f"不能使用这个地址：{problem.strerror}", f"{host}:{port or FIRST_PORT}", "请换一个 --port 或 --host"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and page in one packet

    def __init__(self, get: Get, live: Live, *args: object) -> None:
        self._get, self._live = get, live
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not self._is_for_us():
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, b"", "text/plain")
            return
        address = urlsplit(self.path)
        path = unquote(address.path).lstrip("/")
        if path == "_live/events":
            self._send_events(parse_qs(address.query, keep_blank_values=True))
        elif path in ("_live/live.js", "_live/live.css"):
            data = (_HERE / path.removeprefix("_live/")).read_bytes()
            self._answer(HTTPStatus.OK, data, content_type(path))
        else:
            self._send_page(path, address.query)

    do_HEAD = do_GET  # noqa: N815

    def _is_for_us(self) -> bool:
        """Another site must not read this one through a name of its own that leads here."""
        server = self.server
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return not isinstance(server, Server) or server.host not in ("127.0.0.1", "::1") or host in _LOCAL

    def _send_page(self, path: str, query: str) -> None:
        edition = self._live.edition()  # before the page is made: what comes meanwhile is told afterwards
        page = f"{path}index.html" if path.endswith("/") or not path else path
        try:
            inside = ".." not in page.split("/")
            data = self._get(page) if inside else None
            if data is None and inside and not path.endswith("/") and self._get(f"{page}/index.html") is not None:
                target = "/" + quote(f"{path}/") + (f"?{query}" if query else "")
                self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", {"Location": target})
                return
            status = HTTPStatus.NOT_FOUND if data is None else HTTPStatus.OK
            data = self._get(LOST) if data is None else data
        except Exception as error:
            data, status, path = _plain("网页没有生成", in_words(error)), HTTPStatus.INTERNAL_SERVER_ERROR, ""
        if data is None:
            data = _plain("没有这一页", page)
        kind = content_type(page) if status == HTTPStatus.OK else _HTML
        if kind == _HTML:
            failed = status == HTTPStatus.INTERNAL_SERVER_ERROR
            data = _with_script(data, "" if failed else page, edition)
        self._answer(status, data, kind)

    def _answer(self, status: HTTPStatus, data: bytes, kind: str, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        # Names in assets/ carry a digest of their bytes, so they never stand for others.
        keep = self.path.startswith("/assets/") and status == HTTPStatus.OK
        heads = {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "max-age=31536000, immutable" if keep else "no-store",
        }
        for name, value in (heads | (more or {})).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_events(self, query: dict[str, list[str]]) -> None:
        self.send_response(HTTPStatus.OK)
        for name, value in (("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")):
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.flush()
        if self.command == "HEAD":
            return
        for event in self._live.events(query.get("page", [""])[0], query.get("edition", [""])[0]):
            self.wfile.write(event)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news."""


def _with_script(data: bytes, page: str, edition: str) -> bytes:
    tag = f'<script src="/_live/live.js?page={quote(page, safe="/")}&amp;edition={edition}"></script>\n'.encode()
    cut = data.rfind(b"</body>")
    return data[:cut] + tag + data[cut:] if cut >= 0 else data + tag


def _plain(title: str, text: str) -> bytes:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    head = f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}<body><h1>{title}</h1><pre>{safe}</pre></body></html>".encode()


def _on_the_network() -> list[str]:
    """This machine's address on the local network. Nothing is sent: the system is asked which way it would go."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(asking.getsockname()[0])]
