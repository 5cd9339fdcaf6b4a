"""Why a search does not find a work, in words."""

import pytest

from kb.document import Document, Version
from kb.explain import Condition, Explanation
from kb.query import Search
from kb.vocabulary import Vocabulary
from kb.web.labels import Labels
from kb.web.pages import ExplanationPage, explanation_page

LABELS = Labels.of(Vocabulary({}))
WORK = Document("tree", "news", (Version("fr", "Un arbre"),), "fr", country="FR", year=2019)
SEARCH = Search.of("tree school -garden", filters={"country": ("ES", "FR")}, year_from=2000, year_to=2010, page=2)


def _page(found: bool = False, rank: int | None = None, total: int = 0, *conditions: Condition) -> ExplanationPage:
    return explanation_page("tree", SEARCH, LABELS, WORK, Explanation(found, rank, total, conditions))


@pytest.mark.parametrize(
    ("conditions", "verdict"),
    [
        ([Condition("query", "tree", False, 0), Condition("query", "oak", False, 0)],
         "It is not found: it does not have “tree” or “oak”."),
        ([Condition("query", "tree", True, 0), Condition("query", "-garden", False, 0)],
         "It is not found: it has “garden”, which the search leaves out."),
        ([Condition("query", "oak", False, 0), Condition("filter", "country: ES, FR", False, 0, "country")],
         "It is not found: it does not have “oak”; the filter country Spain or France excludes it."),
        ([Condition("filter", "year: 2000..2010", False, 0, "years"),
          Condition("filter", "country: ES, FR", False, 0, "country")],
         "It is not found: the filter year from 2000 up to 2010 and the filter country Spain or France exclude it."),
        ([Condition("query", "tree", True, 0)],
         "It is not found, though it has each of these alone: together the words are read as one name."),
    ],
)  # fmt: skip
def test_what_keeps_it_out_is_said_in_a_sentence(conditions: list[Condition], verdict: str) -> None:
    """Words that are missing, words that are excluded, filters."""
    assert _page(False, None, 0, *conditions).verdict == verdict


def test_a_found_work_has_its_place() -> None:
    """And the page of results that it is on."""
    page = _page(True, 41, 1200)
    assert (page.verdict, page.found) == ("It is found: number 41 of 1,200 works.", True)
    assert page.search_url.endswith("&page=3")
    assert _page(True, None, 1200).verdict == "It is found, further down than the first 1,000 of 1,200 works."


def test_each_condition_leads_to_the_search_without_it() -> None:
    """With the number of works that this gives."""
    page = _page(False, None, 0, Condition("query", "oak", False, 7, "", Search.of("tree")))
    [row] = page.conditions
    assert (row.label, row.met, row.without, row.url) == ("“oak”", False, "7 works", "/search?q=tree")


def test_the_form_keeps_the_search() -> None:
    """Its filters travel along, the page does not."""
    page = _page()
    assert (page.id, page.q, page.json_url is not None) == ("tree", "tree school -garden", True)
    assert page.hidden == (("country", "ES"), ("country", "FR"), ("year_from", "2000"), ("year_to", "2010"))


def test_an_unknown_work_is_a_problem_and_none_is_not() -> None:
    """The form is there in both cases."""
    unknown = explanation_page("lost", Search(), LABELS)
    assert unknown.problem is not None
    assert "'lost'" in unknown.problem
    assert (unknown.work, unknown.json_url) == (None, None)
    assert explanation_page("", Search(), LABELS).problem is None
