"""A system in a process of its own: told over a pipe what to do, it measures itself and answers with figures."""

import contextlib
import gc
import multiprocessing
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench import memory, queries, stored
from bench.loopback import Failed
from bench.peers import Client, System, open_system
from bench.queries import Query
from bench.results import Facts

CLIENTS = 8


class Worker:
    """The handle of the process; every method waits for its answer and raises `Failed` with what went wrong there."""

    def __init__(self, name: str, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, name, folder), daemon=False)
        self._process.start()
        theirs.close()

    def load(self, works: Path) -> float:
        """Load the works of a folder; gives the seconds that the system was at work."""
        seconds: float = self._call("load", works)
        return seconds

    def warm_up(self) -> None:
        """Ask what is not counted."""
        self._call("warm_up")

    def ask(self, number: int) -> tuple[float, int]:
        """Ask the search of this number of the log; gives its milliseconds and how many works were found."""
        answer: tuple[float, int] = self._call("ask", number)
        return answer

    def throughput(self, seconds: float) -> float:
        """How many searches a second eight clients are answered together."""
        rate: float = self._call("throughput", seconds)
        return rate

    def facts(self) -> Facts:
        """Size and memory."""
        facts: Facts = self._call("facts")
        return facts

    def close(self) -> None:
        """End the system and the process."""
        with contextlib.suppress(Failed, OSError):
            self._call("close")
        self._process.join(30)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._pipe.close()

    def _call(self, what: str, *given: Any) -> Any:
        try:
            self._pipe.send((what, given))
            is_good, answer = self._pipe.recv()
        except (EOFError, BrokenPipeError) as error:
            raise Failed(f"The process ended with {self._process.exitcode}.") from error
        if not is_good:
            raise Failed(answer)
        return answer


def _work(pipe: Connection, name: str, folder: Path) -> None:
    """What the process does until it is closed or nobody is there any more."""
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        station = _Station(name, folder)
        try:
            while station.is_open:
                what, given = pipe.recv()
                try:
                    pipe.send((True, getattr(station, what)(*given)))
                except Exception as error:  # noqa: BLE001 (told to the other side, whatever it is)
                    pipe.send((False, f"{name}: {type(error).__name__}: {error}"))
        finally:
            station.close()


class _Station:
    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._folder = name, folder
        self._system: System | None = None
        self._client: Client | None = None
        self._log = queries.load()
        self.is_open = True

    @property
    def system(self) -> System:
        if self._system is None:
            self._system = open_system(self._name, self._folder)
        return self._system

    @property
    def client(self) -> Client:
        if self._client is None:
            self._client = self.system.client()
        return self._client

    def load(self, works: Path) -> float:
        return self.system.load(stored.read(works))

    def warm_up(self) -> None:
        for query in queries.warm_up():
            self.client.search(query)
        gc.collect()

    def ask(self, number: int) -> tuple[float, int]:
        query = self._log[number]
        _prepare(query)
        self.client.ready()
        start = time.perf_counter()
        total = self.client.search(query)
        return (time.perf_counter() - start) * 1000, total

    def throughput(self, seconds: float) -> float:
        counts = [0] * CLIENTS
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=self._ask_until, args=(end, counts, number)) for number in range(CLIENTS)]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(counts) / (time.perf_counter() - start)

    def _ask_until(self, end: float, counts: list[int], number: int) -> None:
        client = self.system.client()
        at = number * len(self._log) // CLIENTS
        while time.monotonic() < end:
            client.search(self._log[at % len(self._log)])
            counts[number] += 1
            at += 1
        client.close()

    def facts(self) -> Facts:
        pid = self.system.pid()
        return Facts(self.system.size(), memory.now(pid), memory.peak(pid))

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            if self._client:
                self._client.close()
            if self._system:
                self._system.close()


def _prepare(query: Query) -> None:
    """Have the search parsed before the clock starts: for other systems it is parsed here, not there."""
    _ = query.search, query.plain_search, query.parts, query.pairs
