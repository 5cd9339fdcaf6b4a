"""Everybody can use it: axe, keyboard, small screens, no JavaScript, languages."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Opened = Callable[..., Page]

PAGES = {
    "home": "/",
    "results": "/search?q=budget&theme=participatory-budgeting&theme=children",
    "arabic": "/search?country=TN",
    "values": "/search/values?facet=year&q=budget&year=1990",
    "nothing": "/search?q=grenoble+xylophone&type=news",
    "work": "/documents/grenoble-declaration?language=fr",
    "practice": "/documents/porto-alegre-budget",
    "themes": "/themes",
    "theme": "/themes/participatory-budgeting",
    "explained": "/explain?id=news-grenoble&q=grenoble+xylophone&country=FR",
    "about": "/about",
    "refused": "/search?q=budget&year_from=abc",
}
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(opened: Opened, path: str, width: int) -> None:
    """WCAG and good practice, contrast and size of targets among them, small and wide, in light and dark."""
    page = opened(path, width, color_scheme="light")
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark")
    found = Axe().run(page, options=COLOURS)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_small_screen_scrolls_one_way_only(opened: Opened, path: str) -> None:
    """At 390 pixels, and at 320, which is what a screen of 1280 is at four times the size."""
    page = opened(path, 390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_search_works_without_javascript(opened: Opened) -> None:
    """Type, search, tick, untick, turn the page, read: all of it are links and forms."""
    page = opened("/", 390, java_script_enabled=False)
    page.get_by_role("searchbox").fill("budget")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("for “budget”")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("link", name="Report 25 works").click()
    expect(page.get_by_role("status")).to_have_text("25 works for “budget” in type Report")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("article")).to_have_count(5)
    page.get_by_role("link", name="Remove filter: Type Report").click()
    expect(page.get_by_role("status")).not_to_contain_text("in type")
    page.get_by_role("article").first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_years_can_be_asked_for_without_javascript(opened: Opened) -> None:
    """The form keeps the rest of the search."""
    page = opened("/search?q=report", java_script_enabled=False)
    page.get_by_label("From").fill("2010")
    page.get_by_role("button", name="Apply years").click()
    expect(page.get_by_role("status")).to_contain_text("for “report” since 2010")


def test_several_values_are_picked_without_javascript(opened: Opened) -> None:
    """Looked for by the letters of their names, and ticked together."""
    page = opened("/search?q=report", java_script_enabled=False)
    page.get_by_role("link", name="more values of Year").click()
    page.get_by_label("Letters of the name").fill("199")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("checkbox")).to_have_count(10)
    page.get_by_label("1991").check()
    page.get_by_label("1993").check()
    page.get_by_role("button", name="Show works").click()
    expect(page.get_by_role("status")).to_have_text("2 works for “report” in year 1991 or 1993")


def test_values_narrow_while_letters_are_typed(opened: Opened) -> None:
    """And the count says so."""
    page = opened("/search/values?facet=country")
    page.get_by_label("Letters of the name").fill("fra")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("1 of ")


def test_the_button_for_what_is_picked_is_at_hand_and_covers_nothing_before(opened: Opened) -> None:
    """However long the list; what has the focus is never under it."""
    page = opened("/search/values?facet=year", 390, reduced_motion="reduce")
    button, first = page.get_by_role("button", name="Show works"), page.get_by_role("checkbox").first
    expect(button).not_to_be_in_viewport()
    first.check()
    expect(button).to_be_in_viewport()
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "(at => document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2) === document.activeElement)"
            "(document.activeElement.getBoundingClientRect())"
        )


def _walk(page: Page, steps: int) -> list[str]:
    names = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        names.append(page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.replace(/\\s+/g, ' ').trim()"
        ))  # fmt: skip
    return names


def test_the_keyboard_reaches_everything_in_the_order_of_the_page(opened: Opened) -> None:
    """Skip link first, then head, applied filters, facets, orders, results."""
    page = opened("/search?q=budget&type=report")
    names = _walk(page, 120)
    order = ["Skip to results", "Local democracy knowledge base", "Search the collection", "Search", "Browse", "Themes",
             "About", "Remove filter: Type Report ×", "Clear all filters"]  # fmt: skip
    assert names[: len(order)] == order
    places = [names.index(name) for name in ("From", "Report 25 works, filter is on", "Newest", "Report 0 on budgets")]
    assert places == sorted(places)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_what_was_searched_for_too_is_one_line_that_opens(opened: Opened, width: int) -> None:
    """However many names there are; without JavaScript too."""
    page = opened("/search?q=participatory+budgeting+youth+money+children", width, java_script_enabled=False)
    summary = page.locator(".also summary")
    box = summary.bounding_box()
    assert box is not None
    assert box["height"] < 36
    assert box["x"] + box["width"] <= width
    expect(page.locator(".also .rest")).to_be_in_viewport()
    names = page.locator(".also details > p").first
    expect(names).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(names).to_contain_text("Pressupostos participatius")
    expect(names).to_be_visible()


def test_the_skip_link_skips(opened: Opened) -> None:
    """The next stop is past the head."""
    page = opened("/search?q=budget&type=report")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to results")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert _walk(page, 1) == ["Remove filter: Type Report ×"]


def test_filters_of_a_small_screen_open_by_keyboard(opened: Opened) -> None:
    """They are out of the way until asked for."""
    page = opened("/search?q=budget", 390)
    facet = page.get_by_role("link", name="Report 25 works")
    expect(facet).to_be_hidden()
    page.locator(".facets-all > summary").focus()
    page.keyboard.press("Enter")
    expect(facet).to_be_visible()


def test_themes_of_a_small_screen_open_by_keyboard(opened: Opened) -> None:
    """Group by group; without JavaScript too."""
    page = opened("/themes", 390, java_script_enabled=False)
    theme = page.get_by_role("link", name="Participatory budgeting")
    expect(theme).to_be_hidden()
    page.get_by_role("group").filter(has_text="narrower themes of Participatory process").locator(
        "summary"
    ).first.focus()
    page.keyboard.press("Enter")
    expect(theme).to_be_visible()
    theme.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Participatory budgeting")


def test_groups_of_themes_are_open_on_a_wide_screen(opened: Opened) -> None:
    """Deeper themes open on demand."""
    page = opened("/themes")
    expect(page.get_by_role("link", name="Participatory budgeting")).to_be_visible()
    expect(page.get_by_role("link", name="Youth participatory budgeting")).to_be_hidden()


def test_one_can_ask_why_a_work_is_not_found_without_javascript(opened: Opened) -> None:
    """From a search that finds nothing, by keyboard, with the address of the work."""
    page = opened("/search?q=grenoble+xylophone", java_script_enabled=False)
    page.get_by_role("link", name="Find out why it is not found").click()
    page.get_by_label("Work, by its id or address").fill("http://example.org/documents/agenda")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("It is not found: it does not have “grenoble” or “xylophone”.")
    expect(page.get_by_label("Work, by its id or address")).to_have_value("agenda")


def test_a_filter_is_accepted_in_place_of_its_words(opened: Opened) -> None:
    """The words leave the box, the filter is on, and can be taken off again."""
    page = opened("/search?q=grenoble+declaration", java_script_enabled=False)
    page.get_by_role("link", name="City: Grenoble in place of “grenoble”").click()
    expect(page.get_by_role("searchbox")).to_have_value("declaration")
    expect(page.get_by_role("link", name="Remove filter: City Grenoble")).to_be_visible()


def test_a_search_is_taken_away_as_a_file(opened: Opened) -> None:
    """Saved under a name that says what it is."""
    page = opened("/search?q=grenoble")
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == "works.bib"


def test_filters_of_a_wide_screen_are_open(opened: Opened) -> None:
    """Beside the results, for eyes and for screen readers."""
    page = opened("/search?q=budget")
    expect(page.get_by_role("link", name="Report 25 works")).to_be_visible()
    assert "Report 25 works" in page.get_by_role("complementary", name="Filters").aria_snapshot()


def test_slash_goes_to_the_search_box_and_can_be_switched_off(opened: Opened) -> None:
    """Inside a field it is a character."""
    page = opened("/about")
    box = page.get_by_role("combobox")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    page.get_by_role("button", name="Shortcuts and completions are on").click()
    page.keyboard.press("/")
    expect(box).not_to_be_focused()


def test_completions_are_chosen_by_keyboard(opened: Opened) -> None:
    """Arrows walk, Escape closes, Enter goes there; typing on is never taken over."""
    page = opened("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("greno")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    assert Axe().run(page, options=OPTIONS).violations_count == 0
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("greno")
    page.keyboard.type("b")
    page.keyboard.press("Backspace")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*grenoble*")


def test_completions_speak_the_language_of_the_reader(opened: Opened) -> None:
    """Names of themes in the language of the browser."""
    page = opened("/", locale="es-AR")
    page.get_by_role("combobox").press_sequentially("presup")
    expect(page.get_by_role("option").first).to_contain_text("Presupuestos participativos")


def test_words_in_other_languages_are_marked_as_such(opened: Opened) -> None:
    """Titles and snippets of results, title and text of a work."""
    page = opened("/search?q=presupuestos&expand=0")
    expect(page.get_by_role("link", name="Plan de distrito")).to_have_attribute("lang", "es")
    expect(page.locator(".snippet").first).to_have_attribute("lang", "es")
    page = opened("/documents/grenoble-declaration?language=fr")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "fr")
    expect(page.locator(".text")).to_have_attribute("lang", "fr")


def test_focus_is_always_seen(opened: Opened) -> None:
    """Every stop has an outline of its own."""
    page = opened("/search?q=budget")
    for _ in range(25):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2


def test_motion_is_for_those_who_want_it(opened: Opened) -> None:
    """Nothing moves for those who asked for less."""
    page = opened("/", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_a_printed_page_holds_the_text_and_not_the_controls(opened: Opened) -> None:
    """Facets, forms and links between pages stay on the screen."""
    page = opened("/search?q=budget")
    page.emulate_media(media="print")
    expect(page.get_by_role("status")).to_be_visible()
    for selector in (".facets", ".searchbox", ".sorts", ".pages", ".site-head nav"):
        expect(page.locator(selector)).to_be_hidden()
