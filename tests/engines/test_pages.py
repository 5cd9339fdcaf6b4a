"""The contract on every engine, rules 5 to 8: totals, pages, orders, refusals, and what comes with the results."""

import pytest

from kb.document import Document
from kb.engine import Engine
from kb.errors import BadQuery, StaleIndex
from kb.query import SORTS, Search
from tests.conftest import WORKS
from tests.engines.contract import PLAIN, ids

# 5. and 6. Totals, pages, orders


def test_the_total_is_exact_and_a_page_past_the_end_is_empty(crowd: Engine) -> None:
    """However far one pages."""
    for page in (12, 1000, 10**9):
        results = crowd.search(Search.of("apple", page=page, per_page=100))
        assert (results.total, results.hits) == (1030, ())
    assert len(crowd.search(Search.of("apple", page=11, per_page=100)).hits) == 30


def test_hits_alone_are_the_same_hits(library: Engine) -> None:
    """Without facets, nearby works and corrections."""
    for query in ("grenoble", "grenoble zebra", "participatory budgeting", ""):
        whole, alone = (library.search(Search.of(query, only_hits=only)) for only in (False, True))
        assert (alone.total, alone.hits) == (whole.total, whole.hits)
        assert (alone.facets, alone.nearby, alone.suggestion) == ({}, (), None)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", ["", "plum", "app*"])
def test_pages_never_overlap(crowd: Engine, sort: str, query: str) -> None:
    """Read one after the other they hold every work once, ties by id."""
    pages = [crowd.search(Search.of(query, sort=sort, page=page, per_page=100, **PLAIN)) for page in range(1, 12)]
    read = [hit for results in pages for hit in results.hits]
    assert len(read) == len({hit.document.id for hit in read}) == pages[0].total
    keys = [_key(hit.score, hit.document, sort) for hit in read]
    assert keys == sorted(keys)


def _key(score: float, document: Document, sort: str) -> tuple[float, str] | tuple[str, str]:
    year = document.year
    match sort:
        case "newest":
            return (9999 if year is None else -year), document.id
        case "oldest":
            return (9999 if year is None else year), document.id
        case "title":
            return document.version().title.lower(), document.id
    return -score, document.id


def test_twins_are_in_order_of_their_ids(library: Engine) -> None:
    """Works that score the same, in every order."""
    for sort in SORTS:
        assert ids(library.search(Search.of("twins", sort=sort, **PLAIN))) == ["twin-a", "twin-b"]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("newest", ["grenoble-declaration", "news-grenoble", "lodz-panel"], ["agenda", "twin-a", "twin-b"]),
        ("oldest", ["porto-alegre-budget", "cordoba-ar-council"], ["agenda", "twin-a", "twin-b"]),
        ("title", ["news-grenoble", "agenda", "lodz-panel"], ["tunis-forum", "taipei-budget"]),
        ("relevance", ["agenda", "barcelona-cell"], ["twin-a", "twin-b"]),
    ],
)
def test_orders(library: Engine, sort: str, first: list[str], last: list[str]) -> None:
    """A missing year comes last in both directions; titles are compared without case and accents."""
    found = ids(library.search(Search.of(sort=sort)))
    assert found[: len(first)] == first
    assert found[-len(last) :] == last


# 7. and 8. Refusals


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("nofield:x", {}),
        ("", {"sort": "colour"}),
        ("", {"filters": {"body": ("x",)}}),
        ("", {"filters": {"year": ("soon",)}}),
        ("", {"page": 0}),
    ],
)
def test_what_cannot_be_understood_never_reaches_an_engine(text: str, settings: dict[str, object]) -> None:
    """It is refused while the search is made."""
    with pytest.raises(BadQuery):
        Search.of(text, **settings)


def test_an_engine_without_an_index_says_so(engine: Engine) -> None:
    """No call answers as if there were no works."""
    for ask in (lambda: engine.search(Search.of("a")), lambda: engine.get("a"), lambda: engine.suggest("a", "en"),
                engine.describe):  # fmt: skip
        with pytest.raises(StaleIndex, match="no index"):
            ask()


# What comes with the results


def test_a_hit_says_why_and_shows_where(library: Engine) -> None:
    """The version that has the words, the words marked, and the fields in which they stand."""
    (hit,) = library.search(Search.of("citizens district", **PLAIN)).hits
    assert hit.language == "en"
    assert [text for text, marked in hit.snippet if marked] == ["Citizens", "district"]
    assert {(match.term, match.via, match.field) for match in hit.matched} == {
        ("citizens", "word", "body"), ("district", "word", "body")}  # fmt: skip


MISSPELT = "grenobel declaracoin conferense neigbourhood asembly citizns residnts reprot comitments democarcy"


def test_a_correction_is_offered_when_it_finds_more(library: Engine) -> None:
    """Words of this index, with their accents; never numbers, and nothing where enough is found."""
    for typed, better in {
        "grenobel": "grenoble",
        "declaracion greoble": "declaracion grenoble",
        "ciutadanes pafticipacio": "ciutadanes participació",
        '"grenobel declaration"': '"grenoble declaration"',
    }.items():
        assert library.search(Search.of(typed)).suggestion == better
    for typed in ("grenoble", "2006", "year:2007 grenobel", "xyzzyx", "-grenobel", "臺南", MISSPELT):
        assert library.search(Search.of(typed)).suggestion is None, typed


def test_completions(library: Engine) -> None:
    """Cities, themes in the reader's language, and titles in any."""
    found = [(each.kind, each.value) for each in library.suggest("barc", "en")]
    assert ("city", "barcelona-es") in found
    first = library.suggest("presup", "es")[0]
    assert (first.kind, first.text) == ("theme", "Presupuestos participativos")
    assert [each.value for each in library.suggest("declar", "fr") if each.kind == "title"] == ["grenoble-declaration"]
    assert library.suggest("ポルト", "en")[0].text == "Porto Alegre (ポルトアレグレ)"
    assert library.suggest("", "en") == library.suggest("!", "en") == []
    assert len(library.suggest("pa", "pt", limit=2)) == 2


def test_an_engine_describes_itself(library: Engine, engine_name: str) -> None:
    """Its name, how many works it holds, in which languages, and the build they are in."""
    found = library.describe()
    assert (found.engine, found.documents) == (engine_name, len(WORKS))
    assert found.languages == ("ar", "ca", "de", "en", "es", "fr", "pt", "zh")
    assert found.build
