"""What a client would rather have."""

import pytest

from kb.web.accept import prefers


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/turtle", True),
        ("text/turtle;q=0.9, text/html;q=0.8", True),
        ("text/html, text/turtle", False),
        ("text/html;q=0.3, TEXT/TURTLE ; q=0.5", True),
        ("*/*", False),
        ("text/*", False),
        ("text/turtle;q=0", False),
        ("text/turtle;q=much", False),
        ("", False),
    ],
)
def test_turtle_is_for_those_who_ask_for_it_by_name(accept: str, expected: bool) -> None:
    """A browser, which takes anything, gets the page; a header that cannot be read asks for nothing."""
    assert prefers(accept, "text/turtle") is expected
