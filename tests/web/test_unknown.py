"""What a search asks for and nothing has."""

from kb.query import Search
from kb.web.unknown import asked, instead


def test_themes_and_cities_are_found_wherever_they_are_asked_for() -> None:
    """Ticked, typed, in groups and exclusions; each once, other fields not."""
    search = Search.of("a (theme:b OR city:c) -theme:d type:news", filters={"theme": ("b", "e"), "year": ("2000",)})
    assert asked(search) == [("theme", "b"), ("theme", "e"), ("city", "c"), ("theme", "d")]


def test_another_value_takes_the_place_of_one_wherever_it_stands() -> None:
    """The rest of the search stays, as typed where nothing typed has changed."""
    search = Search.of("a  (theme:b OR city:b)", filters={"theme": ("b", "e")}, page=3)
    found = instead(search, "theme", "b", "c")
    assert (found.text, found.filters, found.page) == ("a (theme:c OR city:b)", {"theme": ("c", "e")}, 1)
    found = instead(search, "theme", "e", "b")
    assert (found.text, found.filters) == ("a  (theme:b OR city:b)", {"theme": ("b",)})
    assert instead(Search.of("-theme:b"), "theme", "b", "c") == Search.of("-theme:c")
