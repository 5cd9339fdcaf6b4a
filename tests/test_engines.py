"""The contract on every engine, rules 1, 2 and 11: what is matched, what is nearby, what comes first.

The other rules are held by `tests/engines/test_facets.py`, `test_pages.py`, `test_writing.py` and `test_builds.py`.
"""

import random

import pytest

from kb.document import Document, Version
from kb.engine import NEARBY_BELOW, Engine
from kb.query import Search
from tests.conftest import WORKS
from tests.engines.contract import PLAIN, find, ids

# 1. Operators come from the tree


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("grenoble declaration", "grenoble-declaration news-grenoble"),
        ("DECLARATION Grenoble", "grenoble-declaration news-grenoble"),
        ("grenoble -declaration", ""),
        ("conference OR agenda", "agenda news-grenoble"),
        ("conference OR (agenda -vote)", "news-grenoble"),
        ("(conference OR agenda) -grenoble", "agenda"),
        ("-grenoble type:news", ""),
        ('"works of their district"', "porto-alegre-budget"),
        ('"works their district"', ""),
        ('"their district"', "porto-alegre-budget"),
        ('"decide citizens"', ""),  # the end of the summary and the beginning of the body
        ('"homens residents"', ""),  # the end of one version and the beginning of the next
        ('"Porto Alegre Rio Grande"', ""),  # one name of a place and the next
        ("neighb*", "twin-a twin-b"),
        ("neighb* -word", ""),
        ("title:agenda", "agenda"),
        ("title:vote", ""),
        ('title:"local democracy"', "agenda"),
        ("title:decl*", "grenoble-declaration"),
        ("theme:housing", "barcelona-cell"),
        ('theme:"presupuestos participativos"', "barcelona-cell porto-alegre-budget taipei-budget"),
        ("city:cordoba", "cordoba-ar-council cordoba-es-plan"),
        ("city:cordoba-ar", "cordoba-ar-council"),
        ("country:es", "barcelona-cell cordoba-es-plan"),
        ("country:es city:cordoba", "cordoba-es-plan"),
        ("year:2007", "cordoba-ar-council cordoba-es-plan"),
        ("year:2016..2019", "barcelona-cell tunis-forum"),
        ("year:..2006", "porto-alegre-budget"),
        ("year:2021..", "grenoble-declaration news-grenoble"),
        ("language:es", "cordoba-ar-council cordoba-es-plan grenoble-declaration"),
        ("type:news OR type:agenda", "agenda news-grenoble"),
        ("-type:practice", "agenda grenoble-declaration news-grenoble tunis-forum"),
        ("related:grenoble-declaration", "news-grenoble"),
        ("id:twin-a", "twin-a"),
        ("x", ""),
        ("w", ""),
        ("a", "agenda cordoba-ar-council barcelona-cell grenoble-declaration news-grenoble"),
        ("nobodywrotethis", ""),
    ],
)
def test_operators(library: Engine, query: str, expected: str) -> None:
    """Words are ANDed; OR, minus, quotes, the star, fields and parentheses do what they say."""
    if query == "a":  # a word that carries no meaning is looked for when there is no other
        assert {"news-grenoble", "cordoba-ar-council"} <= set(find(library, query, **PLAIN))
    else:
        assert find(library, query, **PLAIN) == sorted(expected.split())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ninez", "cordoba-ar-council"),
        ("NIÑEZ", "cordoba-ar-council"),
        ("niña", "cordoba-ar-council"),
        ("colaboracio", ""),
        ("collaboracio", "barcelona-cell"),
        ("col·laboracions", "barcelona-cell"),
        ("habitatges", "barcelona-cell"),
        ("l’habitatge", "barcelona-cell"),
        ("égalité", "grenoble-declaration"),
        ("d'egalite", "grenoble-declaration"),
        ("Łódź", "lodz-panel"),
        ("lodz", "lodz-panel"),
        ("bürgerräte", "lodz-panel"),
        ("“their district”", "porto-alegre-budget"),
        ("臺北", "taipei-budget"),
        ("參與式預算", "taipei-budget"),
        ("ポルトアレグレ", "porto-alegre-budget"),
        ("الديمقراطية", "tunis-forum"),
        ("mulher", "porto-alegre-budget"),
        ("cidadão", "porto-alegre-budget"),
    ],
)
def test_forms_and_scripts(library: Engine, query: str, expected: str) -> None:
    """Case, accents, elisions, plurals and scripts without spaces stand in nobody's way."""
    assert find(library, query, **PLAIN) == expected.split()


@pytest.mark.parametrize(
    "query",
    ['"', '"open', "(", "))((", "-", "*", "[", "a*b*", "OR", "OR OR -", "\x00", "ͺ", "ﷺ", "˙", "¼*", "⑴*", "\ud800",
     "🙂", "a " * 5000, "(" * 5000, "-" * 5000, "é" * 10_000, "臺北" * 5000, "NOT NOT a",
     '""', "' OR 1=1 --", "a:// b", "^~!&|{}\\/"],
)  # fmt: skip
def test_no_input_raises(library: Engine, query: str) -> None:
    """Whatever is typed is answered."""
    assert library.search(Search.of(query)).total >= 0


def test_many_words_are_answered_in_bounded_time(library: Engine) -> None:
    """Ten thousand characters of different words neither raise nor hang."""
    rng = random.Random(1)
    text = " ".join("".join(rng.choices("abcdefghij", k=6)) for _ in range(1428))
    assert library.search(Search.of(text)).total == 0
    assert library.search(Search.of(text.replace(" ", " OR "))).total == 0
    assert library.search(Search.of(f'"{text}"')).total == 0


def test_words_with_regular_expressions_in_them_are_words(library: Engine) -> None:
    """A star is the only sign that means more than itself."""
    for query in ("n.ighb*", "[n]eighb*", "x|neighb*", "zebra|.*", "neighb+zz*"):
        assert find(library, query, **PLAIN) == [], query


def test_an_expansion_stays_inside_its_leaf(library: Engine) -> None:
    """`(A -B) OR C` never lets a B-work in, whatever the thesaurus adds to A."""
    assert "barcelona-cell" in find(library, "participatory budgeting")
    assert "barcelona-cell" not in find(library, "(participatory budgeting -barcelona) OR agenda")
    assert "agenda" in find(library, "(participatory budgeting -barcelona) OR agenda")


def test_an_exclusion_is_not_expanded(library: Engine) -> None:
    """Only what was typed is taken away, not its translations."""
    assert "barcelona-cell" in find(library, "type:practice -budgeting")
    assert "porto-alegre-budget" not in find(library, "type:practice -budgeting")


def test_expansion_can_be_switched_off(library: Engine) -> None:
    """With it other languages are found, without it only what was typed; what was added is said."""
    text = "participatory budgeting"
    assert find(library, text) == ["barcelona-cell", "porto-alegre-budget", "taipei-budget"]
    assert find(library, text, **PLAIN) == ["porto-alegre-budget"]
    assert library.search(Search.of(text, **PLAIN)).expansions == ()
    (expanded,) = library.search(Search.of(text)).expansions
    assert expanded.concept == "participatory-budgeting"
    assert "Presupuestos participativos" in expanded.terms or len(expanded.terms) > 5


# 1. Nearby works


def test_works_that_have_most_of_the_words_are_nearby(library: Engine) -> None:
    """They are told apart from the hits, with the words that they lack."""
    results = library.search(Search.of("grenoble declaration zebra", **PLAIN))
    assert (results.total, results.hits) == (0, ())
    near = {hit.document.id: hit.missing for hit in results.nearby}
    assert near == {"grenoble-declaration": ("zebra",), "news-grenoble": ("zebra",)}
    assert not any(value.count for facet in results.facets.values() for value in facet.values)


def test_nearby_works_have_at_least_half_of_the_words(library: Engine) -> None:
    """One of four is not enough; one of two or three is."""
    assert library.search(Search.of("agenda zebra lion tiger", **PLAIN)).nearby == ()
    for text in ("agenda zebra", "agenda zebra lion"):
        assert [hit.document.id for hit in library.search(Search.of(text, **PLAIN)).nearby] == ["agenda"]


def test_nearby_works_with_the_rarest_words_come_first(library: Engine) -> None:
    """A word that few works have says more than one that many have."""
    results = library.search(Search.of("grenoble agenda", **PLAIN))
    assert [hit.document.id for hit in results.nearby] == ["agenda", "grenoble-declaration", "news-grenoble"]


def test_works_on_what_is_near_in_meaning_are_nearby(library: Engine) -> None:
    """Nothing is about gentrification; what is about housing, beside it in the thesaurus, is offered."""
    results = library.search(Search.of("gentrification"))
    assert results.total == 0
    assert "barcelona-cell" in {hit.document.id for hit in results.nearby}
    assert {hit.missing for hit in results.nearby} == {("gentrification",)}
    assert library.search(Search.of("gentrification", expand=False)).nearby == ()


def test_a_work_on_a_narrower_concept_is_found(library: Engine) -> None:
    """A work on gender is about equality: by its word, and by the filter, which counts it too."""
    hits = library.search(Search.of("égalité", filters={"theme": ("gender",)})).hits
    assert [hit.document.id for hit in hits] == ["porto-alegre-budget"]
    assert ("Gender equality", "narrower", "theme") in {(m.term, m.via, m.field) for m in hits[0].matched}
    results = library.search(Search(filters={"theme": ("equality",)}))
    assert "porto-alegre-budget" in {hit.document.id for hit in results.hits}
    assert results.total == next(v.count for v in results.facets["theme"].values if v.value == "equality")


def test_nearby_works_that_lack_fewest_come_first(library: Engine) -> None:
    """A work that has three of four words stands before one that has two."""
    results = library.search(Search.of("grenoble declaration conference zebra", **PLAIN))
    assert [(hit.document.id, hit.missing) for hit in results.nearby] == [
        ("news-grenoble", ("zebra",)),
        ("grenoble-declaration", ("conference", "zebra")),
    ]


def test_filters_and_exclusions_hold_for_nearby_works(library: Engine) -> None:
    """So do fields and groups: only plain words may be lacking."""
    for more in ("-conference", "type:declaration", "(cities OR villes)"):
        results = library.search(Search.of(f"grenoble declaration zebra {more}", **PLAIN))
        assert [hit.document.id for hit in results.nearby] == ["grenoble-declaration"], more
    ticked = Search.of("grenoble declaration zebra", filters={"type": ("news",)}, **PLAIN)
    assert [hit.document.id for hit in library.search(ticked).nearby] == ["news-grenoble"]


def test_hits_are_not_nearby_too(library: Engine) -> None:
    """What has all the words is a hit and nothing else."""
    results = library.search(Search.of("grenoble conference", **PLAIN))
    assert ids(results) == ["news-grenoble"]
    assert [hit.document.id for hit in results.nearby] == ["grenoble-declaration"]
    assert results.nearby[0].missing == ("conference",)


def test_at_most_twenty_nearby_works_and_none_when_enough_is_found(crowd: Engine) -> None:
    """They are for searches that find little."""
    few = crowd.search(Search.of("apple pear plum", **PLAIN))
    assert (few.total, len(few.nearby)) == (5, NEARBY_BELOW)
    assert {hit.missing for hit in few.nearby} <= {("pear",), ("plum",)}
    assert crowd.search(Search.of("apple pear", **PLAIN)).nearby == ()
    assert crowd.search(Search.of("cherry", **PLAIN)).nearby == ()


# 2. Blank queries


@pytest.mark.parametrize("query", ["", "   ", "()", '""', "!!!"])
def test_a_blank_query_means_all_works(library: Engine, query: str) -> None:
    """Filters still apply."""
    assert library.search(Search.of(query)).total == len(WORKS)
    assert find(library, query, filters={"type": ("news", "agenda")}) == ["agenda", "news-grenoble"]


# 11. Ranking, of clear pairs only


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("declaration", "grenoble-declaration", "news-grenoble"),  # title before body
        ("grenoble", "grenoble-declaration", "news-grenoble"),
        ("agenda OR vote", "agenda", "porto-alegre-budget"),  # both words before one
        ("participatory budgeting", "porto-alegre-budget", "barcelona-cell"),  # as typed before a translation
    ],
)
def test_clear_pairs_are_ranked(library: Engine, query: str, better: str, worse: str) -> None:
    """Title beats body, both words beat one, a word beats its expansion."""
    found = ids(library.search(Search.of(query)))
    assert found.index(better) < found.index(worse)


def test_a_work_is_found_first_by_its_name(engine: Engine) -> None:
    """Before one that has the words more often."""
    named = Document("z-network", "network", (Version("en", "The Coalition for Gardens"),), "en")
    more = Version("en", "News: coalition for gardens, gardens", "Gardens coalition.", "A coalition for gardens. " * 9)
    engine.replace([named, Document("a-news", "news", (more,), "en")])
    assert ids(engine.search(Search.of("Coalition for gardens"))) == ["z-network", "a-news"]
