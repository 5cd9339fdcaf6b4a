"""Links from page to page."""

import pytest

from kb.web.pages.pagination import last_page, page_links


@pytest.mark.parametrize(
    ("page", "last", "expected"),
    [
        (1, 1, ""),
        (1, 3, "[1] 2 3 Next"),
        (2, 3, "Previous 1 [2] 3 Next"),
        (3, 3, "Previous 1 2 [3]"),
        (1, 9, "[1] 2 3 … 9 Next"),
        (5, 9, "Previous 1 2 3 4 [5] 6 7 8 9 Next"),
        (6, 20, "Previous 1 … 4 5 [6] 7 8 … 20 Next"),
        (20, 20, "Previous 1 … 18 19 [20]"),
        (30, 20, "1 … 20"),
    ],
)
def test_the_controls_read_like_this(page: int, last: int, expected: str) -> None:
    """First, last and two on each side; a gap stands for two pages or more, never for one."""
    links = page_links(page, last, lambda number: f"?page={number}")
    assert " ".join(f"[{link.text}]" if link.current else link.text for link in links) == expected


def test_controls_lead_where_they_say() -> None:
    """The current page and a gap lead nowhere."""
    links = {link.text: (link.url, link.rel) for link in page_links(6, 20, str)}
    assert links["Previous"] == ("5", "prev")
    assert links["Next"] == ("7", "next")
    assert links["6"] == links["…"] == (None, None)
    assert links["20"] == ("20", None)


@pytest.mark.parametrize(("total", "last"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_the_last_page_holds_the_last_work(total: int, last: int) -> None:
    """And nothing found still has a first page."""
    assert last_page(total, 20) == last
