"""Answers that a browser keeps: an ETag from the build, the software and the canonical address."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


class AnyTag:
    """Middleware that answers `If-None-Match: *` with 304 wherever there is something: only the answer tells."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and of an answer that the browser has already the head alone."""
        if scope["type"] != "http" or Headers(scope=scope).get("if-none-match", "").strip() != "*":
            await self._app(scope, receive, send)
            return
        held = False

        async def send_head(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and message["status"] == 200:
                held = True
                message["status"] = 304
                for name in ("content-type", "content-length", "content-encoding"):
                    del MutableHeaders(scope=message)[name]
            elif held and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, send_head)
