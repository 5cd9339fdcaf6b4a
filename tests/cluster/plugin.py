"""The plugin that `make test-cluster` loads: without it no test starts a cluster."""

from collections.abc import Iterator

import pytest

from tests.cluster.cluster import Cluster


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes, started on first need and ended with the session."""
    with Cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started
