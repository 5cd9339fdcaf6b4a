"""The engines behind the port; a root opens one by its name."""

from kb.engine import Engine
from kb.errors import EngineUnavailable
from kb.planner import Planner
from kb.settings import Settings

EXTRAS = {"tantivy": "tantivy", "opensearchpy": "opensearch"}
"""The package that an optional engine needs, and the extra that installs it."""


def open_engine(settings: Settings, planner: Planner) -> Engine:
    """The engine that the settings name; `EngineUnavailable` says what to install when its package is missing.

    Nothing is read yet: a missing or stale index is told by the first search.
    """
    try:
        return _open(settings, planner)
    except ModuleNotFoundError as error:
        extra = EXTRAS.get(error.name or "")
        if extra is None:
            raise
        install = f"pip install 'local-democracy-kb[{extra}]'"
        raise EngineUnavailable(f"The engine {settings.engine!r} needs {error.name!r}: {install}.") from error


def _open(settings: Settings, planner: Planner) -> Engine:
    match settings.engine:
        case "memory":
            from kb.engines.memory import MemoryEngine

            return MemoryEngine(planner)
        case "opensearch":
            from kb.engines.opensearch import OpenSearchEngine

            return OpenSearchEngine(settings, planner)
        case "tantivy":
            from kb.engines.files import FileEngine
            from kb.engines.tantivy import TantivyFormat

            return FileEngine(settings.index / "tantivy", planner, TantivyFormat())
    from kb.engines.files import FileEngine
    from kb.engines.whoosh import WhooshFormat

    return FileEngine(settings.index / "whoosh", planner, WhooshFormat())
