"""Answers that a browser keeps: an ETag from the build, the software and the canonical address."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

REVALIDATE = "no-cache"
"""Keep it, but ask each time whether it still holds: a new build is seen at once."""


def etag(build: str, software: str, address: str) -> str:
    """The tag of an answer; weak, since it may travel compressed or not."""
    digest = hashlib.sha256(f"{build}\n{software}\n{address}".encode()).hexdigest()
    return f'W/"{digest[:20]}"'


def not_modified(request: Request, tag: str) -> Response | None:
    """The answer 304 when the browser already has what the tag stands for."""
    held = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    if tag.removeprefix("W/") not in held:
        return None
    return Response(status_code=304, headers=headers(tag))


def headers(tag: str) -> dict[str, str]:
    """The headers that let an answer be kept."""
    return {"ETag": tag, "Cache-Control": REVALIDATE}
