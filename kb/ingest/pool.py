"""Documents read in processes of their own, several at a time, each within limits of size, time and memory."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from kb.errors import KbError
from kb.ingest import naming
from kb.ingest.source import Problem, Reading, from_json
from kb.ingest.worker import LENGTH, READY
from kb.settings import Settings

_ROOT = Path(__file__).parents[2]
_START = 60.0
_ANSWER = 4
_LEAST = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one document may cost: the size of its file in bytes, seconds to read it, bytes of memory while it is read,
    and the characters of text that come of it."""

    max_bytes: int
    max_seconds: float
    max_memory: int
    max_text: int = Settings.max_text

    @property
    def max_answer(self) -> int:
        """Bytes that what comes of a document may have: JSON marks what it holds, and a row repeats its columns."""
        return _ANSWER * self.max_bytes + _LEAST

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """The limits that the settings state."""
        return cls(settings.max_bytes, settings.max_seconds, settings.max_memory, settings.max_text)


class _TooLong(Exception):
    """A process announces an answer that would not be bounded."""


class _Worker:
    """A process, what it was last asked to read, until when, and the bytes that have come of its answer."""

    def __init__(self, limits: Limits) -> None:
        given = map(str, (limits.max_bytes, limits.max_text, limits.max_memory))
        command = [sys.executable, "-m", "kb.ingest.worker", *given]
        self.process = subprocess.Popen(  # noqa: S603 (our own program)
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True, bufsize=0,
        )  # fmt: skip
        self.path: Path | None = None
        self.ready = False
        self.deadline = time.monotonic() + _START
        self._bytes = bytearray()
        self._longest = limits.max_answer

    @property
    def output(self) -> IO[bytes]:
        """Where its answers come from."""
        assert self.process.stdout is not None, "the process is started with a pipe"
        return self.process.stdout

    def ask(self, path: Path, seconds: float) -> None:
        """Give it a document to read, and so much time."""
        assert self.process.stdin is not None, "the process is started with a pipe"
        self.path, self.deadline = path, time.monotonic() + seconds
        frame = os.fsencode(naming.absolute(path)) + b"\0" + naming.shown(path).encode()
        with contextlib.suppress(BrokenPipeError):  # a dead process shows itself at its output
            self.process.stdin.write(LENGTH.pack(len(frame)) + frame)

    def receive(self) -> bytes | None:
        """The answer once it is whole; `None` before. `EOFError` when the process has ended, `_TooLong` when it is
        about to say more than it may."""
        data = os.read(self.output.fileno(), 1 << 20)
        if not data:
            raise EOFError
        self._bytes += data
        if len(self._bytes) < LENGTH.size:
            return None
        length = LENGTH.unpack(self._bytes[: LENGTH.size])[0]
        if length > self._longest:
            raise _TooLong
        end = LENGTH.size + length
        if len(self._bytes) < end:
            return None
        frame = bytes(self._bytes[LENGTH.size : end])
        del self._bytes[:end]
        return frame

    def stop(self) -> int:
        """End the process; what it ended with."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()
        if self.path is not None:
            self.process.kill()
        try:
            return self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class Pool:
    """Reading processes, started when there is something to read and replaced when one has to be killed."""

    def __init__(self, limits: Limits, size: int | None = None) -> None:
        self._limits = limits
        self._size = size or os.cpu_count() or 1
        self._workers: list[_Worker] = []

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        while self._workers:
            self._workers.pop().stop()

    def read(self, paths: Iterable[Path]) -> Iterator[Reading]:
        """A reading of every path, in the order in which they are done."""
        waiting = deque(paths)
        idle = [worker for worker in self._workers if worker.ready]
        with selectors.DefaultSelector() as selector:
            for worker in self._workers:
                selector.register(worker.output, selectors.EVENT_READ, worker)
            busy = 0
            while waiting or busy:
                while waiting and idle:
                    idle.pop().ask(waiting.popleft(), self._limits.max_seconds)
                    busy += 1
                self._grow(len(waiting), selector)
                for reading, free in self._step(selector):
                    busy -= reading is not None
                    if free:
                        idle.append(free)
                    if reading:
                        yield reading

    def _grow(self, wanted: int, selector: selectors.BaseSelector) -> None:
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(self._size - len(self._workers), wanted - starting)):
            worker = _Worker(self._limits)
            self._workers.append(worker)
            selector.register(worker.output, selectors.EVENT_READ, worker)

    def _step(self, selector: selectors.BaseSelector) -> Iterator[tuple[Reading | None, _Worker | None]]:
        """What has come since: readings, and workers that are free again."""
        now = time.monotonic()
        first = min(worker.deadline for worker in self._workers)
        for key, _ in selector.select(max(0.0, first - now)):
            yield from self._answer(key.data, selector)
        for worker in [worker for worker in self._workers if worker.deadline <= time.monotonic()]:
            yield self._late(worker, selector), None

    def _answer(
        self, worker: _Worker, selector: selectors.BaseSelector
    ) -> Iterator[tuple[Reading | None, _Worker | None]]:
        try:
            frame = worker.receive()
        except EOFError:
            if worker.path is not None or not worker.ready:
                yield self._crashed(worker, selector), None
            else:
                self._forget(worker, selector)
            return
        except _TooLong:
            yield self._too_long(worker, selector), None
            return
        if frame is None:
            return
        worker.deadline = float("inf")
        if frame == READY:
            worker.ready = True
            yield None, worker
        else:
            worker.path = None
            reading = from_json(frame)
            ended = any(problem.field == "memory" for problem in reading.problems)
            if ended:  # the process goes after it had no memory left
                self._forget(worker, selector)
            yield reading, None if ended else worker

    def _forget(self, worker: _Worker, selector: selectors.BaseSelector) -> int:
        selector.unregister(worker.output)
        self._workers.remove(worker)
        return worker.stop()

    def _late(self, worker: _Worker, selector: selectors.BaseSelector) -> Reading:
        path = worker.path
        self._forget(worker, selector)
        if path is None:
            raise KbError(f"The process that reads documents did not start within {_START:.0f} seconds.")
        return _refused(
            path, "time", f"takes longer than {self._limits.max_seconds:g} seconds to read (KB_MAX_SECONDS)."
        )

    def _too_long(self, worker: _Worker, selector: selectors.BaseSelector) -> Reading:
        assert worker.path is not None, "a process says one word until it is asked"
        path = worker.path
        self._forget(worker, selector)
        reason = f"gives more than {self._limits.max_answer:,} bytes once it is read, {_ANSWER} times KB_MAX_BYTES."
        return _refused(path, "size", reason)

    def _crashed(self, worker: _Worker, selector: selectors.BaseSelector) -> Reading:
        path, code = worker.path, worker.process.wait()
        self._forget(worker, selector)
        how = signal.Signals(-code).name if code < 0 else f"code {code}"
        if path is None:
            raise KbError(f"The process that reads documents does not start: it ended with {how}.")
        reason = f"stopped the program that read it ({how}), as damaged files do, and those that need more than "
        return _refused(path, "file", f"{reason}{self._limits.max_memory:,} bytes of memory (KB_MAX_MEMORY).")


def _refused(path: Path, field: str, reason: str) -> Reading:
    name = naming.shown(path)
    return Reading(name, problems=(Problem(name, field, reason),))
