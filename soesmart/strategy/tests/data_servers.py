"""A computer that others pull from: a web server in a thread that answers what a test lays out."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Reply:
    """body: bytes, or anything that becomes JSON; send: writes the whole answer by itself."""

    body: object = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    send: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class DataServer:
    """replies: by path, a reply or a function of the query; asked: path, query and headers of every request.

    certificate: the file to trust, where the server is secured.
    """

    address: str
    certificate: str = ""
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


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """Who asked hung up: that is what some tests are about."""


@contextmanager
def data_server(secured_for: str = "") -> Iterator[DataServer]:
    """secured_for: a name; then it speaks TLS with a certificate of its own for that name."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server calls
            there.answer(self)

        def log_message(self, *args: object) -> None:
            """Tests read what was asked from `asked`."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    there = DataServer(f"http://127.0.0.1:{server.server_port}")
    if secured_for:
        folder = TemporaryDirectory()
        there.certificate = _certificate(secured_for, Path(folder.name) / "certificate.pem")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(there.certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()


def _certificate(name: str, file: Path) -> str:
    """The file with a fresh key and the certificate that it signed for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, bare = serialization.Encoding.PEM, serialization.NoEncryption()
    file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, bare) + made.public_bytes(pem))
    return str(file)
