"""Where the content of known sites stands, what to leave out of it, and where they put their fields."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A kind of page. `hosts` and what ends with them, or `marks`, a selector that only such pages match;
    `keep` holds the content, `drop` is taken out of it; `labels` are the terms of a sheet whose values follow."""

    hosts: tuple[str, ...]
    marks: str
    keep: str
    drop: str = ""
    labels: str = ""


RULES = (
    # the metadata stand twice: beside the text, and folded above it for small screens
    Rule(("participedia.net",), ".reader-view article .body-content", ".reader-view",
         ".case-data-accordion, .social-media, .carousel, .edit-button, aside > h2", "aside dt"),
    Rule(("participate.oidp.net", "decidim.org"), "meta[name=generator][content*=Decidim]", "main",
         ".share-modal, .reveal, [data-dialog], .comments, .add-comment, .order-by, .pagination", "main dt"),
    Rule(("oidp.net",), "", "main, #content, .content", ".share, .social, .related, .breadcrumb", "dt, th[scope=row]"),
)  # fmt: skip

NOISE = (
    "nav, footer, aside.sidebar, [role=navigation], [role=search], [role=dialog], [role=contentinfo], dialog, #cookies,"
    " [id*=cookie i], [class*=cookie i], [id*=onetrust i], .breadcrumb, .breadcrumbs, .skip-link, .sr-only-focusable,"
    " .social-share, .share-buttons, .addtoany_share_save_container"
)
"""What is never content, on any site."""

CONTENT = ("main", "[role=main]", "article")
"""Elements that say of themselves that they hold the content, the first that stands once in a page is taken."""


def rule_for(host: str, matches: frozenset[str] = frozenset()) -> Rule | None:
    """The rule of a host, or of a page that matches the marks in `matches`; `None` for an unknown site."""
    for rule in RULES:
        if any(host == known or host.endswith(f".{known}") for known in rule.hosts):
            return rule
    return next((rule for rule in RULES if rule.marks and rule.marks in matches), None)
