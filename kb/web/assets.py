"""Stylesheet, script and icon: read once, named by what is in them, so that a browser may keep them for ever."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kb.errors import NotFound

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {".css": "text/css", ".ico": "image/x-icon", ".js": "text/javascript", ".svg": "image/svg+xml"}
ROBOTS = """User-agent: *
Disallow: /search?*
Disallow: /search/
Disallow: /search.
Disallow: /explain
Disallow: /api/
"""
"""Works, themes and the list of all works are for search engines; searches and facets are without number."""

FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A file: its content, media type and a short hash of the content."""

    content: bytes
    media_type: str
    version: str


class Assets:
    """The files of a folder by name."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._assets: Mapping[str, Asset] = {path.name: _read(path) for path in sorted(folder.iterdir())}

    @property
    def version(self) -> str:
        """A short hash of all of them."""
        return _hash("".join(asset.version for asset in self._assets.values()).encode())

    def url(self, name: str) -> str:
        """The address of a file, new whenever the file is."""
        return f"/static/{self._assets[name].version}/{name}"

    def answer(self, request: Request) -> Response:
        """`GET /static/{version}/{name}`: kept for ever under its own version, asked for again under another one."""
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            raise NotFound("There is no such file.")
        current = request.path_params["version"] == asset.version
        headers = {"Cache-Control": FOR_EVER if current else "no-cache"}
        return Response(asset.content, media_type=asset.media_type, headers=headers)

    def icon(self, _request: Request) -> Response:
        """`GET /favicon.ico`: what is asked for where no page names the icon."""
        asset = self._assets["icon.ico"]
        return Response(asset.content, media_type=asset.media_type, headers={"Cache-Control": "public, max-age=86400"})

    def robots(self, _request: Request) -> Response:
        """`GET /robots.txt`."""
        return PlainTextResponse(ROBOTS, headers={"Cache-Control": "public, max-age=86400"})


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(content, MEDIA_TYPES[path.suffix], _hash(content))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
