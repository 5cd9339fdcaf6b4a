"""The page of a work: its text in one language, the facts about it, and how it hangs together with others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from kb.document import Document, Version
from kb.export import reference
from kb.query import Filter, Search, to_text
from kb.web import links
from kb.web.formats import FORMATS
from kb.web.labels import READER, Labels, Text, language, number, own_language, place, type_, years
from kb.web.markdown import commitments, render
from kb.web.pages.citation import citation, json_ld, meta
from kb.web.pages.facts import FactView, FigureView, OriginView, facts, figures, origins
from kb.web.pages.hits import shown_language

NUMBERED = frozenset({"declaration", "charter", "agenda"})
"""The types whose numbered headings are commitments with an address of their own."""


@dataclass(frozen=True)
class NamedBy:
    """Works that name a work, as many as its page shows, and how many there are in all."""

    works: tuple[Document, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class MoreView:
    """Works that are not shown: how many, and the search that finds all."""

    label: str
    url: str


@dataclass(frozen=True)
class LanguageTab:
    """A version: the `code` of its language and what it calls itself (`own`), its `url`, and what is in it."""

    code: str
    own: Text
    url: str
    current: bool
    original: bool
    summary_only: bool


@dataclass(frozen=True)
class RelatedView:
    """Another work: its title, address, type, place and years; `about` says which commitment joins the two."""

    title: Text
    url: str
    type: str
    place: str | None
    years: str | None
    about: str | None


@dataclass(frozen=True)
class SourceView:
    """A page that the work rests on: its address, what is shown of it, and when it was read."""

    url: str
    shown: str
    read: str | None


@dataclass(frozen=True)
class Head:
    """What programs read: the `canonical` address, the work as JSON, meta tags, JSON-LD."""

    canonical: str
    json_url: str
    meta: tuple[tuple[str, str], ...]
    json_ld: Markup


@dataclass(frozen=True)
class WorkPage:
    """The page of a work.

    - `title`, `summary`: of the version shown
    - `type`, `type_url`, `place`, `place_url`, `years`: what, where and when, with searches for more of the kind
    - `tabs`: the languages it can be read in
    - `absent`: which version was asked for, where there is none; the original is shown then
    - `note`: how the version shown came about; `None` for an original
    - `body`, `body_language`: the text, and the language it is in when that is not the page's
    - `body_note`: why the text is in another language than the summary
    - `facts`, `figures`: what is known about it, and numbers with unit and year
    - `themes`: its concepts, each with its page
    - `names`: works that this one names
    - `named_by`: works that name this one, those that it names itself left out
    - `named_by_more`: how many more of them there are; `None` when all are shown
    - `similar`: works like this one that neither names
    - `sources`: the pages that it rests on
    - `origins`: where each value comes from
    - `cite`: how to cite it
    - `exports`: forms in which it can be taken away, each with its address
    - `explain_url`: where one can ask why a search does not find it
    - `license`, `license_url`: under which licence the text is
    - `head`: what programs read
    """

    title: Text
    summary: Text
    type: str
    type_url: str
    place: str | None
    place_url: str | None
    years: str | None
    tabs: tuple[LanguageTab, ...]
    absent: str | None
    note: str | None
    body: Markup
    body_language: Text
    body_note: str | None
    facts: tuple[FactView, ...]
    figures: tuple[FigureView, ...]
    themes: tuple[tuple[str, str], ...]
    names: tuple[RelatedView, ...]
    named_by: tuple[RelatedView, ...]
    named_by_more: MoreView | None
    similar: tuple[RelatedView, ...]
    sources: tuple[SourceView, ...]
    origins: tuple[OriginView, ...]
    cite: str
    exports: tuple[tuple[str, str], ...]
    explain_url: str
    license: str | None
    license_url: str | None
    head: Head


def work_page(
    document: Document,
    asked: str | None,
    labels: Labels,
    site: str,
    known: Mapping[str, Document],
    named_by: NamedBy,
    similar: Iterable[Document] = (),
) -> WorkPage:
    """The page of a work in the language asked for, the original where it has no such version; where none is asked for
    in the one that suits the reader best.

    `site` is the address that the site is reached at; `known` are the works that this one names, as far as they are
    in the collection, `named_by` those that name it, and `similar` works like it.
    """
    absent = asked if asked not in document.languages else None
    asked = None if absent else asked
    version = document.version(document.original if absent else shown_language(document, asked))
    full = version if version.body.strip() else document.version()
    cited = reference.of(document, labels.vocabulary, site, version.language)
    return WorkPage(
        title=Text.of(version.title, version.language),
        summary=Text.of(version.summary, version.language),
        type=type_(document.type),
        type_url=links.to_search(type=document.type),
        place=place(document, region=True),
        place_url=_place_url(document),
        years=years(document),
        tabs=_tabs(document, version),
        absent=_absent(document, absent),
        note=_note(document, version),
        body=render(full.body, document.type in NUMBERED),
        body_language=Text.of("", full.language),
        body_note=_body_note(version, full),
        facts=facts(document),
        figures=figures(document),
        themes=tuple((labels.value("theme", theme), _theme_url(theme, labels)) for theme in document.themes),
        names=_names(document, known),
        named_by=_named_by(document, named_by.works),
        named_by_more=_more(document, named_by),
        similar=tuple(_related(other, None) for other in similar),
        sources=tuple(SourceView(each.url, _shown(each.url), each.read) for each in document.sources),
        origins=origins(document, labels),
        cite=citation(cited, document),
        exports=tuple((form.label, links.work_as(document.id, form.suffix, asked)) for form in FORMATS),
        explain_url=links.explain(Search(sort="newest"), document.id),
        license=document.license,
        license_url=_license_url(document.license),
        head=_head(cited, document, site, asked),
    )


def _theme_url(theme: str, labels: Labels) -> str:
    """The page of a theme; of one that the thesaurus does not know, the search."""
    return links.theme(theme) if theme in labels.vocabulary.concepts else links.to_search(theme=theme)


def _head(cited: reference.Reference, document: Document, site: str, asked: str | None) -> Head:
    return Head(
        canonical=links.work(document.id, cited.language if asked == cited.language else None),
        json_url=f"/api{links.work(document.id)}",
        meta=meta(cited, document),
        json_ld=json_ld(cited, document, site),
    )


def _place_url(document: Document) -> str | None:
    if document.city_key:
        return links.to_search(city=document.city_key)
    return links.to_search(country=document.country) if document.country else None


def _tabs(document: Document, shown: Version) -> tuple[LanguageTab, ...]:
    if len(document.versions) == 1 and document.original == READER:
        return ()
    versions = (document.version(code) for code in document.languages)
    return tuple(
        LanguageTab(
            code=version.language,
            own=own_language(version.language),
            url=links.work(document.id, version.language),
            current=version is shown,
            original=version.language == document.original,
            summary_only=not version.body.strip() and bool(document.version().body.strip()),
        )
        for version in versions
    )


def _absent(document: Document, asked: str | None) -> str | None:
    if asked is None:
        return None
    return f"There is no version in {language(asked)}. This is the original, in {language(document.original)}."


def _note(document: Document, version: Version) -> str | None:
    if version.language == document.original:
        return None
    who = {"editorial": "the editors", None: ""}.get(version.translation, version.translation)
    return f"Translated from {language(document.original)}" + (f" by {who}." if who else ".")


def _body_note(version: Version, full: Version) -> str | None:
    if full.language == version.language:
        return None
    return f"There is a summary in {language(version.language)}. The full text below is in {language(full.language)}."


def _names(document: Document, known: Mapping[str, Document]) -> tuple[RelatedView, ...]:
    found = []
    for related in document.related:
        if other := known.get(related.work):
            titles = commitments(other.version(READER).body or other.version().body) if related.commitment else {}
            about = _commitment(related.commitment, titles)
            found.append(_related(other, f"Carries out {about}" if about else None, related.commitment))
    return tuple(found)


def _named_by(document: Document, others: Iterable[Document]) -> tuple[RelatedView, ...]:
    titles = commitments(document.version(READER).body or document.version().body)
    found = []
    for other in others:
        abouts = [_commitment(each.commitment, titles) for each in other.related if each.work == document.id]
        carried = [about for about in abouts if about]
        found.append(_related(other, f"Carries out {carried[0]}" if carried else None))
    return tuple(found)


def _more(document: Document, named_by: NamedBy) -> MoreView | None:
    more = named_by.total - len(named_by.works)
    if not more:
        return None
    return MoreView(f"{number(more)} more", links.to_search(to_text(Filter("related", document.id))))


def _commitment(number: int | None, titles: Mapping[int, str]) -> str | None:
    if number is None:
        return None
    return f"commitment {number}: {titles[number]}" if number in titles else f"commitment {number}"


def _related(other: Document, about: str | None, commitment: int | None = None) -> RelatedView:
    version = other.version(shown_language(other))
    anchor = f"#commitment-{commitment}" if commitment else ""
    return RelatedView(
        Text.of(version.title, version.language),
        links.work(other.id) + anchor,
        type_(other.type),
        place(other),
        years(other),
        about,
    )


def _shown(url: str) -> str:
    """An address as people read it, without its scheme."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


def _license_url(license_: str | None) -> str | None:
    if license_ and (parts := license_.upper().split("-"))[0] == "CC" and len(parts) > 2:
        return f"https://creativecommons.org/licenses/{'-'.join(parts[1:-1]).lower()}/{parts[-1]}/"
    return None
