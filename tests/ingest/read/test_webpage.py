"""HTML pages."""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from kb.ingest.read import kept, read
from tests.ingest.conftest import LIMIT, Opened, only, refusal

SAMPLES = Path(__file__).parents[2] / "samples"
CASE = """<html lang="en"><head><link rel="canonical" href="https://participedia.net/case/1"></head><body>
<header>Menu</header><main><div class="reader-view"><aside><h2>Data</h2>
<dl><dt>Location</dt><dd>Madrid</dd></dl><dl><dt>Start Date</dt><dd>March 3, 2017</dd></dl>
<dl><dt>Country</dt><dd>Spain</dd></dl></aside><article><h1>Decide Madrid</h1>
<div class="case-data-accordion"><dl><dt>Start Date</dt><dd>twice</dd></dl></div>
<div class="body-content"><h2>Problems and Purpose</h2><p>Residents propose.</p></div></article></div></main></body>
</html>"""


def test_nothing_of_a_sheet_is_lost() -> None:
    """Every list item, term, definition and cell; neither menu nor cookie text."""
    path = SAMPLES / "sheet.html"
    source = only(read(path, "sheet.html", LIMIT))
    main = LexborHTMLParser(path.read_text()).css_first("main")
    assert main is not None
    assert kept.lost(main, source.body) == []
    assert not any(word in source.body for word in ("Inici", "galetes", "Avís", "alert", "protected"))


def test_what_a_page_says_of_itself() -> None:
    """Title, language, description, address, and the fields of a sheet whose terms are known."""
    source = only(read(SAMPLES / "sheet.html", "sheet.html", LIMIT))
    assert (source.title, source.hint) == ("Pressupostos participatius de Terrassa", "ca")
    assert source.declared == {
        "summary": "Una fitxa de prova amb llistes i taules.", "sources": "https://oidp.net/ca/practice.php?id=1",
        "city": "Terrassa", "country": "Espanya", "year": "20-10-2014",
    }  # fmt: skip


def test_a_known_site_has_its_rule(opened: Opened) -> None:
    """Its data stand twice, and are taken once."""
    source = only(opened("a.html", CASE))
    assert source.declared["year"] == "March 3, 2017"
    assert source.declared["country"] == "Spain"
    assert source.body.count("Start Date") == 1
    assert "Problems and Purpose" in source.body
    assert "Menu" not in source.body


def test_an_unknown_page_keeps_its_lists_with_a_warning() -> None:
    """When the extractor loses a cell, all is kept; a menu of links is not, and that is said."""
    path = SAMPLES / "unmarked.html"
    reading = read(path, "unmarked.html", LIMIT)
    source = only(reading)
    for words in ("Doce reuniones", "de 8 a 11 años", "Propuestas", "45", "comenzó en 1996"):
        assert words in source.body
    assert "Prensa" not in source.body
    assert "menus: 1" in reading.problems[0].reason
    assert not reading.problems[0].refuses


def test_external_entities_are_never_read(opened: Opened) -> None:
    """Of a page or of any XML."""
    text = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><main><p>&x;</p></main></body></html>'
    for name in ("a.html", "a.xhtml", "a.xml"):
        assert refusal(opened(name, text)) == (
            "xml", "declares an external entity, which is never read; expected a page without one.",
        )  # fmt: skip


def test_other_xml_is_refused(opened: Opened) -> None:
    """A feed is no page."""
    assert refusal(opened("a.xml", "<rss><channel/></rss>")) == ("format", "found XML of another kind, expected XHTML.")


def test_a_page_without_text_is_refused(opened: Opened) -> None:
    """There is nothing to find."""
    assert refusal(opened("a.html", "<html><body><nav>Menu</nav></body></html>"))[0] == "body"


def test_the_encoding_that_a_page_states(opened: Opened) -> None:
    """iso-8859-1 is what browsers take it for."""
    page = '<meta charset="iso-8859-1"><main><h1>Año “uno”</h1><p>x</p></main>'.encode("cp1252")
    reading = opened("a.html", page)
    assert (only(reading).title, reading.problems) == ("Año “uno”", ())


def test_the_title_leaves_the_body(opened: Opened) -> None:
    """It would be shown twice."""
    source = only(opened("a.html", "<title>Site</title><main><h1>A <b>b</b></h1><p>c</p></main>"))
    assert (source.title, source.body) == ("A b", "c")


def test_several_headings_leave_the_title_to_the_head(opened: Opened) -> None:
    """None of them is the page's."""
    assert only(opened("a.html", "<title>Site</title><main><h1>A</h1><h1>B</h1></main>")).title == "Site"
