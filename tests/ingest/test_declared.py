"""What a document states of itself."""

from typing import Any

import pytest

from kb.document import Award, Figure, Related
from kb.document import Source as Page
from kb.ingest.date import Years
from kb.ingest.declared import Declared, parse
from kb.ingest.source import Source


def _parsed(**declared: Any) -> Declared:
    found, problems = parse(Source("a.md", declared=declared))
    assert problems == ()
    return found


def _wrong(**declared: Any) -> list[tuple[str, str]]:
    _, problems = parse(Source("a.md", declared=declared))
    return [(problem.field, problem.reason) for problem in problems if problem.refuses]


def test_every_field_comes_out_in_the_form_of_the_record() -> None:
    """As the front matter of the collection writes them."""
    found = _parsed(
        type="practice", title="T", country="pt", year=2014, year_end=2016, themes=["a", "b"],
        award={"edition": 16, "year": 2022, "distinction": "winner"},
        figures=[{"what": "votes", "value": "1.129.544", "unit": "people", "year": 2015}],
        sources=["https://a.example/x", {"url": "https://b.example", "read": "2026-11"}],
        related=["other", {"work": "charter", "commitment": 3}], latitude="41.5", longitude=2, coordinates_source="map",
    )  # fmt: skip
    assert (found.country, found.year, found.year_end, found.themes) == ("PT", Years(2014), 2016, ("a", "b"))
    assert found.award == Award(16, 2022, "winner")
    assert found.figures == (Figure("votes", 1129544, "people", 2015),)
    assert found.sources == (Page("https://a.example/x"), Page("https://b.example", "2026-11"))
    assert found.related == (Related("other"), Related("charter", 3))
    assert (found.latitude, found.longitude) == (41.5, 2.0)


@pytest.mark.parametrize(
    ("declared", "field", "reason"),
    [
        ({"title": ["a"]}, "title", 'found a list (["a"]), expected text.'),
        ({"year": "2019-02-30"}, "year",
         'found "2019-02-30", expected a year; 2019-02-30 is no day of the calendar.'),
        ({"year": "soon"}, "year", 'found "soon", expected a year from 1800 to 2100.'),
        ({"year": 20191}, "year", "found 20191, expected a year from 1800 to 2100."),
        ({"year": True}, "year", "found true or false (true), expected text."),
        ({"year": 2014, "year_end": 2012}, "year_end",
         "found 2012, expected 2014 or later, the year in which it began."),
        ({"country": "XX"}, "country", 'found "XX", expected an ISO 3166 code of two letters, as in PT.'),
        ({"language": "xx"}, "language", 'found "xx", expected an ISO 639 code, as in pt.'),
        ({"sources": ["example.org"]}, "sources",
         'found "example.org", expected an address that begins with https:// or http://.'),
        ({"sources": [{"url": "https://a.example", "read": "2026-13"}]}, "sources",
         'found "2026-13", expected a month or a day, as in 2026-11 or 2026-11-23.'),
        ({"figures": [{"what": "votes"}]}, "figures",
         'found a mapping ({"what": "votes"}), expected what is counted and its value.'),
        ({"award": [1]}, "award", "found a list ([1]), expected edition, year and distinction."),
        ({"latitude": 41.5}, "latitude", "found one coordinate, expected latitude and longitude."),
    ],
)  # fmt: skip
def test_each_wrong_value_is_told_with_what_was_expected(declared: dict[str, Any], field: str, reason: str) -> None:
    """Path, field, what was found, what was expected."""
    assert (field, reason) in _wrong(**declared)


def test_an_unknown_type_is_told_with_the_known_ones() -> None:
    """A plural is meant as its singular."""
    assert _wrong(type="essay")[0][1].startswith('found "essay", expected one of practice, award, ')
    assert _parsed(type="Practices").type == "practice"


def test_all_that_is_wrong_is_told_at_once() -> None:
    """A curator mends it in one go."""
    assert [field for field, _ in _wrong(title=[], country="XX", year="?")] == ["title", "country", "year"]


def test_dates_of_foreign_tables_are_years() -> None:
    """With their end where they have one."""
    assert _parsed(year="20/10/2014 - ongoing").year == Years(2014)
    assert _parsed(year="FY2015/16").year == Years(2015, 2016)


def test_an_empty_year_says_that_it_is_unknown() -> None:
    """None is looked for then."""
    assert _parsed(year=None).year_unknown
    assert not _parsed().year_unknown


def test_an_unknown_key_is_a_warning_with_a_likely_one() -> None:
    """It was left out, and that is said."""
    _, problems = parse(Source("a.md", declared={"titel": "x"}))
    assert [(p.field, p.refuses, "did you mean 'title'?" in p.reason) for p in problems] == [("titel", False, True)]


def test_shared_fields_of_a_translation_are_left_to_the_original() -> None:
    """With a warning, for they may differ."""
    _, problems = parse(Source("a.md", declared={"title": "x", "translation": "editorial", "year": 2011}))
    assert [(problem.field, problem.refuses) for problem in problems] == [("year", False)]


def test_coordinates_say_where_they_are_from() -> None:
    """Typed numbers can be wrong."""
    _, problems = parse(Source("a.md", declared={"latitude": 1, "longitude": 0}))
    assert [(problem.field, problem.refuses) for problem in problems] == [("coordinates_source", False)]
