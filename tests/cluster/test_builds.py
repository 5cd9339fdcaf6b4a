"""Builds of a cluster: what is refused, what is kept, and what a writer that was killed leaves."""

import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kb.document import Document
from kb.engines import opensearch, opensearch_lease
from kb.engines.opensearch_client import Client
from kb.errors import EngineUnavailable, StaleIndex
from kb.query import Search
from kb.settings import Settings
from tests.cluster.cluster import Cluster
from tests.cluster.conftest import Open

KILLED_WRITER = """
import sys
from pathlib import Path
from kb import vocabulary
from kb.engines.opensearch import OpenSearchEngine
from kb.planner import Planner
from kb.settings import Settings
from kb.text import Analysis
from tests.conftest import WORKS

def works():
    yield from WORKS[5:]
    print("writing", flush=True)
    sys.stdin.read()

planner = Planner(Analysis(Path(sys.argv[1])), vocabulary.load())
settings = Settings(opensearch_url=sys.argv[2], opensearch_index=sys.argv[3])
OpenSearchEngine(settings, planner).update(works(), ["agenda"])
"""
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def client(settings: Settings) -> Any:
    """Asks the cluster past the engine."""
    made = Client(settings)
    yield made
    made.close()


def builds(cluster: Cluster, settings: Settings) -> set[str]:
    """The indexes of the alias."""
    return {name for name in cluster.indexes() if name.startswith(f"{settings.opensearch_index}-2")}


def test_a_writer_that_was_killed_is_in_nobodys_way(
    cluster: Cluster, settings: Settings, opened: Open, works: tuple[Document, ...]
) -> None:
    """Its half batch is never seen, another one writes as soon as it is given up, and what it left is removed."""
    engine = opened()
    engine.replace(works[:8])
    command = [sys.executable, "-c", KILLED_WRITER, str(ROOT / "index" / "reference"), settings.opensearch_url,
               settings.opensearch_index]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed:
        try:
            assert killed.stdout is not None
            assert killed.stdout.readline() == b"writing\n"
            with pytest.raises(EngineUnavailable, match="being written"):
                engine.update([works[9]])
        finally:
            killed.kill()
    assert engine.search(Search.of()).total == 8
    assert engine.get("agenda") is not None
    start = time.monotonic()
    while time.monotonic() - start < 2 * opensearch_lease.STALE_SECONDS:
        try:
            assert engine.update([works[9]]) == 9
            break
        except EngineUnavailable:
            time.sleep(0.5)
    assert time.monotonic() - start < opensearch_lease.STALE_SECONDS + 10
    assert engine.search(Search.of()).total == 9
    assert len(builds(cluster, settings)) == 2


def test_the_build_before_is_kept_and_older_ones_are_not(
    cluster: Cluster, settings: Settings, opened: Open, works: tuple[Document, ...]
) -> None:
    """What failed is gone, and another alias that begins alike is left alone."""
    other = opened(opensearch_index=f"{settings.opensearch_index}-2nd")
    other.replace(works[:2])
    engine = opened()
    engine.replace(works)
    for number in range(2):
        before = engine.describe().build
        engine.update([works[number]], ["twin-a"] if number else [])
    with pytest.raises(ZeroDivisionError):
        engine.replace(works[1 // 0] for _ in range(1))
    names = {name for name in builds(cluster, settings) if "-2nd" not in name}
    assert names == {before, engine.describe().build}
    assert other.search(Search.of()).total == 2


def test_another_reader_notices_a_new_build(opened: Open, works: tuple[Document, ...]) -> None:
    """Within the second that it may go on with the one it knows."""
    writer, reader = opened(), opened()
    writer.replace(works[:3])
    assert reader.search(Search.of()).total == 3
    writer.update(works[3:5])
    time.sleep(opensearch.FRESH_SECONDS + 0.1)
    assert reader.search(Search.of()).total == 5


def test_a_reader_whose_build_was_removed_asks_again(
    opened: Open, works: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two new builds within the time in which it does not look are no error."""
    writer, reader = opened(), opened()
    writer.replace(works[:3])
    assert reader.search(Search.of()).total == 3
    monkeypatch.setattr(opensearch, "FRESH_SECONDS", 3600.0)
    writer.update(works[3:4])
    writer.update(works[4:5])
    assert reader.search(Search.of()).total == 5
    assert reader.get(works[4].id) == works[4]


def test_a_build_of_another_shape_asks_for_a_rebuild(
    client: Client, settings: Settings, opened: Open, works: tuple[Document, ...]
) -> None:
    """By name, for readers and for updates; a rebuild then works."""
    opened().replace(works[:3])
    (found,) = client.read("GET", f"/{settings.opensearch_index}/_mapping").values()
    meta = found["mappings"]["_meta"]
    for part, said in (("analysis", "the analysis"), ("fields", "the record"), ("vocabulary", "the thesaurus")):
        changed = {**meta, "shape": {**meta["shape"], part: "another"}}
        client.write("PUT", f"/{settings.opensearch_index}/_mapping", {"_meta": changed})
        late = opened()
        for ask in (partial(late.search, Search.of()), late.describe, partial(late.update, [works[4]])):
            with pytest.raises(StaleIndex, match=f"another state of {said}: run `"):
                ask()
    assert late.replace(works) == len(works)
    assert late.search(Search.of()).total == len(works)


def test_an_index_that_is_none_of_ours_is_told_apart(
    client: Client, settings: Settings, opened: Open, works: tuple[Document, ...]
) -> None:
    """It is not read; a rebuild takes the alias over and leaves that index alone until then."""
    foreign = f"{settings.opensearch_index}-foreign"
    client.write("PUT", f"/{foreign}", {"aliases": {settings.opensearch_index: {}}})
    engine = opened()
    with pytest.raises(StaleIndex, match="none of ours"):
        engine.search(Search.of())
    assert engine.replace(works[:3]) == 3
    assert engine.search(Search.of()).total == 3
    assert client.read("GET", f"/{foreign}") is not None


def test_a_part_that_is_away_is_an_error_and_not_a_smaller_answer(
    client: Client, cluster: Cluster, opened: Open, works: tuple[Document, ...]
) -> None:
    """Closed to reading, the build answers nothing."""
    engine = opened()
    engine.replace(works)
    build = engine.describe().build
    client.write("POST", f"/{build}/_close")
    for ask in (lambda: engine.search(Search.of("grenoble")), lambda: engine.get("agenda")):
        with pytest.raises(EngineUnavailable):
            ask()
    client.write("POST", f"/{build}/_open", wait_for_active_shards="1")
    cluster.wait_green()
    assert engine.search(Search.of("grenoble")).total == 2
