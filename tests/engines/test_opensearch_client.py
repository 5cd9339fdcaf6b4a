"""What is asked of a cluster, and what is made of its answers; the cluster is a few scripted lines here."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kb.engines import opensearch_client
from kb.engines.opensearch_client import MOST_CLAUSES, Action, Client, chunks, wait
from kb.errors import BadDocument, EngineUnavailable
from kb.settings import Settings

Answer = tuple[int, object]
Script = Callable[[str, str, bytes], Answer]
Serve = Callable[..., Client]


class Handler(BaseHTTPRequestHandler):
    """Answers by a function of method, path and body."""

    protocol_version = "HTTP/1.1"
    script: Script

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, answer = type(self).script(self.command, self.path, body)
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 (named so by the library)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Makes a client of a cluster that answers by a script."""
    monkeypatch.setattr(opensearch_client, "FIRST_WAIT", 0.001)
    ends: list[Callable[[], None]] = []

    def client(script: Script, **settings: Any) -> Client:
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Scripted", (Handler,), {"script": staticmethod(script)}))
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        made = Client(Settings(opensearch_url=f"http://127.0.0.1:{server.server_address[1]}", **settings))
        ends.extend((made.close, server.shutdown, server.server_close))
        return made

    yield client
    for end in ends:
        end()


def item(status: int, reason: str = "") -> dict[str, object]:
    """What a cluster says of one action of a bulk request."""
    error = {"error": {"type": reason, "reason": f"because of {reason}"}} if reason else {}
    return {"index": {"status": status, **error}}


def ids(body: bytes) -> list[str]:
    """The ids of a bulk request."""
    heads = [json.loads(line) for line in body.splitlines()]
    return [head[verb]["_id"] for head in heads for verb in head if verb in ("index", "delete")]


ACTIONS = [Action("a", b'{"x":1}'), Action("b", None), Action("c", b'{"x":3}')]


def test_a_bulk_request_holds_every_action(serve: Serve) -> None:
    """Works with their source, removals without."""
    seen = []

    def script(method: str, path: str, body: bytes) -> Answer:
        seen.append((method, path.partition("?")[0], [json.loads(line) for line in body.splitlines()]))
        return 200, {"errors": False, "items": []}

    serve(script).bulk("build", ACTIONS)
    assert seen == [("POST", "/build/_bulk", [
        {"index": {"_id": "a"}}, {"x": 1}, {"delete": {"_id": "b"}}, {"index": {"_id": "c"}}, {"x": 3}])]  # fmt: skip


def test_what_the_cluster_is_too_busy_for_is_sent_again(serve: Serve) -> None:
    """Only that, until it is taken; a whole request too."""
    sent: list[list[str]] = []

    def script(method: str, path: str, body: bytes) -> Answer:
        if method == "GET":
            return 200, {"status": "yellow"}
        sent.append(ids(body))
        match len(sent):
            case 1:
                return 429, {"error": "busy", "status": 429}
            case 2:
                return 200, {"errors": True, "items": [item(200), item(429, "rejected"), item(503, "unavailable")]}
            case 3:
                return 200, {"errors": True, "items": [item(200), item(500, "odd")]}
        return 200, {"errors": False, "items": []}

    serve(script).bulk("build", ACTIONS)
    assert sent == [["a", "b", "c"], ["a", "b", "c"], ["b", "c"], ["c"]]


@pytest.mark.parametrize(
    ("health", "times"),
    [((200, {"status": "yellow"}), opensearch_client.ATTEMPTS), ((503, {"error": "no manager", "status": 503}), 1)],
)
def test_a_cluster_that_takes_nothing_is_given_up(serve: Serve, health: Answer, times: int) -> None:
    """After a bounded number of attempts; while it says nothing of the index, nothing is sent."""
    sent = []

    def script(method: str, path: str, body: bytes) -> Answer:
        if method == "GET":
            return health
        sent.append(ids(body))
        return 200, {"errors": True, "items": [item(429, "rejected")] * 3}

    with pytest.raises(EngineUnavailable, match="did not take 3 works in 8 attempts"):
        serve(script).bulk("build", ACTIONS)
    assert len(sent) == times


def test_a_refresh_that_fails_is_asked_for_again(serve: Serve) -> None:
    """What a shard could not do now it may do later."""
    answers = iter([(200, {"_shards": {"failed": 1}}), (200, {"status": "yellow"}), (200, {"_shards": {"failed": 0}})])
    serve(lambda *_: next(answers)).refresh("build")
    assert not list(answers)


@pytest.mark.parametrize("health", [(200, {"status": "red"}), (404, {"error": "no such index", "status": 404})])
@pytest.mark.parametrize("ask", [lambda client: client.bulk("build", ACTIONS), lambda client: client.refresh("build")])
def test_an_index_that_lost_a_part_is_given_up_at_once(
    serve: Serve, health: Answer, ask: Callable[[Client], None]
) -> None:
    """No attempt brings it back, and each would wait for it."""
    sent: list[str] = []

    def script(method: str, path: str, body: bytes) -> Answer:
        sent.append(method)
        failed = {"errors": True, "items": [item(503, "unavailable")] * 3, "_shards": {"failed": 1}}
        return health if method == "GET" else (200, failed)

    with pytest.raises(EngineUnavailable, match="a part of the new build went with its node"):
        ask(serve(script))
    assert sent == ["POST", "GET"]


def test_a_work_that_is_refused_is_named(serve: Serve) -> None:
    """It is not sent again, and the others are not taken for written."""
    answer = {"errors": True, "items": [item(200), item(404), item(400, "mapper_parsing_exception")]}
    with pytest.raises(BadDocument, match="refuses the work 'c': mapper_parsing_exception: because of"):
        serve(lambda *_: (200, answer)).bulk("build", ACTIONS)


def test_taking_out_what_is_not_there_is_no_error(serve: Serve) -> None:
    """The cluster says 404 without an error."""
    answer = {"errors": True, "items": [item(200), item(404), item(429, "rejected")]}
    answers = iter([answer, {"status": "green"}, {"errors": False, "items": []}])
    serve(lambda *_: (200, next(answers))).bulk("build", ACTIONS)


@pytest.mark.parametrize(
    ("status", "said"),
    [(500, "cannot answer now"), (503, "cannot answer now"), (429, "cannot answer now"), (400, "cannot answer now"),
     (401, "KB_OPENSEARCH_USER"), (403, "KB_OPENSEARCH_USER")],
)  # fmt: skip
def test_a_refusal_is_the_engine_being_unavailable(serve: Serve, status: int, said: str) -> None:
    """With what an operator needs to know, and neither address nor password."""
    client = serve(lambda *_: (status, {"error": {"type": "odd"}, "status": status}), opensearch_user="u",
                   opensearch_password="s3cret")  # fmt: skip
    with pytest.raises(EngineUnavailable, match=said) as refused:
        client.read("GET", "/x")
    assert "s3cret" not in refused.value.message
    assert "127.0.0.1" not in refused.value.message


def test_what_is_not_there_is_none(serve: Serve) -> None:
    """A missing index is an answer; a missing document has one of its own."""
    assert serve(lambda *_: (404, {"error": "no such index", "status": 404})).read("GET", "/x") is None
    assert serve(lambda *_: (404, {"found": False})).read("GET", "/x/_doc/1") == {"found": False}


def test_a_cluster_that_is_not_there_is_told_at_once() -> None:
    """Refused connections do not wait for a timeout."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    client = Client(Settings(opensearch_url=f"http://127.0.0.1:{port},http://127.0.0.1:{port}"))
    start = time.monotonic()
    with pytest.raises(EngineUnavailable, match="does not answer"):
        client.read("GET", "/x")
    assert time.monotonic() - start < 2
    client.close()


def test_a_node_that_hangs_is_given_up_and_the_next_one_answers(serve: Serve) -> None:
    """The second request does not wait for the first node again."""
    working = serve(lambda *_: (200, {"ok": True}))
    (url,) = [host["host"] + ":" + str(host["port"]) for host in working._transport.hosts]
    with socket.socket() as hanging:
        hanging.bind(("127.0.0.1", 0))
        hanging.listen()
        urls = f"http://127.0.0.1:{hanging.getsockname()[1]},http://{url}"
        client = Client(Settings(opensearch_url=urls, opensearch_timeout=1))
        start = time.monotonic()
        answers = [client.read("GET", "/x") for _ in range(6)]
        assert answers == [{"ok": True}] * 6
        assert time.monotonic() - start < 2.5
        client.close()


def test_how_many_clauses_a_query_may_have_is_asked(serve: Serve) -> None:
    """What is set goes before the default; who may not ask takes that of OpenSearch."""
    stated = {"indices": {"query": {"bool": {"max_clause_count": "5000"}}}}
    default = {"indices": {"query": {"bool": {"max_clause_count": "1024"}}}}
    assert serve(lambda *_: (200, {"persistent": stated, "defaults": default})).most_clauses() == 5000
    assert serve(lambda *_: (200, {"defaults": default})).most_clauses() == 1024
    assert serve(lambda *_: (200, {})).most_clauses() == MOST_CLAUSES
    assert serve(lambda *_: (403, {"error": "no", "status": 403})).most_clauses() == MOST_CLAUSES
    with pytest.raises(EngineUnavailable):
        serve(lambda *_: (503, {"error": "no", "status": 503})).most_clauses()


def test_chunks_are_bounded_by_bytes_and_items() -> None:
    """What is larger than a chunk stands alone; nothing is lost or moved."""
    actions = [Action(str(number), b"x" * size) for number, size in enumerate((10, 10, 500, 10, 10, 10))]
    found = [[action.id for action in chunk] for chunk in chunks(iter(actions), size=160, items=2)]
    assert found == [["0", "1"], ["2"], ["3", "4"], ["5"]]
    assert list(chunks([])) == []


def test_attempts_wait_longer_and_longer() -> None:
    """Up to a bound."""
    assert wait(1) <= 0.5
    assert 4 <= wait(20) <= 8
