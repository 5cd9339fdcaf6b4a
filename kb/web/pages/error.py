"""The page that says what went wrong."""

from dataclasses import dataclass
from http import HTTPStatus

TITLES = {
    400: "This search cannot be understood",
    404: "There is no such page",
    405: "This address cannot be used like that",
    503: "The index is not answering",
}


@dataclass(frozen=True)
class ErrorPage:
    """The page for something that went wrong.

    - `status`: the HTTP status
    - `title`, `message`: what is wrong, in a few words and in a sentence
    - `field`: the parameter that is wrong, where a search cannot be understood for it
    - `q`: the query as typed, so that it is not lost
    - `command`: what mends it, where a command does
    """

    status: int
    title: str
    message: str
    field: str | None
    q: str
    command: str | None


def error_page(
    status: int, message: str, field: str | None = None, q: str = "", command: str | None = None
) -> ErrorPage:
    """The page for a status and what is known about its reason."""
    title = TITLES.get(status, "Something went wrong here")
    return ErrorPage(status, title, message, field if status == HTTPStatus.BAD_REQUEST else None, q, command)
