"""The pipeline end to end: from paths to a published build of the index, the ledger and a report."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kb import meaning
from kb.document import Document
from kb.engine import Description, Engine
from kb.errors import StaleIndex
from kb.ingest import batch, ledger
from kb.ingest.batch import Batch, Before, Progress, Reader
from kb.ingest.enrich import Tools
from kb.ingest.gazetteer import Gazetteer
from kb.ingest.pool import Limits, Pool
from kb.ingest.report import Report
from kb.ingest.source import Problem
from kb.planner import Planner
from kb.settings import Settings


@dataclass(frozen=True)
class Options:
    """`dry_run` writes nothing; `rebuild` reads every file again and replaces the whole index."""

    dry_run: bool = False
    rebuild: bool = False


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def ingest(
    paths: Iterable[Path],
    settings: Settings,
    engine: Engine,
    planner: Planner,
    options: Options = Options(),
    progress: Progress = _silent,
    reader: Reader | None = None,
) -> Report:
    """Bring the index to what lies below the paths; none means the collection.

    Only files that changed are read, as far as the ledger can be believed; without a build that can answer, or when
    asked to rebuild, all are read and the whole index is replaced. What else is in the index stays, unless it came
    from a file below the paths that is gone. `EngineUnavailable` when the index cannot be read or written. `reader`
    stands in for the processes that read, in a program that must not start any.
    """
    given = tuple(paths)
    file = ledger.path(settings.index, settings.engine)
    with _tools(settings, planner) as tools, Pool(Limits.of(settings)) as pool:
        # the pool starts a process only when it is asked to read
        basis = _basis(settings, tools)
        before = _before(engine, ledger.load(file), basis, options.rebuild)
        whole = options.rebuild or before.state is None or not (before.trusted or given)
        made = batch.prepare(given or (settings.corpus,), before, reader or pool, tools, whole, progress)
    if options.dry_run:
        return made.report
    _write(made, engine, file, basis)
    return _with_vectors(made.report, settings, engine, progress) if settings.semantic else made.report


@contextmanager
def _tools(settings: Settings, planner: Planner) -> Iterator[Tools]:
    gazetteer = Gazetteer.open(settings.reference)
    try:
        yield Tools(gazetteer, planner.vocabulary, planner.matcher)
    finally:
        gazetteer.close()


def _basis(settings: Settings, tools: Tools) -> str:
    """What the reading of a file rests on besides the file."""
    limits = Limits.of(settings)
    return f"{batch.RULES} {tools.vocabulary.fingerprint} {tools.gazetteer.version} {limits}"


def _before(engine: Engine, known: ledger.Ledger, basis: str, rebuild: bool) -> Before:
    state = _state(engine)

    def previous(id_: str) -> Document | None:
        return engine.get(id_) if state else None

    return Before(known, state, previous, not rebuild and known.describes(state, basis))


def _state(engine: Engine) -> Description | None:
    try:
        return engine.describe()
    except StaleIndex:
        return None


def _write(made: Batch, engine: Engine, file: Path, basis: str) -> None:
    """Publish the build, then the ledger: killed between the two, the next ingestion reads everything again."""
    if made.whole:
        engine.replace(made.documents)
    elif made.documents or made.removed:
        engine.update(made.documents, made.removed)
    ledger.save(replace(made.ledger, build=engine.describe().build, basis=basis), file)


def _with_vectors(report: Report, settings: Settings, engine: Engine, progress: Progress) -> Report:
    """Make the vectors for search by meaning. The index is published by then: what goes wrong here is a warning."""
    file = meaning.path(settings.index, settings.engine)
    try:
        meaning.update(engine, file, progress)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (nothing that an encoder does undoes an ingestion)
        problem = Problem(str(file), "meaning", f"Its vectors were not made: {error!r}.", refuses=False)
        return replace(report, warnings=(problem, *report.warnings))
    return report
