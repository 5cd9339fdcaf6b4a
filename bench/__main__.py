"""Measure, and show what was measured: quick (our engines), search (beside other software), table, plot."""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bench import plot, results, runs, table
from bench.loopback import Failed
from bench.peers import ENGINES, PEERS

RESULTS = Path(__file__).parent / "results"
_START = time.monotonic()


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 1 with the reason when a system fails."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except (Failed, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _say(text: str) -> None:
    print(f"{time.monotonic() - _START:6.0f} s  {text}", file=sys.stderr, flush=True)


def _quick(options: argparse.Namespace) -> None:
    print(table.markdown(runs.quick(options.engines, options.out, _say)), end="")


def _search(options: argparse.Namespace) -> None:
    systems = [*options.engines, *options.peers]
    long = runs.Long(systems, options.sizes, options.ingest, options.budget, options.burst, options.every_size)
    print(table.markdown(runs.compare(long, options.out, _say)), end="")


def _table(options: argparse.Namespace) -> None:
    print(table.markdown(results.load(options.file)), end="")


def _plot(options: argparse.Namespace) -> None:
    plot.draw(results.load(options.file), options.out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(required=True)

    quick = commands.add_parser("quick", help="the collection and 2,000 works: ingestion, search, page")
    quick.add_argument("--engines", type=_names(ENGINES), default=["whoosh", "tantivy"])
    quick.add_argument("--out", type=Path, default=RESULTS / "quick.json")
    quick.set_defaults(run=_quick)

    search = commands.add_parser("search", help="side by side with other software")
    search.add_argument("--engines", type=_names(ENGINES), default=list(ENGINES), metavar="NAME,...")
    search.add_argument("--peers", type=_names(PEERS), default=list(PEERS), metavar="NAME,...")
    search.add_argument("--sizes", type=_sizes, default=[2_000, 20_000, 100_000], metavar="N,...")
    search.add_argument("--ingest", type=int, default=20_000, help="ingest through the pipeline up to this size")
    search.add_argument("--budget", type=float, default=60, help="seconds for the searches of a system at a size")
    search.add_argument("--burst", type=float, default=5, help="seconds of eight clients")
    search.add_argument("--every-size", action="store_true", help="slow engines at large sizes too")
    search.add_argument("--out", type=Path, default=RESULTS / "full.json")
    search.set_defaults(run=_search)

    shown = commands.add_parser("table", help="Markdown of a run")
    shown.add_argument("file", type=Path, nargs="?", default=RESULTS / "full.json")
    shown.set_defaults(run=_table)

    drawn = commands.add_parser("plot", help="picture of a run")
    drawn.add_argument("file", type=Path, nargs="?", default=RESULTS / "full.json")
    drawn.add_argument("--out", type=Path, default=RESULTS / "full.svg")
    drawn.set_defaults(run=_plot)
    return parser


def _names(known: Mapping[str, object]) -> Callable[[str], list[str]]:
    def cast(text: str) -> list[str]:
        names = [name for name in text.split(",") if name]
        if unknown := [name for name in names if name not in known]:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return names

    return cast


def _sizes(text: str) -> list[int]:
    sizes = [int(part) for part in text.split(",")]
    if min(sizes) < 1:
        raise argparse.ArgumentTypeError("sizes begin at 1")
    return sorted(set(sizes))


if __name__ == "__main__":
    sys.exit(main())
