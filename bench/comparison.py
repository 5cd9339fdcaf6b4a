"""Systems side by side: each loads the same works, then all are asked the same searches in turn."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import queries
from bench.peers import SYSTEMS
from bench.results import Facts, Measured
from bench.worker import Worker

Say = Callable[[str], None]


@dataclass
class _Run:
    """One system while it is measured."""

    system: str
    worker: Worker
    load: float = 0.0
    spent: float = 0.0
    ms: list[float | None] = field(default_factory=list)
    found: list[int | None] = field(default_factory=list)
    throughput: float = 0.0

    def ask(self, number: int, share: float, budget: float) -> None:
        """Ask a search, unless the system has used up its share of the time."""
        if self.spent > budget * share:
            self.ms.append(None)
            self.found.append(None)
            return
        ms, total = self.worker.ask(number)
        self.spent += ms / 1000
        self.ms.append(round(ms, 3))
        self.found.append(total)

    def measured(self, works: int, facts: Facts) -> Measured:
        """What was measured."""
        return Measured(self.system, works, round(self.load, 3), self.ms, self.found, round(self.throughput, 1), facts)


def compare(
    systems: Sequence[str], size: int, works: Path, folder: Path, budget: float, burst: float, say: Say
) -> list[Measured]:
    """Measure the systems with the works of a folder.

    They are asked in turn, search by search, so that noise hits all alike, and each search once, so that no cache of
    answers is measured. `budget` are the seconds that the searches of one system may take in all: the log is thinned
    for one that is slower. `burst` are the seconds of eight clients.
    """
    runs: list[_Run] = []
    try:
        for system in systems:
            runs += [_loaded(system, works, folder, say)]  # those before it are closed when one fails
        say("asking")
        for run in runs:
            run.worker.warm_up()
        _ask(runs, budget)
        for run in runs:
            run.throughput = run.worker.throughput(burst)
        return [run.measured(size, run.worker.facts()) for run in runs]
    finally:
        for run in runs:
            run.worker.close()
        shutil.rmtree(folder, ignore_errors=True)


def _loaded(system: str, works: Path, folder: Path, say: Say) -> _Run:
    own = folder / SYSTEMS[system].folder
    own.mkdir(parents=True, exist_ok=True)
    run = _Run(system, Worker(system, own))
    start = time.monotonic()
    try:
        run.load = run.worker.load(works)
    except BaseException:
        run.worker.close()
        raise
    say(f"{system} loaded in {time.monotonic() - start:.1f} s")
    return run


def _ask(runs: Sequence[_Run], budget: float) -> None:
    count = len(queries.load())
    for number in range(count):
        first = number % len(runs)
        for run in (*runs[first:], *runs[:first]):
            run.ask(number, (number + 1) / count, budget)
