"""A real OpenSearch cluster on loopback: every node a Java process of its own, none of which outlives the tests."""

import atexit
import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

HERE = Path(__file__).parent
JARS = HERE.parent.parent / "build" / "cluster" / "lib"
OLDEST_JAVA = 21
# Small and soon warm: the tests ask for answers, not for throughput.
OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss1m", "--enable-native-access=ALL-UNNAMED",
           "--sun-misc-unsafe-memory-access=allow", "-Dfile.encoding=UTF-8")  # fmt: skip


class ClusterTrouble(Exception):
    """The cluster cannot be started, or did not become what was waited for; the message ends with the logs."""


def java(environ: dict[str, str] | os._Environ[str] = os.environ, homes: Path = Path("/usr/lib/jvm")) -> Path:
    """The java to run nodes with: that of JAVA_HOME, else the newest below `homes`; at least Java 21."""
    stated = environ.get("JAVA_HOME")
    found = [Path(stated)] if stated else sorted(homes.glob("*"))
    versions = [(_version(home), home / "bin" / "java") for home in found if (home / "bin" / "java").exists()]
    best = max(versions, default=(0, Path()))
    if best[0] < OLDEST_JAVA:
        seen = ", ".join(f"{path} (Java {version})" for version, path in versions) or "none"
        raise ClusterTrouble(
            f"OpenSearch needs Java {OLDEST_JAVA} or newer; found: {seen}. Install one or set JAVA_HOME to it."
        )
    return best[1]


def _version(home: Path) -> int:
    """The Java version that a home states in its `release` file; 0 when it states none."""
    release = home / "release"
    found = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release.read_text() if release.exists() else "", re.MULTILINE)
    return int(found[1]) if found else 0


def free_ports(count: int) -> list[int]:
    """Different ports that nothing listened on a moment ago."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@dataclass
class Node:
    """A node: its name, ports, folder, and its process while it runs."""

    name: str
    http: int
    transport: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.http}"

    @property
    def log(self) -> Path:
        """What it printed."""
        return self.folder / "node.log"

    def end(self, sign: signal.Signals, seconds: float = 20) -> None:
        """Send a signal to the node's process group and wait; killed when it takes longer."""
        if self.process is None:
            return
        for each in (sign, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, each)
                self.process.wait(seconds)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
            break
        self.process.wait(seconds)
        if self.process.stdin:
            self.process.stdin.close()
        self.process = None


class Cluster:
    """Some nodes under a folder; use it as a context manager."""

    def __init__(self, folder: Path, count: int = 3, heap: str = "512m") -> None:
        self.heap = heap
        ports = free_ports(2 * count)
        self.nodes = {
            name: Node(name, http, transport, folder / name)
            for name, http, transport in zip(
                (f"node-{number}" for number in range(1, count + 1)), ports[:count], ports[count:], strict=True
            )
        }

    def __enter__(self) -> "Cluster":
        atexit.register(self.stop, signal.SIGKILL)
        try:
            for name in self.nodes:
                self.start_node(name)
            self.wait_green()
        except BaseException:
            self.stop(signal.SIGKILL)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def urls(self) -> tuple[str, ...]:
        """Where the nodes answer."""
        return tuple(node.url for node in self.nodes.values())

    def start_node(self, name: str) -> None:
        """Start a node, or start it again on its data; does not wait for it."""
        node = self.nodes[name]
        assert node.process is None, f"{name} runs already"
        node.folder.mkdir(parents=True, exist_ok=True)
        with node.log.open("ab") as log:
            node.process = subprocess.Popen(
                self._command(node), stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
            )

    def _command(self, node: Node) -> list[str]:
        if not JARS.is_dir():
            raise ClusterTrouble(f"There is no OpenSearch in {JARS}: `make test-cluster` fetches it.")
        heap = (f"-Xms{self.heap}", f"-Xmx{self.heap}")
        settings = [f"{name}={value}" for name, value in self._settings(node).items()]
        return [str(java()), *heap, *OPTIONS, "-cp", f"{JARS}/*", str(HERE / "Node.java"), str(node.folder), *settings]

    def _settings(self, node: Node) -> dict[str, str | int]:
        return {
            "cluster.name": "kb-test",
            "node.name": node.name,
            "http.port": node.http,
            "transport.port": node.transport,
            "network.host": "127.0.0.1",
            "discovery.type": "zen",  # with one node to a process the runner would say single-node
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{each.transport}" for each in self.nodes.values()),
            "cluster.initial_cluster_manager_nodes": ",".join(self.nodes),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "indices.query.bool.max_clause_count": 16384,  # as compose.yaml sets it
        }

    def kill_node(self, name: str) -> None:
        """End a node as a power cut would."""
        self.nodes[name].end(signal.SIGKILL)

    def stop_node(self, name: str) -> None:
        """Ask a node to end."""
        self.nodes[name].end(signal.SIGTERM)

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> None:
        """End every node; all are told before the first is waited for."""
        for node in self.nodes.values():
            if node.process and node.process.poll() is None:
                os.killpg(node.process.pid, sign)
        for node in self.nodes.values():
            node.end(sign)
        atexit.unregister(self.stop)

    def wait_green(self, seconds: float = 120) -> float:
        """Wait until all nodes are in and all shards are up; how many seconds it took."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            dead = [node.name for node in self.nodes.values() if node.process and node.process.poll() is not None]
            if dead:
                raise ClusterTrouble(f"{', '.join(dead)} ended by itself.\n{self.logs()}")
            # Every node is asked: a survivor may not have noticed yet that another one left.
            seen = [(each["status"], each["number_of_nodes"]) for each in self._answers("/_cluster/health")]
            if seen == [("green", len(self.nodes))] * len(self.nodes):
                return time.monotonic() - start
            time.sleep(0.25)
        raise ClusterTrouble(f"The cluster is not green after {seconds:.0f} s.\n{self.logs()}")

    def manager(self) -> str:
        """The name of the node that is the cluster manager now."""
        rows: list[dict[str, str]] = next(self._answers("/_cat/cluster_manager?format=json"))
        return rows[0]["node"]

    def holder(self, index: str) -> str:
        """The name of the node that holds the first shard of the newest index of these."""
        rows: list[dict[str, str]] = next(self._answers(f"/_cat/shards/{index}?format=json&h=index,shard,prirep,node"))
        first = [row for row in rows if row["shard"] == "0" and row["prirep"] == "p"]
        return max(first, key=lambda row: row["index"])["node"]

    def indexes(self) -> set[str]:
        """The names of all indexes."""
        return {row["index"] for row in next(self._answers("/_cat/indices?format=json&h=index"))}

    def remove(self, indexes: Iterable[str]) -> None:
        """Remove indexes; one that a late writer has removed is no trouble."""
        for name in indexes:
            with urlopen(Request(f"{self.urls[0]}/{name}?ignore_unavailable=true", method="DELETE"), timeout=60):
                pass

    def _answers(self, path: str) -> Iterator[Any]:
        """What the nodes that answer say."""
        for url in self.urls:
            try:
                with urlopen(url + path, timeout=5) as answer:
                    yield json.load(answer)
            except (URLError, OSError, ValueError):
                continue

    def logs(self, size: int = 3000) -> str:
        """The end of every node's log, for a failure."""
        parts = []
        for node in self.nodes.values():
            text = node.log.read_text(errors="replace") if node.log.exists() else ""
            parts.append(f"--- {node.log}\n{text[-size:]}")
        return "\n".join(parts)
