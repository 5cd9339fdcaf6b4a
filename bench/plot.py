"""The medians of a run as a picture: one line for each system, both axes logarithmic."""

from collections import defaultdict
from importlib import import_module
from pathlib import Path

from bench.peers import SYSTEMS
from bench.results import Measured, Results, middle, slow


def draw(results: Results, path: Path) -> None:
    """Write the picture; its text is text, so that it can be read aloud and searched."""
    matplotlib = import_module("matplotlib")
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "kb", "font.size": 10})
    figure, axes = import_module("matplotlib.pyplot").subplots(figsize=(8, 5), layout="constrained")
    by_system: dict[str, list[Measured]] = defaultdict(list)
    for each in results.searches:
        by_system[each.system].append(each)
    for system, rows in by_system.items():
        rows.sort(key=lambda row: row.works)
        works, medians = [row.works for row in rows], [middle(row.ms) for row in rows]
        ours = SYSTEMS[system].folder == "ours"
        up = [slow(row.ms) - each for row, each in zip(rows, medians, strict=True)]
        name = SYSTEMS[system].label.replace("`", "")
        line = axes.errorbar(works, medians, [[0.0] * len(up), up], fmt="o-" if ours else "s--", label=name, capsize=3)
        for bar in line[2]:
            bar.set_alpha(0.4)
    axes.set(xscale="log", yscale="log", xlabel="works", ylabel="milliseconds: median, bar to the 95th percentile")
    sizes = sorted({each.works for each in results.searches})
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.yaxis.set_major_formatter("{x:g}")
    axes.minorticks_off()
    axes.grid(alpha=0.25)
    axes.set_title("A search with six facets and 20 results")
    axes.legend(fontsize=8, ncols=2, loc="upper left", bbox_to_anchor=(0, -0.12), frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None})
