"""The query language: text to tree, tree to text, and what is refused."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import BadQuery
from kb.query import (
    EVERYTHING,
    And,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Search,
    Word,
    parse,
    to_text,
)

BUDGET, LYON, YOUTH = Word("budget"), Word("lyon"), Word("youth")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", EVERYTHING),
        ("budget lyon", And((BUDGET, LYON))),
        ("budget AND lyon", And((BUDGET, LYON))),
        ("budget OR lyon youth", Or((BUDGET, And((LYON, YOUTH))))),
        ("(budget OR lyon) youth", And((Or((BUDGET, LYON)), YOUTH))),
        ("budget -lyon", And((BUDGET, Not(LYON)))),
        ("budget NOT lyon", And((BUDGET, Not(LYON)))),
        ("-(budget lyon)", Not(And((BUDGET, LYON)))),
        ("-(-budget)", BUDGET),
        ('"budget of lyon"', Phrase("budget of lyon")),
        ("“budget  of”", Phrase("budget of")),
        ("bud*", Prefix("bud")),
        ("title:budget", Word("budget", "title")),
        ('title:"a budget"', Phrase("a budget", "title")),
        ("title:bud*", Prefix("bud", "title")),
        ("theme:Youth", Filter("theme", "youth")),
        ('city:"Porto Alegre"', Filter("city", "porto alegre")),
        ("country:es", Filter("country", "ES")),
        ("language:ca", Filter("language", "ca")),
        ("type:practice", Filter("type", "practice")),
        ("year:2019", Range("year", 2019, 2019)),
        ("year:2010..2020", Range("year", 2010, 2020)),
        ("year:2010..", Range("year", 2010, None)),
        ("year:..2020", Range("year", None, 2020)),
        ("title:(charter OR agenda)", Or((Word("charter", "title"), Word("agenda", "title")))),
        ("title:(a -b)", And((Word("a", "title"), Not(Word("b", "title"))))),
        ('-title:("a b" OR c*)', Not(Or((Phrase("a b", "title"), Prefix("c", "title"))))),
        ("theme:(Youth OR gender)", Or((Filter("theme", "youth"), Filter("theme", "gender")))),
        ('city:("Porto Alegre" OR lyon)', Or((Filter("city", "porto alegre"), Filter("city", "lyon")))),
        ("country:(es OR fr)", Or((Filter("country", "ES"), Filter("country", "FR")))),
        ("language:(ca)", Filter("language", "ca")),
        ("TYPE:(charter OR agenda", Or((Filter("type", "charter"), Filter("type", "agenda")))),
        ("year:(2010..2012 OR 2015)", Or((Range("year", 2010, 2012), Range("year", 2015, 2015)))),
        (
            "title:(budget theme:youth (lyon)) youth",
            And((Word("budget", "title"), Filter("theme", "youth"), Word("lyon", "title"), YOUTH)),
        ),
        ("title:(theme:(youth) budget)", And((Filter("theme", "youth"), Word("budget", "title")))),
        ("title:(://x)", Word("://x", "title")),
        ("id:(://x)", Filter("id", "://x")),
        ("title://x", Word("title://x")),
        ("budget budget", BUDGET),
        ("co-creation", Word("co-creation")),
        ("參與式預算", Word("參與式預算")),
        ("Бюджет", Word("Бюджет")),
        ("https://example.org/a", Word("https://example.org/a")),
        ("12:30", Word("12:30")),
        ("Rosario: budget", And((Word("Rosario:"), BUDGET))),
    ],
)
def test_text_becomes_a_tree(text: str, tree: Node) -> None:
    """Every form of the language gives its tree, and the tree gives a text for the same tree."""
    assert parse(text) == tree
    assert parse(to_text(tree)) == tree


@pytest.mark.parametrize("text", ["/", "-", "+", "[", "*", '"', "(", ")", "OR", "AND", "NOT", "-(", "()", "\x00", "🎉"])
def test_what_holds_no_word_asks_for_everything(text: str) -> None:
    """Marks alone are no words; nothing raises."""
    assert parse(text) == EVERYTHING


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('"budget', Phrase("budget")),
        ("(budget", BUDGET),
        ("budget)", BUDGET),
        ("budget OR", BUDGET),
        ("budget [", BUDGET),
        ("*budget", Word("*budget")),
        ("a\x00budget", And((Word("a"), BUDGET))),
    ],
)
def test_slips_are_forgiven(text: str, tree: Node) -> None:
    """What is left open ends with the text."""
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("a colour:red", "q", ["'colour'", "character 3", "theme:"]),
        ("year:abc", "year", ["'abc'", "character 1"]),
        ("year:0", "year", ["'0'"]),
        ("year:..", "year", ["2010..2020"]),
        ("year:2020..2010", "year", ["2020", "2010", "character 1"]),
        ("a theme:", "q", ["theme:", "character 3"]),
        ("(Theme:)", "q", ["Theme:", "character 2"]),
        ("theme: youth", "q", ["theme:", "character 1"]),
        ("theme::youth", "q", ["theme:", "character 1"]),
        ('a title:""', "q", ["title:", "character 3"]),
        ("a title:()", "q", ["title:", "character 3"]),
        ("a colour:(red)", "q", ["'colour'", "character 3"]),
        ("country:(es OR spain)", "country", ["'spain'", "character 16"]),
        ("type:poem", "type", ["'poem'", "practice"]),
        ("country:spain", "country", ["'spain'", "ES"]),
        ("language:1", "language", ["'1'"]),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(text: str, field: str, words: list[str]) -> None:
    """The message says what was found, where, and what would do."""
    with pytest.raises(BadQuery) as refused:
        parse(text)
    assert refused.value.field == field
    assert all(word in refused.value.message for word in words)


def test_ten_thousand_characters_are_a_query() -> None:
    """Neither length nor depth raises."""
    assert parse("x" * 10_000) == Word("x" * 10_000)
    assert parse("(" * 10_000 + "budget") in (BUDGET, EVERYTHING)
    assert parse("title:(" * 10_000 + "budget") in (Word("budget", "title"), EVERYTHING)
    assert len(parse(" ".join(f"word{number}" for number in range(1_500))).children) == 1_500  # type: ignore[union-attr]


_ATOMS = st.one_of(
    st.sampled_from([BUDGET, LYON, YOUTH, Word("co-creation"), Word("budget", "title")]),
    st.sampled_from([Phrase("budget of lyon"), Prefix("bud"), Prefix("bud", "title"), Filter("theme", "youth")]),
    st.builds(lambda low, size: Range("year", low, low + size), st.integers(1900, 2000), st.integers(0, 50)),
)


def _joined(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=2, max_size=4, unique=True).map(tuple)
    return several.map(And) | several.map(Or) | children.map(Not)


@given(st.recursive(_ATOMS, _joined, max_leaves=12))
def test_any_tree_survives_the_way_through_text(tree: Node) -> None:
    """Parsing what a tree prints gives a tree that prints the same."""
    text = to_text(tree)
    assert to_text(parse(text)) == to_text(parse(to_text(parse(text))))
    assert parse(to_text(parse(text))) == parse(text)


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_no_input_raises_but_by_name(text: str) -> None:
    """Any characters give a tree or a `BadQuery`."""
    with contextlib.suppress(BadQuery):
        tree = parse(text)
        assert parse(to_text(tree)) == tree


_PIECES = ("budget", "title:", "theme:", "year:", "(", ")", '"', "-", "*", " ", "OR", "AND", "2010..2012", ":", "//")


@settings(max_examples=500)
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_what_is_made_of_the_marks_of_the_language_survives_the_way_through_text(text: str) -> None:
    """However fields, groups, quotes and exclusions are mixed."""
    with contextlib.suppress(BadQuery):
        tree = parse(text)
        assert parse(to_text(tree)) == tree


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"filters": {"colour": ("red",)}}, "colour"),
        ({"filters": {"title": ("x",)}}, "title"),
        ({"sort": "best"}, "sort"),
        ({"page": 0}, "page"),
        ({"per_page": 101}, "per_page"),
        ({"per_page": 0}, "per_page"),
    ],
)
def test_a_search_refuses_what_no_engine_could_do(wrong: dict[str, object], field: str) -> None:
    """Unknown filters and orders and impossible pages are refused before any engine."""
    with pytest.raises(BadQuery) as refused:
        Search.of("", **wrong)
    assert refused.value.field == field
