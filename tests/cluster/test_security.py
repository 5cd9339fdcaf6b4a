"""A cluster that asks for a password and speaks TLS."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.document import Document
from kb.errors import EngineUnavailable
from kb.query import Search
from tests.cluster.cluster import Cluster
from tests.cluster.conftest import Open
from tests.cluster.proxy import certificate, door

USER = {"opensearch_user": "curator", "opensearch_password": "pass:with: colons"}


@pytest.fixture
def cert(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of the door, and its key."""
    return certificate(tmp_path)


@pytest.fixture
def url(cluster: Cluster, cert: tuple[Path, Path]) -> Iterator[str]:
    """The door in front of a node."""
    with door(cluster.urls[0], *cert, USER["opensearch_user"], USER["opensearch_password"]) as found:
        yield found


def test_who_is_known_writes_and_reads(
    opened: Open, url: str, cert: tuple[Path, Path], works: tuple[Document, ...]
) -> None:
    """With the user, the password and the certificates of the settings everything works."""
    engine = opened(opensearch_url=url, opensearch_ca=str(cert[0]), **USER)
    assert engine.replace(works) == len(works)
    assert engine.search(Search.of("grenoble")).total == 2
    assert engine.get(works[0].id) == works[0]


def test_a_wrong_password_is_said_and_not_shown(opened: Open, url: str, cert: tuple[Path, Path]) -> None:
    """The message names the settings, neither the password nor the address."""
    engine = opened(opensearch_url=url, opensearch_ca=str(cert[0]), opensearch_user="curator",
                    opensearch_password="mistaken")  # fmt: skip
    with pytest.raises(EngineUnavailable, match="KB_OPENSEARCH_PASSWORD") as refused:
        engine.search(Search.of("grenoble"))
    assert "mistaken" not in refused.value.message
    assert "127.0.0.1" not in refused.value.message


def test_a_wrong_password_ends_a_write_at_once(
    opened: Open, url: str, cert: tuple[Path, Path], works: tuple[Document, ...]
) -> None:
    """It is not tried again for half a minute."""
    engine = opened(opensearch_url=url, opensearch_ca=str(cert[0]))
    with pytest.raises(EngineUnavailable, match="KB_OPENSEARCH_USER"):
        engine.replace(works)


def test_an_unknown_certificate_is_refused(opened: Open, url: str) -> None:
    """Nothing is sent to who cannot prove its name; the message says which setting helps."""
    with pytest.raises(EngineUnavailable, match="KB_OPENSEARCH_CA"):
        opened(opensearch_url=url, **USER).search(Search.of("grenoble"))


def test_a_certificate_for_another_name_is_refused(cluster: Cluster, opened: Open, tmp_path: Path) -> None:
    """A trusted signature is not enough."""
    cert, key = certificate(tmp_path, "DNS:elsewhere.example")
    with (
        door(cluster.urls[0], cert, key, USER["opensearch_user"], USER["opensearch_password"]) as url,
        pytest.raises(EngineUnavailable, match="KB_OPENSEARCH_CA"),
    ):
        opened(opensearch_url=url, opensearch_ca=str(cert), **USER).search(Search.of("grenoble"))
