"""A door in front of a node that asks for a user and speaks TLS, as a cluster with its security plug-in does."""

import ssl
import subprocess
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


def certificate(folder: Path, name: str = "IP:127.0.0.1") -> tuple[Path, Path]:
    """A new certificate for a name, which vouches for itself, and its key."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=kb-test",
               "-addext", f"subjectAltName={name}", "-keyout", str(key), "-out", str(cert)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return cert, key


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    target: str
    expected: str

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Authorization") != self.expected:
            self._answer(401, b"Unauthorized", "text/plain")
            return
        node = HTTPConnection(self.target, timeout=60)
        try:
            node.request(self.command, self.path, body, {"Content-Type": self.headers.get("Content-Type", "")})
            answer = node.getresponse()
            self._answer(answer.status, answer.read(), answer.headers.get("Content-Type", "application/json"))
        finally:
            node.close()

    do_GET = do_POST = do_PUT = do_DELETE = _forward  # noqa: N815 (named so by the library)

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@contextmanager
def door(url: str, cert: Path, key: Path, user: str, password: str) -> Iterator[str]:
    """The address at which a node answers behind TLS and a password."""
    expected = "Basic " + b64encode(f"{user}:{password}".encode()).decode()
    handler = type("Handler", (_Handler,), {"target": urlsplit(url).netloc, "expected": expected})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign] # a refused handshake is what is tested
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"https://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
