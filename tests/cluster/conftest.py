"""Engines on the cluster. What needs one is collected only where its plugin is loaded: `make test-cluster` does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from kb.engines.opensearch import OpenSearchEngine
from kb.planner import Planner
from kb.settings import Settings
from tests.cluster.cluster import Cluster

PLUGIN = "tests.cluster.plugin"
NEED_NO_CLUSTER = ("test_cluster.py", "test_compose.py")
Open = Callable[..., OpenSearchEngine]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out what needs a cluster unless one is asked for."""
    needs = collection_path.name.startswith("test_") and collection_path.name not in NEED_NO_CLUSTER
    return True if needs and not config.pluginmanager.has_plugin(PLUGIN) else None


@pytest.fixture
def settings(cluster: Cluster) -> Settings:
    """Settings for an alias that no other test has."""
    return Settings(opensearch_url=",".join(cluster.urls), opensearch_index=f"test-{uuid4().hex[:8]}")


@pytest.fixture
def opened(settings: Settings, planner: Planner) -> Iterator[Open]:
    """Opens engines on the cluster, which are closed when the test ends; settings may be changed by name."""
    engines = []

    def engine(**changed: object) -> OpenSearchEngine:
        values = {**settings.__dict__, **changed}
        engines.append(OpenSearchEngine(Settings(**values), planner))
        return engines[-1]

    yield engine
    for each in engines:
        each.close()
