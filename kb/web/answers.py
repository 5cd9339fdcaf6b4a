"""What the API answers: how the shapes of its JSON are filled."""

from collections.abc import Iterable
from typing import Any

import msgspec
from markupsafe import escape

from kb.engine import Description, Expanded, Facet, Hit, Results, Suggestion
from kb.explain import Explanation
from kb.hints import Hint
from kb.query import MEANINGS, Search
from kb.web import links
from kb.web.labels import Labels
from kb.web.shapes import (
    ConditionAnswer,
    ExpansionAnswer,
    ExplainAnswer,
    FacetAnswer,
    FacetsAnswer,
    HealthAnswer,
    HintAnswer,
    MatchedAnswer,
    NearbyAnswer,
    QueryAnswer,
    ResultAnswer,
    SearchAnswer,
    SuggestAnswer,
    SuggestionAnswer,
    ValueAnswer,
)


def search_answer(
    search: Search,
    results: Results,
    labels: Labels,
    took_ms: float,
    related: tuple[Hit, ...] = (),
    hints: Iterable[Hint] = (),
) -> SearchAnswer:
    """The answer for a search and its results, found in so many milliseconds."""
    return SearchAnswer(
        query=QueryAnswer(search.text, _filters(search), search.sort),  # type: ignore[arg-type]
        total=results.total,
        page=search.page,
        per_page=search.per_page,
        took_ms=round(took_ms, 2),
        results=tuple(ResultAnswer(**_result(hit, labels)) for hit in results.hits),
        facets=FacetsAnswer(**{name: _facet(facet, labels) for name, facet in results.facets.items()}),
        nearby=tuple(NearbyAnswer(**_result(hit, labels), missing=hit.missing) for hit in results.nearby),
        suggestion=results.suggestion,
        expansions=tuple(_expansion(each, labels) for each in results.expansions),
        hints=tuple(_hint(hint, search, labels) for hint in hints),
        related=_related(search, related, labels),
    )


def _related(search: Search, hits: tuple[Hit, ...], labels: Labels) -> tuple[ResultAnswer, ...] | msgspec.UnsetType:
    return (
        msgspec.UNSET if search.meaning == MEANINGS[0] else tuple(ResultAnswer(**_result(hit, labels)) for hit in hits)
    )


def _hint(hint: Hint, search: Search, labels: Labels) -> HintAnswer:
    label, url = labels.value(hint.field, hint.value), links.derived(hint.search, search)
    return HintAnswer(hint.field, hint.value, label, hint.words, hint.works, url)


def _expansion(expanded: Expanded, labels: Labels) -> ExpansionAnswer:
    url = links.theme(expanded.concept) if expanded.concept in labels.vocabulary.concepts else None
    return ExpansionAnswer(expanded.concept, expanded.terms, url)


def _filters(search: Search) -> dict[str, tuple[str, ...]]:
    unlike = {"q", "sort", "page", "per_page", "expand", "meaning"}
    return {name: values for name, values in links.pairs(search).items() if name not in unlike}


def _result(hit: Hit, labels: Labels) -> dict[str, Any]:
    document = hit.document
    version = document.version(hit.language)
    return {
        "id": document.id,
        "type": document.type,
        "title": version.title,
        "summary": version.summary,
        "language": version.language,
        "languages": document.languages,
        "city": document.city,
        "country": document.country,
        "year": document.year,
        "year_end": document.year_end,
        "themes": labels.vocabulary.filed(document.themes),
        "url": links.work(document.id),
        "snippet": marked(hit.snippet),
        "matched": tuple(MatchedAnswer(each.term, each.via, each.field) for each in hit.matched),  # type: ignore[arg-type]
    }


def marked(snippet: tuple[tuple[str, bool], ...]) -> str:
    """A snippet as HTML: everything escaped, the words that were found inside `<mark>`."""
    return "".join(f"<mark>{escape(text)}</mark>" if is_marked else str(escape(text)) for text, is_marked in snippet)


def _facet(facet: Facet, labels: Labels) -> FacetAnswer:
    label = labels.of_field(facet.field)
    values = tuple([ValueAnswer(each.value, label(each.value), each.count, each.selected) for each in facet.values])
    return FacetAnswer(values, facet.truncated)


def explain_answer(id_: str, search: Search, found: Explanation) -> ExplainAnswer:
    """The answer to why a search does not find a work, or where it does."""
    conditions = tuple(
        ConditionAnswer(each.kind, each.text, each.met, each.without, links.derived(each.rest, search))
        for each in found.conditions
    )
    return ExplainAnswer(id_, found.found, found.rank, found.total, conditions)


def suggest_answer(typed: str, found: list[Suggestion]) -> SuggestAnswer:
    """The completions of what was typed, each with the page that it leads to."""
    return SuggestAnswer(
        typed, tuple(SuggestionAnswer(each.text, each.kind, each.value, _destination(each)) for each in found)
    )


def _destination(found: Suggestion) -> str:
    if found.kind in ("theme", "city"):
        return links.to_search(**{found.kind: found.value})
    return links.work(found.value) if found.kind == "title" else links.to_search(found.text)


def health_answer(description: Description) -> HealthAnswer:
    """The health of an engine that answers."""
    return HealthAnswer("ok", description.engine, description.documents)
