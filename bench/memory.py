"""How much memory a process and those that it started hold, as Linux tells it; elsewhere nothing is known."""

from pathlib import Path

_PROC = Path("/proc")


def now(pid: int) -> int | None:
    """The bytes that lie in memory now."""
    return _sum(pid, "VmRSS")


def peak(pid: int) -> int | None:
    """The most bytes that ever lay in memory."""
    return _sum(pid, "VmHWM")


def _sum(pid: int, name: str) -> int | None:
    found = [_read(each, name) for each in _family(pid)]
    known = [value for value in found if value is not None]
    return sum(known) if known else None


def _family(pid: int) -> list[int]:
    """A process and all below it, helpers of the measuring process itself included."""
    family = [pid]
    for each in family:
        try:
            tasks = list((_PROC / str(each) / "task").iterdir())
            family += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return family


def _read(pid: int, name: str) -> int | None:
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return None
    values = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
    return int(values[0]) * 1024 if values else None
