"""Servers on this machine: started, waited for, asked over connections that stay open, and stopped."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import socket

HOST = "127.0.0.1"
ROOT = Path(__file__).parent.parent
START = 120.0
"""So many seconds a server may take until it answers."""

IDLE = 2.0
"""A connection that was not used for so many seconds is opened anew: servers close those that they think forgotten."""


class Failed(Exception):
    """A system that is measured did not do what it was asked; the message says what it answered."""


def free_port() -> int:
    """A port of the loopback address that nobody listens at."""
    with socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port


class Connection:
    """One connection that is kept open, as a busy client keeps it."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=120)
        self._headers = dict(headers or {})
        self._used = 0.0

    def ready(self) -> None:
        """Make sure that it is open, before a clock starts."""
        if time.monotonic() - self._used > IDLE:
            self._connection.close()
            self._connection.connect()

    def get(self, path: str) -> bytes:
        """The body of the answer; `Failed` when it is not a 200."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: bytes) -> bytes:
        """The body of the answer; `Failed` when it is neither 200 nor 201."""
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: bytes | None) -> bytes:
        self._connection.request(method, path, body, self._headers)
        answer = self._connection.getresponse()
        data = answer.read()
        self._used = time.monotonic()
        if answer.status not in (200, 201):
            raise Failed(f"{method} {path[:200]}: {answer.status} {data[:300]!r}")
        return data

    def close(self) -> None:
        """Close it."""
        self._connection.close()


class Asking:
    """What clients over HTTP have in common."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ready(self) -> None:
        """Open the connection if it is not."""
        self._connection.ready()

    def close(self) -> None:
        """Close it."""
        self._connection.close()


class Server:
    """A program that listens at a port of this machine, from its start to its end."""

    def __init__(
        self, command: Sequence[str], port: int, health: str, log: Path, environ: Mapping[str, str] | None = None
    ) -> None:
        self.port = port
        self._log = log
        with log.open("wb") as file:
            self._process = subprocess.Popen(list(command), stdout=file, stderr=file, env=environ, cwd=ROOT)
        self._wait(health)

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self._process.pid

    def _wait(self, health: str) -> None:
        end = time.monotonic() + START
        while time.monotonic() < end:
            if self._process.poll() is not None:
                break
            try:
                Connection(self.port).get(health)
                return
            except (OSError, HTTPException, Failed):
                time.sleep(0.05)
        self.stop()
        raise Failed(f"It does not start: {self._log.read_text(errors='replace')[-1000:]}")

    def stop(self) -> None:
        """End it, gently first."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
