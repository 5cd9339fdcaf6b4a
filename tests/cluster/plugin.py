"""The plugin that `make test-cluster` loads: without it no test starts a cluster."""

from collections.abc import Iterator

import pytest

from tests.cluster.cluster import Cluster

ONE_TEST = {"engine", "opened"}
"""Fixtures whose indexes nobody needs when the test has ended."""


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes, started on first need and ended with the session."""
    with Cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


@pytest.fixture(autouse=True)
def swept(request: pytest.FixtureRequest) -> Iterator[None]:
    """What one test wrote is gone afterwards: every index costs the cluster some of its time."""
    name = getattr(getattr(request.node, "callspec", None), "params", {}).get("engine_name", "opensearch")
    if name != "opensearch" or not ONE_TEST & set(request.fixturenames):
        yield
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    before = cluster.indexes()
    yield
    cluster.remove(cluster.indexes() - before)
