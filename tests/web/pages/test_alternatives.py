"""Wider searches for one that finds nothing."""

from kb.query import Search
from kb.vocabulary import Vocabulary
from kb.web.labels import Labels
from kb.web.links import Links
from kb.web.pages.alternatives import MOST, alternatives

LABELS = Labels.of(Vocabulary({}))


def _told(search: Search) -> dict[str, str]:
    return {each.label: Links(each.search).here() for each in alternatives(search, LABELS)}


def test_each_filter_and_each_word_can_be_dropped() -> None:
    """One at a time, then all filters, then any of the words."""
    search = Search.of("climate xylophone", filters={"country": ("FR", "ES")}, year_from=2000)
    assert _told(search) == {
        "Remove filter: country France or Spain": "/search?q=climate+xylophone&year_from=2000",
        "Remove the range of years": "/search?q=climate+xylophone&country=FR&country=ES",
        "Leave out “climate”": "/search?q=xylophone&country=FR&country=ES&year_from=2000",
        "Leave out “xylophone”": "/search?q=climate&country=FR&country=ES&year_from=2000",
        "Remove all filters": "/search?q=climate+xylophone",
        "Search for any of the words": "/search?q=climate+OR+xylophone&country=FR&country=ES&year_from=2000",
    }


def test_of_three_words_two_are_kept() -> None:
    """Groups and exclusions stay as they were typed."""
    told = _told(Search.of('a "b c" -d'))
    assert told['Leave out “"b c"”'] == "/search?q=a+-d"
    assert told["Leave out “-d”"] == "/search?q=a+%22b+c%22"


def test_what_was_switched_off_is_offered_again() -> None:
    """Synonyms and translations may be what is missing."""
    assert _told(Search.of("a", expand=False)) == {"Search for synonyms and translations too": "/search?q=a"}


def test_a_single_word_has_no_alternative() -> None:
    """Dropping it would ask for everything."""
    assert alternatives(Search.of("xylophone"), LABELS) == ()


def test_the_number_of_searches_is_bounded() -> None:
    """A long query costs no more than a short one."""
    assert len(alternatives(Search.of(" ".join("abcdefghijkl")), LABELS)) == MOST


def test_a_pasted_paragraph_is_tried_as_any_of_its_words() -> None:
    """Leaving out one word of many finds nothing."""
    search = Search.of(" ".join("abcdefghijklmnop"), filters={"country": ("ES",)})
    assert [each.label for each in alternatives(search, LABELS)] == [
        "Remove filter: country Spain",
        "Search for any of the words",
    ]
