"""The process that reads one document at a time, so that no document can hurt the program or the others.

Speaks in frames over its standard input and output: a length in four bytes, then in it goes a path and, after a zero
byte, the name that messages call it by; out comes a reading as JSON.
"""

import contextlib
import os
import resource
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from kb.ingest.read import read
from kb.ingest.source import Problem, Reading, to_json

LENGTH = struct.Struct(">I")

READY = b"ready"
"""The first frame: the process has started, and time begins to count."""


def main(max_bytes: int, max_text: int, max_memory: int) -> None:
    """Read what is asked until the input ends."""
    _limit(max_memory)
    answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)  # what a library prints must not get between the frames
    # pages nest deeper than Python's own limit expects; calls of Python in Python need no stack of C
    sys.setrecursionlimit(20_000)
    _send(answers, READY)
    while frame := _receive(sys.stdin.buffer):
        path, _, name = frame.partition(b"\0")
        reading, usable = _read(Path(os.fsdecode(path)), name.decode(), (max_bytes, max_text), max_memory)
        _send(answers, to_json(reading))
        if not usable:
            return


def _limit(max_memory: int) -> None:
    for kind, value in ((resource.RLIMIT_AS, max_memory), (resource.RLIMIT_CORE, 0)):
        # a system may not know a limit, or have a lower one already
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def _read(path: Path, name: str, sizes: tuple[int, int], max_memory: int) -> tuple[Reading, bool]:
    """The reading, and whether this process can go on: after one that had no memory a fresh one is better."""
    try:
        return read(path, name, *sizes), True
    except MemoryError:
        reason = f"needs more than {max_memory:,} bytes of memory to be read (KB_MAX_MEMORY)."
        return Reading(name, problems=(Problem(name, "memory", reason),)), False
    except Exception as error:  # noqa: BLE001 (a document must not stop the others, whatever a library raises)
        reason = f"cannot be read: {type(error).__name__}: {error}"
        return Reading(name, problems=(Problem(name, "file", reason[:300]),)), True


def _send(stream: BinaryIO, data: bytes) -> None:
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def _receive(stream: BinaryIO) -> bytes:
    """The next frame; empty at the end of the input."""
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
