"""What every page and answer is made with, put together once."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from kb import meaning
from kb.engine import Description, Engine, Results
from kb.export.reference import COLLECTION
from kb.meaning import Meaning, Vectors
from kb.query import MEANINGS, Search
from kb.settings import Settings
from kb.text import slug
from kb.vocabulary import Matcher, Vocabulary
from kb.web import params
from kb.web.assets import Assets
from kb.web.caching import etag
from kb.web.labels import Labels
from kb.web.names import Names
from kb.web.places import Places
from kb.web.tallies import Tallies

CODE = Path(__file__).parent
TEMPLATES = CODE.parents[1] / "templates"


@dataclass(frozen=True)
class Site:
    """The engine and everything that turns its results into pages."""

    settings: Settings
    engine: Engine
    labels: Labels
    places: Places
    tallies: Tallies
    names: Names
    meaning: Meaning
    assets: Assets
    templates: Jinja2Templates
    software: str

    def labels_for(self, results: Results, description: Description, offered: Iterable[tuple[str, str]] = ()) -> Labels:
        """The labels for these results and what is offered beside them (field and value), the names of their cities
        among them."""
        keys = [value.value for value in results.facets["city"].values]
        return self.labels_with([*keys, *(value for name, value in offered if name == "city")], description)

    def labels_with(self, keys: Iterable[str], description: Description) -> Labels:
        """The labels, the names of these cities among them."""
        return replace(self.labels, cities=self.places.names(keys, description.build))

    def read(self, request: Request, but: Collection[str] = ()) -> Search:
        """The search at an address, some parameters left unread. A theme may be ticked by any of its names and a city
        without its country, as they may be typed."""
        search = params.read((name, value) for name, value in request.query_params.multi_items() if name not in but)
        filed = {"theme": lambda value: self.labels.vocabulary.resolve(value) or value, "city": slug}
        named = {
            name: tuple(sorted(set(map(filed[name], search.filters[name])))) for name in filed.keys() & search.filters
        }
        return replace(search, filters={**search.filters, **named})

    def meant(self, search: Search, description: Description) -> tuple[Search, Vectors | None]:
        """A search as this site can answer it, and the vectors of its index; without vectors nothing is searched for by
        meaning, whatever the address says."""
        vectors = self.meaning.vectors(description.build)
        return (search if vectors else replace(search, meaning=MEANINGS[0])), vectors

    def tag(self, description: Description, address: str) -> str:
        """The ETag of the answer at an address."""
        return etag(description.build, self.software, address)

    def address(self, request: Request) -> str:
        """The address that the site is reached at, for links that leave it."""
        return self.settings.base_url.rstrip("/") or str(request.base_url).rstrip("/")

    def render(
        self, request: Request, template: str, page: Any, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> Response:
        """A page as HTML: the template sees the page and nothing else."""
        return self.templates.TemplateResponse(request, template, {"page": page}, status, headers)


def build_site(settings: Settings, engine: Engine, vocabulary: Vocabulary, matcher: Matcher) -> Site:
    """Read templates and assets and put the site together."""
    assets = Assets()
    software = _fingerprint(assets.version, repr(vocabulary), settings.base_url)
    templates = Jinja2Templates(env=_environment(assets))
    places, tallies, names = Places(engine), Tallies(engine, vocabulary), Names(engine, matcher, vocabulary)
    vectors = Meaning(meaning.path(settings.index, settings.engine))
    labels = Labels.of(vocabulary)
    return Site(settings, engine, labels, places, tallies, names, vectors, assets, templates, software)


def _environment(assets: Assets) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals["asset"] = assets.url
    environment.globals["site_name"] = COLLECTION
    return environment


def _fingerprint(*parts: str) -> str:
    """A short hash of the code and templates of the site: another version of them makes other pages."""
    digest = hashlib.sha256("\n".join(parts).encode())
    for path in sorted([*CODE.rglob("*.py"), *TEMPLATES.glob("*.html")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
