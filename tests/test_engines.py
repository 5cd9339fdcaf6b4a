"""The contract: every rule of `kb.engine.Engine`, on every engine."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kb.document import FACETS, Document, Version, values
from kb.engine import FACET_SIZE, NEARBY_BELOW, Engine, Results
from kb.errors import BadDocument, BadQuery, EngineUnavailable, StaleIndex
from kb.query import SORTS, Search
from tests.conftest import WORKS, Library

PLAIN = {"expand": False}


def ids(results: Results) -> list[str]:
    """The ids of the hits, in their order."""
    return [hit.document.id for hit in results.hits]


def find(engine: Engine, text: str = "", **settings: object) -> list[str]:
    """The ids that a query finds, sorted."""
    return sorted(ids(engine.search(Search.of(text, per_page=100, **settings))))


@pytest.fixture
def crowd(engine_name: str, libraries: Library) -> Engine:
    """A thousand and thirty small works, each in a city of its own."""
    return libraries(engine_name, "crowd", _crowd())


def _crowd() -> Iterator[Document]:
    numbers = list(range(1030))
    random.Random(7).shuffle(numbers)
    for number in numbers:
        words = "apple pear plum" if number < 5 else "apple pear" if number % 2 else "apple plum"
        version = Version("en", f"Fruit {number % 7}", "", words)
        year = None if number % 10 == 0 else 2000 + number % 10
        yield Document(f"fruit-{number:04}", "practice", (version,), "en", f"Town {number}", country="ES", year=year)


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
    """A work that is filed under gender is about equality."""
    hits = library.search(Search.of("égalité", filters={"theme": ("gender",)})).hits
    assert [hit.document.id for hit in hits] == ["porto-alegre-budget"]
    assert ("Gender equality", "narrower", "theme") in {(m.term, m.via, m.field) for m in hits[0].matched}


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


# 3. Filters and facets


def test_values_of_a_filter_are_ored_and_filters_are_anded(library: Engine) -> None:
    """Two themes find more, a theme and a country find less."""
    assert find(library, filters={"theme": ("housing", "climate")}) == ["barcelona-cell", "lodz-panel"]
    assert find(library, filters={"theme": ("housing", "climate"), "country": ("ES",)}) == ["barcelona-cell"]
    assert find(library, filters={"year": ("2007", "1989")}) == [
        "cordoba-ar-council", "cordoba-es-plan", "porto-alegre-budget"]  # fmt: skip
    assert find(library, filters={"theme": ()}) == find(library)


def test_all_of_asks_for_every_value(library: Engine) -> None:
    """And the counts beside the other values are what ticking them too would find."""
    both = ("participatory-budgeting", "housing")
    everything = frozenset({"theme"})
    assert find(library, filters={"theme": both}, all_of=everything) == ["barcelona-cell"]
    ticked = {"theme": ("participatory-budgeting",)}
    facet = library.search(Search.of(filters=ticked, all_of=everything)).facets["theme"]
    for value in facet.values:
        more = {"theme": tuple(dict.fromkeys(("participatory-budgeting", value.value)))}
        assert value.count == library.search(Search.of(filters=more, all_of=everything)).total


def test_years_can_be_a_range(library: Engine) -> None:
    """Both ends are included; a missing year lies in none."""
    assert find(library, year_from=2007, year_to=2015) == ["cordoba-ar-council", "cordoba-es-plan", "taipei-budget"]
    assert find(library, year_from=2020) == ["grenoble-declaration", "lodz-panel", "news-grenoble"]
    assert "agenda" not in find(library, year_to=9999)
    facet = library.search(Search.of(year_to=2007)).facets["year"]
    assert {value.value for value in facet.values} == {"1989", "2007"}


LAW = (
    Search.of(),
    Search.of("grenoble"),
    Search.of("participatory budgeting"),
    Search.of("type:practice -children"),
    Search.of("ciudad OR city"),
    Search.of(filters={"language": ("es",)}),
    Search.of(filters={"theme": ("participatory-budgeting",), "country": ("ES", "BR")}),
    Search.of(year_from=2000, filters={"type": ("practice",)}),
)


@pytest.mark.parametrize("search", LAW)
def test_the_law_of_counts(library: Engine, search: Search) -> None:
    """In a facet with nothing ticked, the count shown is the number of hits after ticking it."""
    results = library.search(search)
    for row in FACETS:
        if row.name in search.filters:
            continue
        for value in results.facets[row.name].values:
            ticked = replace(search, filters={**search.filters, row.name: (value.value,)})
            assert library.search(ticked).total == value.count, (row.name, value)


@pytest.mark.parametrize("search", LAW)
def test_facets_are_complete_and_in_order(library: Engine, search: Search) -> None:
    """Most frequent first, then by value; what is counted is what the hits have."""
    results = library.search(replace(search, per_page=100))
    for row in FACETS:
        facet = results.facets[row.name]
        assert list(facet.values) == sorted(facet.values, key=lambda value: (-value.count, value.value))
        if row.name not in search.filters:
            held = [str(value) for hit in results.hits for value in values(hit.document, row.name)]
            assert {value.value: value.count for value in facet.values} == {each: held.count(each) for each in held}


def test_a_facet_ignores_its_own_filter(library: Engine) -> None:
    """Ticking Spain leaves the other countries where they were; the other facets shrink."""
    before, after = library.search(Search.of()), library.search(Search.of(filters={"country": ("ES",)}))
    assert {value.value: value.count for value in before.facets["country"].values} == {
        value.value: value.count for value in after.facets["country"].values
    }
    assert [value.value for value in after.facets["country"].values if value.selected] == ["ES"]
    assert {value.value for value in after.facets["city"].values} == {"barcelona-es", "cordoba-es"}


def test_a_ticked_value_never_vanishes(library: Engine) -> None:
    """Even at 0, known or not."""
    filters = {"theme": ("housing", "nobody-knows-it"), "city": ("grenoble-fr",), "year": ("1850",)}
    results = library.search(Search.of("barcelona", filters=filters))
    assert results.total == 0
    for name, ticked in filters.items():
        selected = {value.value: value.count for value in results.facets[name].values if value.selected}
        assert selected == dict.fromkeys(ticked, 0)


def test_a_city_that_is_ticked_without_its_country_shows_what_it_finds(library: Engine) -> None:
    """Its count is that of both Córdobas."""
    results = library.search(Search.of(filters={"city": ("cordoba",)}))
    assert results.total == 2
    assert {value.value: value.count for value in results.facets["city"].values if value.selected} == {"cordoba": 2}


# 4. Complete facets, nothing made up


def test_a_facet_is_complete_up_to_its_size_and_says_when_it_is_not(crowd: Engine) -> None:
    """A thousand cities are shown; years are all there, and none for works without one."""
    results = crowd.search(Search.of())
    cities, years = results.facets["city"], results.facets["year"]
    assert (len(cities.values), cities.truncated) == (FACET_SIZE, True)
    assert [value.value for value in cities.values] == sorted(f"town-{number}-es" for number in range(1030))[
        :FACET_SIZE
    ]
    assert ({value.value for value in years.values}, years.truncated) == ({str(2000 + n) for n in range(1, 10)}, False)
    assert sum(value.count for value in years.values) == 927


def test_a_ticked_value_beyond_the_size_of_its_facet_is_shown(crowd: Engine) -> None:
    """Also when a thousand others come before it."""
    facet = crowd.search(Search.of(filters={"city": ("town-999-es",)})).facets["city"]
    assert [(value.value, value.count) for value in facet.values if value.selected] == [("town-999-es", 1)]
    assert len(facet.values) == FACET_SIZE + 1


def test_what_is_missing_stays_missing(library: Engine) -> None:
    """A work without year, city or theme comes back as it went in, and stands in no facet for them."""
    assert library.get("agenda") == next(work for work in WORKS if work.id == "agenda")
    facets = library.search(Search.of("id:agenda")).facets
    assert {name for name, facet in facets.items() if facet.values} == {"language", "type"}


def test_every_work_comes_back_whole(library: Engine) -> None:
    """Nothing of the record is lost in the index."""
    assert [library.get(work.id) for work in WORKS] == list(WORKS)
    assert library.get("nobody") is None
    assert [hit.document for hit in library.search(Search.of()).hits] == sorted(WORKS, key=lambda work: work.id)


# 5. and 6. Totals, pages, orders


def test_the_total_is_exact_and_a_page_past_the_end_is_empty(crowd: Engine) -> None:
    """However far one pages."""
    for page in (12, 1000, 10**9):
        results = crowd.search(Search.of("apple", page=page, per_page=100))
        assert (results.total, results.hits) == (1030, ())
    assert len(crowd.search(Search.of("apple", page=11, per_page=100)).hits) == 30


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


# 9. Writing


def test_replace_makes_these_the_only_works(engine: Engine) -> None:
    """A stream is taken; what was there before is gone."""
    assert engine.replace(iter(WORKS[:5])) == 5
    assert engine.replace(work for work in WORKS[3:]) == len(WORKS) - 3
    assert find(engine) == sorted(work.id for work in WORKS[3:])
    assert engine.replace([]) == 0
    assert (engine.search(Search.of()).total, engine.get(WORKS[3].id)) == (0, None)
    assert engine.search(Search.of("anything at all")).total == 0


def test_update_adds_replaces_and_takes_out(engine: Engine) -> None:
    """By id; ids that are not there are no matter."""
    engine.replace(WORKS[:4])
    changed = replace(WORKS[0], versions=(Version("en", "Lions", "", "zebra"),), original="en", themes=("housing",))
    assert engine.update([changed, WORKS[5]], [WORKS[1].id, "nobody"]) == 4
    assert find(engine) == sorted([WORKS[0].id, WORKS[2].id, WORKS[3].id, WORKS[5].id])
    assert find(engine, "zebra lion") == [changed.id]
    assert find(engine, "orçamento", **PLAIN) == []
    assert engine.get(changed.id) == changed
    facets = engine.search(Search.of()).facets
    assert [value.value for value in facets["theme"].values if value.value == "gender"] == []
    assert engine.describe().documents == 4


def test_update_begins_an_index_where_there_is_none(engine: Engine) -> None:
    """The first batch needs no other verb."""
    assert engine.update(WORKS[:2], ["nobody"]) == 2
    assert find(engine) == sorted(work.id for work in WORKS[:2])


def test_what_is_taken_out_and_given_is_given(engine: Engine) -> None:
    """A work that moved from one file to another is not lost."""
    engine.replace(WORKS[:2])
    assert engine.update([WORKS[0]], [WORKS[0].id]) == 2


def test_many_updates_keep_the_index_right(engine: Engine) -> None:
    """Each of them is seen, whatever is merged behind."""
    engine.replace(WORKS)
    for number in range(12):
        version = Version("en", f"Round {number}", "", f"round{number} mark")
        engine.update([replace(WORKS[number % 3], versions=(version,), original="en")])
        assert find(engine, f"round{number}", **PLAIN) == [WORKS[number % 3].id]
    assert engine.search(Search.of()).total == len(WORKS)
    assert find(engine, "mark", **PLAIN) == sorted(work.id for work in WORKS[:3])


def _broken(documents: tuple[Document, ...]) -> Iterator[Document]:
    yield from documents
    raise OSError("the disk is gone")


def test_a_write_that_fails_leaves_the_old_answers(engine: Engine) -> None:
    """All or nothing, and the next writer is not in the way."""
    engine.replace(WORKS[:3])
    build = engine.describe().build
    with pytest.raises(OSError, match="the disk is gone"):
        engine.replace(_broken(WORKS[4:9]))
    with pytest.raises(OSError, match="the disk is gone"):
        engine.update(_broken(WORKS[4:9]), [WORKS[0].id])
    with pytest.raises(BadDocument, match="Two works have the id"):
        engine.replace([WORKS[5], WORKS[6], WORKS[5]])
    assert find(engine) == sorted(work.id for work in WORKS[:3])
    assert engine.describe().build == build
    assert engine.update([WORKS[4]]) == 4


def test_a_second_writer_is_refused(engine: Engine) -> None:
    """One at a time; the first goes on undisturbed, and readers too."""
    engine.replace(WORKS[:3])

    def while_writing() -> Iterator[Document]:
        yield WORKS[4]
        with pytest.raises(EngineUnavailable, match="being written"):
            engine.update([WORKS[5]])
        with pytest.raises(EngineUnavailable, match="being written"):
            engine.replace([WORKS[5]])
        assert find(engine) == sorted(work.id for work in WORKS[:3])
        yield WORKS[6]

    assert engine.replace(while_writing()) == 2
    assert find(engine) == sorted([WORKS[4].id, WORKS[6].id])


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
    assert library.suggest("ポルト", "en")[0].text == "Porto Alegre"
    assert library.suggest("", "en") == library.suggest("!", "en") == []
    assert len(library.suggest("p", "pt", limit=2)) == 2


def test_an_engine_describes_itself(library: Engine, engine_name: str) -> None:
    """Its name, how many works it holds, in which languages, and the build they are in."""
    found = library.describe()
    assert (found.engine, found.documents) == (engine_name, len(WORKS))
    assert found.languages == ("ar", "ca", "de", "en", "es", "fr", "pt", "zh")
    assert found.build
