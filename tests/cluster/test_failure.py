"""A node is lost while readers search and a writer writes."""

import itertools
import threading
import time
from dataclasses import dataclass, field
from functools import partial

import pytest

from kb.document import Document, Version
from kb.engine import Facet, Results
from kb.engines.opensearch import OpenSearchEngine
from kb.engines.opensearch_client import Client
from kb.errors import EngineUnavailable
from kb.query import Search
from kb.settings import Settings
from tests.cluster.cluster import Cluster
from tests.cluster.conftest import Open

READERS = 8
BATCH = 7
PAUSE = 0.2
LEAST_BATCHES = 2
LEAST_SECONDS, MOST_SECONDS = 10, 180
ELECTION_SECONDS = 30
"""Trouble is over by then: an election, and the time in which a lost node is noticed."""

QUESTIONS = ("grenoble", "budget -porto", '"local democracy"', "title:assembly", "part*", "children OR housing",
             "country:ES", "vote listen")  # fmt: skip
MARK = "zebrafish"


def batch(number: int) -> list[Document]:
    """The works of one batch: all have a word that no other work has."""
    return [
        Document(f"batch-{number}-{at}", "news", (Version("en", f"{MARK} {number}", "", f"Work {at}."),), "en")
        for at in range(BATCH)
    ]


@dataclass
class Seen:
    """What all threads saw; times are those of `time.monotonic`."""

    answers: list[float] = field(default_factory=list)
    reading_errors: list[float] = field(default_factory=list)
    writing_errors: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    begun: int = 0
    done: int = 0


Plain = tuple[int, list[str], dict[str, Facet]]


def plain(results: Results) -> Plain:
    """What must not change: how many, which and in what order, and the counts; those of types count the batches."""
    facets = {name: facet for name, facet in results.facets.items() if name != "type"}
    return results.total, [hit.document.id for hit in results.hits], facets


class Readers:
    """Threads that search until they are stopped, and hold every answer against what it must be."""

    def __init__(self, engines: list[OpenSearchEngine], seen: Seen) -> None:
        self.seen = seen
        self.stopped = threading.Event()
        # Batches are news: what is asked here is not.
        searches = [Search.of(text, sort="newest", filters={"type": ("practice", "declaration", "conference")})
                    for text in QUESTIONS]  # fmt: skip
        self.right = [(search, plain(engines[0].search(search))) for search in searches]
        self.threads = [
            threading.Thread(target=self.run, args=(engines[at % len(engines)], at)) for at in range(READERS)
        ]

    def run(self, engine: OpenSearchEngine, first: int) -> None:
        """One reader."""
        turns = itertools.cycle(self.right[first:] + self.right[:first])
        for search, right in itertools.takewhile(lambda _: not self.stopped.is_set(), turns):
            for ask in (partial(self.stable, engine, search, right), partial(self.whole, engine)):
                time.sleep(PAUSE)
                try:
                    ask()
                    self.seen.answers.append(time.monotonic())
                except EngineUnavailable:
                    self.seen.reading_errors.append(time.monotonic())
                except Exception as error:  # noqa: BLE001 (any other is what this test is for)
                    self.seen.wrong.append(repr(error))

    def stable(self, engine: OpenSearchEngine, search: Search, right: Plain) -> None:
        """Works that nobody writes are found as ever."""
        found = plain(engine.search(search))
        if found != right:
            self.seen.wrong.append(f"{search.text}: {found}")

    def whole(self, engine: OpenSearchEngine) -> None:
        """Batches are seen whole, none that is done is missing, none that has not begun is there."""
        least = self.seen.done
        total = engine.search(Search.of(MARK, per_page=1)).total
        most = self.seen.begun
        # A reader may go on with the build before for a second; `done` is told that much later.
        if total % BATCH or not least * BATCH <= total <= most * BATCH:
            self.seen.wrong.append(f"{total} works of {least} to {most} batches")


def write(engine: OpenSearchEngine, seen: Seen, stopped: threading.Event) -> None:
    """Batch after batch; one that could not be written is written again."""
    while not stopped.is_set():
        seen.begun += 1
        while not stopped.is_set():
            try:
                engine.update(batch(seen.begun))
            except EngineUnavailable:
                seen.writing_errors.append(time.monotonic())
                time.sleep(0.2)
            except Exception as error:  # noqa: BLE001
                seen.wrong.append(f"writer: {error!r}")
                return
            else:
                time.sleep(1.5)
                seen.done += 1
                break


def watch(seen: Seen, before: int) -> None:
    """Wait until the writer has written some more batches, and some seconds in any case."""
    start = time.monotonic()
    while time.monotonic() < start + MOST_SECONDS:
        time.sleep(0.5)
        if seen.done >= before + LEAST_BATCHES and time.monotonic() > start + LEAST_SECONDS:
            return


def spread(times: list[float], start: float) -> str:
    """How many, and over which seconds after the loss."""
    return f"{len(times)} ({min(times) - start:.1f} to {max(times) - start:.1f} s)" if times else "none"


def test_the_manager_is_lost_and_comes_back(
    cluster: Cluster, opened: Open, works: tuple[Document, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """No wrong answer, no lost work, no half batch; errors only as `EngineUnavailable` and only for some seconds."""
    writer, hosts = opened(), [opened(), opened()]
    writer.replace(works)
    seen = Seen()
    readers = Readers(hosts, seen)
    writing = threading.Thread(target=write, args=(writer, seen, readers.stopped))
    for thread in (*readers.threads, writing):
        thread.start()
    try:
        watch(seen, 0)
        before = seen.done
        name = cluster.manager()
        lost = time.monotonic()
        cluster.kill_node(name)
        watch(seen, before)
        end = time.monotonic()
    finally:
        readers.stopped.set()
        for thread in (*readers.threads, writing):
            thread.join(90)
    after = seen.done - before
    cluster.start_node(name)
    back = cluster.wait_green()
    with capsys.disabled():
        print(
            f"\ncluster manager killed: {len(seen.answers)} answers,"
            f" errors of readers {spread(seen.reading_errors, lost)},"
            f" of the writer {spread(seen.writing_errors, lost)}; {before} batches before, {after} after;"
            f" green again {back:.1f} s after its start"
        )
    assert not seen.wrong, seen.wrong[:5]
    assert before >= LEAST_BATCHES, "the writer was not at work before the loss"
    assert after >= LEAST_BATCHES, "the writer did not go on after the loss"
    assert sum(each > end - 5 for each in seen.answers) > READERS, "readers were not answered at the end"
    assert all(lost <= each <= lost + ELECTION_SECONDS for each in seen.reading_errors + seen.writing_errors)
    for each in (*works, *(work for number in range(1, seen.done + 1) for work in batch(number))):
        assert writer.get(each.id) == each
    assert not any(thread.is_alive() for thread in (*readers.threads, writing))


@pytest.mark.parametrize("step", ["bulk", "refresh"])
def test_a_draft_that_went_with_its_node_is_given_up(
    cluster: Cluster,
    settings: Settings,
    opened: Open,
    works: tuple[Document, ...],
    step: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A build without a copy yet is lost with its node: the writer says so soon, and what answered still does."""
    engine, alone = opened(), opened(opensearch_shards=1, opensearch_replicas=0)
    engine.replace(works)
    cluster.wait_green()
    taken = getattr(Client, step)
    lost: list[str] = []

    def interrupted(*given: object) -> None:
        lost.append(cluster.holder(f"{settings.opensearch_index}-2*"))
        cluster.kill_node(lost[0])
        taken(*given)

    with monkeypatch.context() as patched:
        patched.setattr(Client, step, interrupted)
        start = time.monotonic()
        with pytest.raises(EngineUnavailable, match="went with its node"):
            alone.replace(works[:3])
        assert time.monotonic() - start < MOST_SECONDS / 2
    assert engine.search(Search.of("")).total == len(works)
    assert engine.replace(works[:3]) == 3
    cluster.start_node(lost[0])
    cluster.wait_green()
