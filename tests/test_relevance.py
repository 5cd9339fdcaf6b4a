"""The test collection: what it promises is there, and its measures measure."""

from pathlib import Path

import pytest

from bench.relevance.measure import LANGUAGES, judgements, part, score, topics
from kb.document import Document, Version

CORPUS = Path(__file__).parent.parent / "corpus"


def test_every_topic_is_asked_in_several_languages() -> None:
    """More than eighty of them, in languages of the thesaurus, none twice."""
    asked = topics()
    assert len({topic.id for topic in asked}) == len(asked) >= 80
    assert all(len(topic.queries) >= 2 and set(topic.queries) <= set(LANGUAGES) for topic in asked)


def test_judgements_are_of_works_that_there_are() -> None:
    """Graded from 0 to 3, some of them relevant for every topic."""
    works = {path.name.split(".")[0] for path in CORPUS.rglob("*.md")}
    judged = judgements()
    assert set(judged) == {topic.id for topic in topics()}
    for topic, grades in judged.items():
        assert set(grades) <= works, topic
        assert set(grades.values()) <= {0, 1, 2, 3}
        assert max(grades.values()) >= 2, topic


def test_half_of_the_topics_is_held_out() -> None:
    """Every topic is in one of the two halves."""
    for topic in topics():
        assert part(topic.id, "dev") != part(topic.id, "held-out")
        assert part(topic.id, "all")


def test_works_in_the_language_of_the_query_are_measured_apart() -> None:
    """By their order; the others by whether they are found at all."""
    works = [
        Document("home", "news", (Version("es", "A"),), "es"),
        Document("near", "news", (Version("es", "B"),), "es"),
        Document("away", "news", (Version("fr", "C"),), "fr"),
    ]
    judged = {"t001": {"home": 3, "near": 0, "away": 2}}
    found = {("t001", "es"): ["away", "home", "near"]}
    assert score(found, judged, works, "same").mean == pytest.approx(1.0)
    assert score(found, judged, works, "cross").mean == pytest.approx(1.0)
    late = {("t001", "es"): ["near", "home"]}
    assert 0 < score(late, judged, works, "same").mean < 1
    assert score(late, judged, works, "cross").mean == 0
