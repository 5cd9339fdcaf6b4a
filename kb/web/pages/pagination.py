"""The links from one page of results to the others."""

from collections.abc import Callable
from dataclasses import dataclass

AROUND = 2
"""Pages shown on each side of the current one."""


@dataclass(frozen=True)
class PageLink:
    """A control: its text, where it leads (`None` for the current page and for a gap), and its relation."""

    text: str
    url: str | None
    current: bool = False
    rel: str | None = None


def last_page(total: int, per_page: int) -> int:
    """The number of the last page; there is always a first one."""
    return max(1, -(-total // per_page))


def page_links(page: int, last: int, address: Callable[[int], str]) -> tuple[PageLink, ...]:
    """The controls of a page: previous, first, those around, last, next; none where there is one page only."""
    if last == 1:
        return ()
    shown = sorted({1, *range(max(1, page - AROUND), min(last, page + AROUND) + 1), last})
    links = []
    if 1 < page <= last:
        links.append(PageLink("Previous", address(page - 1), rel="prev"))
    before = 0
    for number in shown:
        if number == before + 2:
            links.append(_number(number - 1, page, address))
        elif number > before + 2:
            links.append(PageLink("…", None))
        links.append(_number(number, page, address))
        before = number
    if page < last:
        links.append(PageLink("Next", address(page + 1), rel="next"))
    return tuple(links)


def _number(number: int, page: int, address: Callable[[int], str]) -> PageLink:
    return PageLink(str(number), None if number == page else address(number), number == page)
