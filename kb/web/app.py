"""The application: routes, middleware, handlers of errors."""

import gc
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from threading import Timer

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from kb.engine import Engine
from kb.engines import open_engine
from kb.errors import KbError
from kb.planner import Planner
from kb.settings import Settings
from kb.text import Analysis
from kb.vocabulary import Matcher, Vocabulary, load
from kb.web.api import Api
from kb.web.caching import AnyTag
from kb.web.exports import Exports
from kb.web.failures import Failures
from kb.web.kept import KeptAnswers
from kb.web.security import SecurityHeaders
from kb.web.site import build_site
from kb.web.thesaurus import Thesaurus
from kb.web.views import Views

WARM_UP = 1.0
"""Seconds after the start, when the site answers."""

YOUNG = 20_000
"""So many new objects before Python looks for garbage in cycles: one answer makes thousands, hardly any in cycles."""

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def create_app(
    settings: Settings,
    engine: Engine,
    vocabulary: Vocabulary,
    lifespan: Lifespan | None = None,
    matcher: Matcher | None = None,
) -> Starlette:
    """The site over an engine that somebody else opened and closes; with a matcher that somebody else made, or its
    own."""
    site = build_site(settings, engine, vocabulary, matcher or Matcher(vocabulary, Analysis(settings.reference)))
    views, thesaurus, exports = Views(site), Thesaurus(site), Exports(site)
    api, failures = Api(site), Failures(site)
    return Starlette(
        routes=[
            Route("/", views.home),
            Route("/search", views.search),
            Route("/search/values", views.values),
            *exports.routes(),
            Route("/documents/{id}", views.work),
            Route("/themes", thesaurus.themes),
            Route("/themes.ttl", thesaurus.turtle),
            Route("/themes/{id}", thesaurus.theme),
            Route("/explain", views.explain),
            Route("/about", views.about),
            Route("/api/search", api.search),
            Route("/api/documents/{id}", api.work),
            Route("/api/explain", api.explain),
            Route("/api/suggest", api.suggest),
            Route("/healthz", api.health),
            Route("/openapi.json", api.description),
            Route("/static/{version}/{name}", site.assets.answer),
            Route("/favicon.ico", site.assets.icon),
            Route("/robots.txt", site.assets.robots),
        ],
        middleware=[
            Middleware(KeptAnswers, build=lambda: engine.describe().build, most=settings.answers),
            Middleware(AnyTag),
            Middleware(SecurityHeaders),
            Middleware(GZipMiddleware, compresslevel=5),
        ],
        exception_handlers={
            KbError: failures.known,
            HTTPException: failures.http,
            Exception: failures.unknown,
        },
        lifespan=lifespan,
    )


def root() -> Starlette:
    """The site as the environment asks for it: `uvicorn --factory kb.web.app:root`."""
    settings = Settings.from_env(os.environ)
    vocabulary = load()
    planner = Planner(Analysis(settings.reference), vocabulary)
    engine = open_engine(settings, planner)
    gc.set_threshold(YOUNG)

    @asynccontextmanager
    async def closing(_app: Starlette) -> AsyncIterator[None]:
        warming = Timer(WARM_UP, _warm_up, args=(planner.matcher,))
        warming.daemon = True
        warming.start()
        yield
        warming.cancel()
        engine.close()

    return create_app(settings, engine, vocabulary, closing, planner.matcher)


def _warm_up(matcher: Matcher) -> None:
    """Make what is made when something is first matched soon after the start, so that few readers wait for it; what is
    there then stays, and is not looked through for garbage again."""
    matcher.mentions([])
    gc.collect()
    gc.freeze()
