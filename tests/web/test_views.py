"""The pages as a browser gets them."""

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from starlette.testclient import TestClient

from kb.errors import EngineUnavailable, StaleIndex
from kb.web.pages import (
    AboutPage,
    ErrorPage,
    ExplanationPage,
    HomePage,
    SearchPage,
    ThemePage,
    ThemesPage,
    ValuesPage,
    WorkPage,
)

Rendered = Callable[[str], Any]

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGES = {
    "/": ("home.html", HomePage),
    "/search?q=budget": ("search.html", SearchPage),
    "/search/values?facet=city&q=grenoble": ("values.html", ValuesPage),
    "/documents/grenoble-declaration": ("work.html", WorkPage),
    "/themes": ("themes.html", ThemesPage),
    "/themes/education": ("theme.html", ThemePage),
    "/explain?id=agenda&q=grenoble": ("explain.html", ExplanationPage),
    "/about": ("about.html", AboutPage),
    "/nowhere": ("error.html", ErrorPage),
}


@pytest.mark.parametrize(("path", "expected"), PAGES.items())
def test_a_template_sees_the_page_and_nothing_else(rendered: Rendered, path: str, expected: tuple[str, type]) -> None:
    """Exactly one value of the documented kind is handed over."""
    response = rendered(path)
    assert response.template.name == expected[0]
    assert set(response.context) == {"page", "request"}
    assert type(response.context["page"]) is expected[1]


@pytest.mark.parametrize(("template", "page"), PAGES.values())
def test_every_field_of_a_page_is_documented_and_printed(template: str, page: type) -> None:
    """The class says what each field is, and the template uses all of them and no other."""
    fields = {field.name for field in dataclasses.fields(page)}
    assert page.__doc__ is not None
    documented = {
        name for line in re.findall(r"^ +- (.*?):", page.__doc__, re.MULTILINE) for name in re.findall(r"`(\w+)`", line)
    }
    assert documented == fields
    assert set(re.findall(r"\bpage\.(\w+)", (TEMPLATES / template).read_text(encoding="utf-8"))) == fields


def test_no_template_asks_for_the_request() -> None:
    """What a page shows is in the page."""
    for path in TEMPLATES.glob("*.html"):
        assert "request" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize(
    "path",
    ["/search", "/search?q=budget", "/search?theme=children", "/search?q=grenoble&language=fr", "/search?country=ES"],
)
def test_ticking_a_value_gives_the_number_that_stood_beside_it(rendered: Rendered, path: str) -> None:
    """The law of counts, followed through the links of the page."""
    page: SearchPage = rendered(path).context["page"]
    for facet in page.facets:
        if any(value.selected for value in facet.values):
            continue
        for value in facet.values:
            found: SearchPage = rendered(value.toggle_url).context["page"]
            assert found.summary.split()[0] == str(value.count), value.toggle_url
            [ticked] = [each for each in _facet(found, facet.field).values if each.selected]
            assert (ticked.label, ticked.count) == (value.label, value.count)


def _facet(page: SearchPage, field: str) -> Any:
    return next(facet for facet in page.facets if facet.field == field)


def _links(html: str) -> set[str]:
    """Every address that a page links to on the site itself."""
    return {url.replace("&amp;", "&") for url in re.findall(r'href="(/[^"]*)"', html)}


def test_every_link_of_a_page_leads_somewhere(client: TestClient) -> None:
    """Filters, orders, pages, works, assets: none is broken, and all searches are at their canonical address."""
    for path in (
        "/",
        "/search?q=grenoble",
        "/search/values?facet=year&q=grenoble",
        "/documents/news-grenoble",
        "/themes/children",
        "/explain?id=agenda&q=a+b",
        "/about",
    ):
        for link in _links(client.get(path).text):
            response = client.get(link)
            assert response.status_code == 200 or "network-iopd" in link, link


def test_values_can_be_looked_for_and_picked(rendered: Rendered) -> None:
    """All of them, with the counts of the law; what does not have the letters stays picked."""
    page: ValuesPage = rendered("/search/values?facet=year&q=minutes&year=1950&find=199").context["page"]
    assert [choice.label for choice in page.choices] == ["1994", "1993", "1992", "1991", "1990"]
    assert page.hidden == (("q", "minutes"), ("year", "1950"))
    found: SearchPage = rendered("/search?q=minutes&year=1950&year=1994").context["page"]
    assert found.summary.startswith("2 works")


@pytest.mark.parametrize("path", ["/search/values", "/search/values?facet=title", "/search/values?facet=city&year=x"])
def test_values_of_no_facet_are_refused(client: TestClient, path: str) -> None:
    """The page names what was wrong."""
    response = client.get(path)
    assert response.status_code == 400
    assert ("is not a facet" in response.text) or ("is not a year" in response.text)


def test_pages_can_be_turned_to_the_last_work(rendered: Rendered) -> None:
    """Next leads through all of them, none twice."""
    url: str | None = "/search?q=minutes&sort=oldest&expand=0"
    seen: list[str] = []
    while url:
        page: SearchPage = rendered(url).context["page"]
        seen += [hit.url for hit in page.hits]
        url = next((link.url for link in page.pages if link.rel == "next"), None)
    assert len(seen) == len(set(seen)) == 45


def test_a_page_past_the_end_says_so(client: TestClient) -> None:
    """With a way back."""
    html = client.get("/search?q=minutes&page=99").text
    assert "45 works" in html
    assert "Go to the last page" in html


def test_two_cities_of_one_name_are_told_apart(rendered: Rendered) -> None:
    """By their country; others stand alone."""
    page: SearchPage = rendered("/search").context["page"]
    labels = {value.label for value in _facet(page, "city").values}
    assert {"Córdoba (Argentina)", "Córdoba (Spain)", "Porto Alegre", "Łódź"} <= labels


def test_a_title_in_another_language_says_which(client: TestClient) -> None:
    """Also from right to left, and on the snippet."""
    html = client.get("/search?country=TN").text
    assert 'lang="ar" dir="rtl">منتدى الديمقراطية المحلية</a>' in html
    assert '<p class="snippet" lang="ar" dir="rtl">' in html


def test_what_was_typed_is_shown_as_text(client: TestClient) -> None:
    """Nothing that is typed becomes part of the page."""
    response = client.get("/search", params={"q": '"><script>alert(1)</script>'})
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;" in response.text


@pytest.mark.parametrize(
    "q",
    ['"', "[", "*", "(((", "-", "\x00", "参与 预算", "бюджет", "а" * 10_000, "(" * 3000, "OR OR", "\ud800"[:0] + "a:/"],
)
def test_no_query_breaks_the_page(client: TestClient, q: str) -> None:
    """An answer, or a refusal that names the field; never an error of ours."""
    assert client.get("/search", params={"q": q}).status_code in (200, 400)


def test_a_query_of_nothing_is_answered_with_a_note(client: TestClient) -> None:
    """The reader is told why all works are shown."""
    assert "can be searched for" in client.get("/search", params={"q": "[*]"}).text


def test_nothing_found_offers_what_would_find_something(rendered: Rendered) -> None:
    """With the number that each alternative gives."""
    page: SearchPage = rendered("/search?q=grenoble+xylophone").context["page"]
    offered = {each.label: each for each in page.alternatives}
    assert "Leave out “grenoble”" not in offered
    other = offered["Leave out “xylophone”"]
    found: SearchPage = rendered(other.url).context["page"]
    assert found.summary.startswith(other.count.split()[0])


@pytest.mark.parametrize("path", ["/search?q=theme:childrn", "/search?theme=childrn", "/search?q=-theme:childrn"])
def test_a_theme_that_there_is_not_is_said_to_be_none(client: TestClient, path: str) -> None:
    """Typed or ticked, with the nearest and the way to all."""
    html = client.get(path).text
    assert "The thesaurus has no theme “childrn”." in html
    assert f'<a href="{path.replace("childrn", "children").replace(":", "%3A")}" rel="nofollow">Children</a>' in html
    assert "no theme" not in client.get("/search?theme=mobility").text


def test_a_city_without_works_is_said_to_be_one(client: TestClient) -> None:
    """Its nearest are those that have works."""
    html = client.get("/search?city=grenobel").text
    assert "No work is in a city “grenobel”." in html
    assert '<a href="/search?city=grenoble-fr" rel="nofollow">Grenoble</a>' in html


def test_a_filter_may_be_named_as_in_a_query(rendered: Rendered) -> None:
    """A theme by any of its names, a city without its country; the address is the canonical one."""
    page: SearchPage = rendered("/search?theme=Enfants&city=C%C3%B3rdoba").context["page"]
    assert page.summary.startswith("2 works in theme Children")
    assert page.canonical == "/search?theme=children&city=cordoba"


def test_words_can_be_made_filters(rendered: Rendered) -> None:
    """Cities by any of their names; the page says which words the filter stands for."""
    response = rendered("/search?q=ciudad+children")
    hints = response.context["page"].hints
    assert [(hint.name, hint.label, hint.words) for hint in hints] == [("Theme", "Children", "children")]
    response = rendered("/search?q=C%C3%B3rdoba+children")
    labels = [hint.label for hint in response.context["page"].hints]
    assert labels == ["Córdoba (Argentina)", "Córdoba (Spain)", "Children"]
    assert "in place of “Córdoba”" in response.text
    assert [hint.count for hint in response.context["page"].hints] == [1, 1, 2]
    accepted: SearchPage = rendered(response.context["page"].hints[0].url).context["page"]
    assert [each.label for each in accepted.applied] == ["Córdoba (Argentina)"]
    assert accepted.q == "children"


def test_it_says_why_a_work_is_not_found(client: TestClient) -> None:
    """Which word is missing, which filter keeps it out, and what each of them costs; the id may be a whole address."""
    address = "https://kb.example/documents/news-grenoble?language=en#x"
    html = client.get("/explain", params={"id": address, "q": "grenoble xylophone", "country": "FR"}).text
    assert "It is not found: it does not have “xylophone”; the filter country France excludes it." in html
    assert '<a href="/search?q=xylophone&amp;country=FR" rel="nofollow">0 works</a>' in html
    assert 'value="news-grenoble"' in html
    assert '<input type="hidden" name="country" value="FR">' in html


def test_a_work_that_is_found_is_shown_among_the_others(rendered: Rendered) -> None:
    """On the page of results where it stands."""
    page: ExplanationPage = rendered("/explain?id=minutes-03&q=minutes&sort=oldest&expand=0").context["page"]
    assert (page.verdict, page.found) == ("It is found: number 4 of 45 works.", True)
    page = rendered("/explain?id=minutes-44&q=minutes&sort=oldest&expand=0").context["page"]
    assert "/documents/minutes-44" in rendered(page.search_url).text


def test_an_unknown_work_is_said_to_be_unknown(client: TestClient) -> None:
    """And without any the form asks for one."""
    response = client.get("/explain?id=lost&q=a")
    assert response.status_code == 404
    assert "There is no work &#39;lost&#39;" in response.text
    assert client.get("/explain").status_code == 200
    assert (
        client.get("/explain", params={"id": "agenda", "q": " ".join(f"word{n}" for n in range(21))}).status_code == 400
    )


def test_nothing_found_leads_to_the_explanation(client: TestClient) -> None:
    """With the search as it was."""
    assert (
        'href="/explain?q=grenoble+xylophone&amp;type=news"'
        in client.get("/search?q=grenoble+xylophone&type=news").text
    )


def test_a_bad_value_is_a_page_that_says_which(client: TestClient) -> None:
    """And keeps what was typed."""
    response = client.get("/search?q=budget+2020&year_from=abc")
    assert response.status_code == 400
    assert "&#39;abc&#39; is not a year" in response.text
    assert "<code>year_from</code>" in response.text
    assert 'value="budget 2020"' in response.text


@pytest.mark.parametrize(
    "path", ["/nowhere", "/themes/nothing", "/documents/nothing", "/documents/a/b", "/static/x/none.css"]
)
def test_what_does_not_exist_is_a_page_of_its_own(client: TestClient, path: str) -> None:
    """With the site around it."""
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Local democracy" in response.text


def test_a_theme_that_does_not_exist_is_no_search_that_went_wrong(client: TestClient) -> None:
    """Nothing is said about parameters."""
    html = client.get("/themes/nope").text
    assert "There is no theme &#39;nope&#39; in the thesaurus." in html
    assert "The parameter is" not in html


def test_one_work_is_no_works(client: TestClient) -> None:
    """Nor for those who have the page read to them."""
    for path in (
        "/",
        "/search",
        "/search/values?facet=year",
        "/themes",
        "/themes/housing",
        "/search?q=ciudad+children",
    ):
        text = re.sub(r"<[^>]+>", "", client.get(path).text)
        assert not re.search(r"(?<!\d)1 works", text), path
        assert not re.search(r"(?<!\d)2 work\b(?!s)", text), path


def test_the_icon_and_the_rules_for_robots_are_where_they_are_looked_for(client: TestClient) -> None:
    """Robots are kept off what is without number, not off works and themes."""
    response = client.get("/favicon.ico")
    assert (response.status_code, response.headers["content-type"]) == (200, "image/x-icon")
    assert response.content[:4] == b"\x00\x00\x01\x00"
    rules = RobotFileParser()
    lines = client.get("/robots.txt").text.splitlines()
    rules.parse(lines)
    open_, closed = (
        ("/", "/search", "/documents/agenda", "/themes/youth"),
        ("/search/values", "/search.csv", "/explain"),
    )
    assert all(rules.can_fetch("*", path) for path in open_)
    assert not any(rules.can_fetch("*", path) for path in (*closed, "/api/search"))
    assert "Disallow: /search?*" in lines


def test_an_engine_that_does_not_answer_is_an_error_not_an_empty_list(
    broken: Callable[[Exception], TestClient],
) -> None:
    """Status 503, worth trying again; what it is about files and hosts is for the log."""
    response = broken(EngineUnavailable("The index in /srv/secret cannot be read.")).get("/search?q=a")
    assert (response.status_code, response.headers["retry-after"]) == (503, "30")
    assert "Please try again in half a minute." in response.text
    assert "secret" not in response.text


def test_a_stale_index_names_the_command_that_mends_it(broken: Callable[[Exception], TestClient]) -> None:
    """For whoever keeps the site; where it is nobody else needs to know."""
    response = broken(StaleIndex("There is no index in /srv/secret.")).get("/")
    assert response.status_code == 503
    assert "python ingest.py --rebuild" in response.text
    assert "secret" not in response.text


def test_a_defect_shows_no_traceback_and_keeps_its_headers(broken: Callable[[Exception], TestClient]) -> None:
    """The reader gets a page."""
    response = broken(RuntimeError("secret /path")).get("/about")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize(
    "path", ["/", "/search", "/documents/agenda", "/themes", "/explain", "/about", "/api/search", "/healthz"]
)
def test_addresses_are_read_only(client: TestClient, path: str) -> None:
    """HEAD is GET without the body, everything else is refused."""
    assert client.head(path).status_code == 200
    response = client.post(path)
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_a_work_can_be_asked_for_in_a_language(client: TestClient) -> None:
    """For one that it lacks the original is shown, and the page says so; one that is none is refused."""
    assert 'lang="fr">Déclaration de Grenoble</h1>' in client.get("/documents/grenoble-declaration?language=fr").text
    html = client.get("/documents/grenoble-declaration?language=pt").text
    assert "There is no version in Portuguese. This is the original, in French." in html
    assert ">Déclaration de Grenoble</h1>" in html
    assert client.get("/documents/grenoble-declaration?language=%3F").status_code == 400


def test_a_work_shows_those_that_name_it(client: TestClient) -> None:
    """Without anything being written on its side."""
    assert 'href="/documents/news-grenoble"' in client.get("/documents/grenoble-declaration").text
    assert 'href="/documents/grenoble-declaration"' in client.get("/documents/news-grenoble").text


def test_a_work_that_everybody_names_shows_the_newest_and_leads_to_all(client: TestClient) -> None:
    """However many they are; what it names itself is not shown twice, and works like it are others."""
    html = client.get("/documents/the-award").text
    section = html.partition('id="related"')[2].partition("</section>")[0]
    assert section.count('href="/documents/') == 1 + 12
    assert section.count('href="/documents/edition-119"') == 1
    assert '<a href="/search?q=related%3Athe-award">107 more<' in section
    assert "120 works" in client.get("/search?q=related%3Athe-award").text
    assert "/documents/edition-" not in html.partition('id="similar"')[2]


def test_a_work_leads_to_its_themes_and_to_works_like_it(client: TestClient) -> None:
    """Those of the same theme in other languages; what it names or is named by is not shown twice."""
    html = client.get("/documents/barcelona-cell").text
    assert '<a href="/themes/housing">Housing</a>' in html
    section = html.partition('id="similar"')[2].partition("</section>")[0]
    assert {"/documents/porto-alegre-budget", "/documents/taipei-budget"} <= _links(section)
    assert "/documents/barcelona-cell" not in section
    assert client.get("/documents/grenoble-declaration").text.count('href="/documents/news-grenoble"') == 1


def test_faceted_addresses_are_kept_out_of_search_engines(client: TestClient) -> None:
    """But their links are followed, and each names its canonical address."""
    html = client.get("/search?type=news&q=grenoble&utm=1").text
    assert '<meta name="robots" content="noindex,follow">' in html
    assert '<link rel="canonical" href="/search?q=grenoble&amp;type=news">' in html
    assert "noindex" not in client.get("/search").text
