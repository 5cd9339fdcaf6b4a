"""Bring documents into the index: `python ingest.py [PATH ...]`, see `--help`."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from kb import vocabulary
from kb.engines import open_engine
from kb.errors import BadSetting, KbError
from kb.ingest import ledger, naming
from kb.ingest import report as reports
from kb.ingest.batch import Progress
from kb.ingest.publish import Options, ingest
from kb.ingest.report import Report
from kb.ingest.source import Problem
from kb.planner import Planner
from kb.settings import ENGINES, Settings
from kb.text import Analysis

DONE, REFUSED, WRONG_USE = 0, 1, 2
"""What the program ends with."""

SHOWN = 20
"""So many warnings are printed; the report has them all."""

HELP = """\
Reads documents (Markdown with front matter, HTML, PDF, DOCX, plain text, CSV, JSON, JSON Lines), finds what they do
not state (language, place, year, themes), checks them and brings the index up to date. Only what changed is read.
A document that cannot be read or checked is refused with the reason; the others go on, and a work that is in the index
already stays there as it last was.
"""

ENDS = """\
In a CSV a row is a work, in JSON an object. Foreign names of columns are mapped in NAME.mapping.yaml beside the file
(`columns: {theirs: ours}`, `values: {themes: {theirs: ours}}`); what a PDF, DOCX or page does not say of itself is
stated in NAME.pdf.yaml beside it, with the keys of front matter.

A file that was deleted is taken out of the index by its name, or with the folder or the collection that it was in.

Ends with 0; with 1 when the index or the report could not be written, or under --strict when something was refused;
with 2 when it was called wrongly. Settings are environment variables (KB_ENGINE, KB_INDEX, KB_CORPUS, KB_MAX_BYTES,
...), see README.
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(
        prog="ingest.py", description=HELP, epilog=ENDS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    found.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="files and folders; none means the collection"
    )
    found.add_argument("--engine", choices=ENGINES, help="where the index lives, instead of KB_ENGINE")
    found.add_argument("--index", metavar="DIR", type=Path, help="the folder of the index, instead of KB_INDEX")
    found.add_argument("--dry-run", action="store_true", help="read and check, write nothing")
    found.add_argument("--strict", action="store_true", help="end with 1 when something was refused")
    found.add_argument("--report", metavar="FILE", type=Path, help="write what came of it as JSON")
    found.add_argument("--rebuild", action="store_true", help="read everything again and replace the whole index")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; what the program is to end with."""
    options = parser().parse_args(arguments)
    try:
        settings = _settings(options)
        _look(options, settings)
    except (BadSetting, _WrongUse) as error:
        print(f"ingest.py: {error}", file=sys.stderr)
        return WRONG_USE
    began = monotonic()
    try:
        report = _ingest(options, settings)
        _print(report, options, monotonic() - began)
        if options.report:
            options.report.write_bytes(reports.to_json(report))
    except (KbError, OSError) as error:
        print(f"ingest.py: {error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("ingest.py: stopped; the index is as it was.", file=sys.stderr)
        return 130
    return REFUSED if options.strict and report.refused else DONE


class _WrongUse(Exception):
    """The command was given something that is not there."""


def _settings(options: argparse.Namespace) -> Settings:
    settings = Settings.from_env(os.environ)
    given = {"engine": options.engine, "index": options.index}
    return replace(settings, **{name: value for name, value in given.items() if value is not None})


def _look(options: argparse.Namespace, settings: Settings) -> None:
    """Refuse what cannot be meant, before anything is read."""
    missing = [path for path in options.paths if not (path.exists() or path.is_symlink())]
    known = ledger.load(ledger.path(settings.index, settings.engine)).files if missing else {}
    for path in missing:
        if str(naming.absolute(path)) not in known:  # one that was read before is to be taken out
            raise _WrongUse(f"there is no {path}.")
    if not options.paths and not settings.corpus.is_dir():
        raise _WrongUse(f"there is no folder {settings.corpus} (KB_CORPUS).")
    if options.report:
        _look_at_report(options.report)


def _look_at_report(path: Path) -> None:
    if not path.parent.is_dir():
        raise _WrongUse(f"there is no folder {path.parent} for the report.")
    if path.is_dir():
        raise _WrongUse(f"the report is to be a file, and {path} is a folder.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise _WrongUse(f"the report cannot be written to {path}.")


def _ingest(options: argparse.Namespace, settings: Settings) -> Report:
    planner = Planner(Analysis(settings.reference), vocabulary.load())
    engine = open_engine(settings, planner)
    try:
        with _progress() as progress:
            chosen = Options(dry_run=options.dry_run, rebuild=options.rebuild)
            return ingest(options.paths, settings, engine, planner, chosen, progress)
    finally:
        engine.close()


@contextmanager
def _progress() -> Iterator[Progress]:
    """Bars on a terminal; elsewhere a plain line when a stage is done."""
    if not sys.stdout.isatty():
        yield _plain
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def _plain(stage: str, done: int, total: int) -> None:
    if done == total:
        print(f"{stage}: {total}")


def _print(report: Report, options: argparse.Namespace, seconds: float) -> None:
    for problem in report.refused:
        print(f"refused   {_line(problem)}")
    shown = report.warnings[: SHOWN if report.read else 0]
    for problem in shown:
        print(f"warning   {_line(problem)}")
    if len(report.warnings) > len(shown):
        print(f"          {len(report.warnings) - len(shown)} more warnings; --report FILE writes them all")
    verb = "would be indexed" if options.dry_run else "indexed"
    refused = len({problem.path for problem in report.refused})
    print(
        f"{report.read} files read, {report.unchanged} unchanged, {refused} refused; "
        f"{report.indexed} works {verb}, {report.removed} removed ({seconds:.1f} s)"
    )


def _line(problem: Problem) -> str:
    return f"{problem.path}: {problem.field}: {problem.text}"


if __name__ == "__main__":
    sys.exit(main())
