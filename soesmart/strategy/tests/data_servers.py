"""A computer that others pull from: a web server in a thread that answers what a test lays out."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Reply:
    """body: bytes, or anything that becomes JSON; send: writes the whole answer by itself."""

    body: object = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    send: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class DataServer:
    """replies: by path, a reply or a function of the query; asked: path, query and headers of every request."""

    address: str
    replies: dict[str, Reply | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        query = {name: texts[0] for name, texts in parse_qs(parts.query).items()}
        self.asked.append((parts.path, query, dict(request.headers.items())))
        found = self.replies.get(parts.path, Reply(status=404))
        reply = found if isinstance(found, Reply) else found(query)
        if reply.send:
            reply.send(request)
            return
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        request.send_response(reply.status)
        for name, text in {"Content-Length": str(len(body)), **reply.headers}.items():
            request.send_header(name, text)
        request.end_headers()
        request.wfile.write(body)


@contextmanager
def data_server() -> Iterator[DataServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server calls
            there.answer(self)

        def log_message(self, *args: object) -> None:
            """Tests read what was asked from `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    there = DataServer(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
