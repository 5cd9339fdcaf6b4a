"""What a curator should know of works once all are there: links, summaries, sources, likely doubles."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from kb.document import Document
from kb.ingest.source import Problem
from kb.text import slug, words

LONG = 300
"""A summary of more characters is no summary."""

ALIKE = 0.5
"""Two texts that share this much of their runs of three words are likely one work."""

_RUN = 3
_SKETCH = 64


@dataclass(frozen=True)
class Note:
    """What is kept of a work to compare it with others: its path, the works that it links to, its title with city
    and year, and a sketch of its text (the smallest hashes of its runs of words)."""

    path: str
    related: tuple[str, ...] = ()
    name: str = ""
    sketch: tuple[int, ...] = ()


def note(document: Document, path: str) -> Note:
    """The note of a work whose original lies at a path."""
    version = document.version()
    name = "|".join((slug(version.title), document.city_key or "", str(document.year or "")))
    related = tuple(dict.fromkeys(link.work for link in document.related))
    return Note(path, related, name, sketch(f"{version.title} {version.summary} {version.body}"))


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's runs of words: two sketches share as much as their texts do."""
    found = words(text)
    runs = {" ".join(found[at : at + _RUN]) for at in range(max(1, len(found) - _RUN + 1))}
    hashes = (int.from_bytes(blake2b(run.encode(), digest_size=6).digest(), "big") for run in runs)
    return tuple(sorted(hashes)[:_SKETCH])


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How much of their runs of words two texts share, 0 to 1, by their sketches."""
    smallest = sorted({*one, *other})[:_SKETCH]
    both = set(one) & set(other)
    return sum(value in both for value in smallest) / len(smallest) if smallest else 0.0


def work(document: Document, path: str, part: str = "") -> Iterator[Problem]:
    """What is odd in one work; nothing of it refuses the work."""
    for version in document.versions:
        if len(version.summary) > LONG:
            reason = f"found {len(version.summary)} characters ({version.language}), expected at most {LONG}."
            yield Problem(path, "summary", reason, False, part)
    if not document.sources:
        yield Problem(path, "sources", "are missing, expected at least one address.", False, part)
    if any(link.work == document.id for link in document.related):
        yield Problem(path, "related", "links to the work itself.", False, part)


def collection(notes: Mapping[str, Note]) -> Iterator[Problem]:
    """What is odd between works: links to works that are not there, and works that seem to be one."""
    for _, row in sorted(notes.items()):
        for other in row.related:
            if other not in notes:
                yield Problem(row.path, "related", f"found {other!r}, which is no work of the collection.", False)
    for one, other, why in doubles(notes):
        yield Problem(notes[one].path, "id", f"may be the same work as {other} ({notes[other].path}): {why}.", False)


def doubles(notes: Mapping[str, Note]) -> Iterator[tuple[str, str, str]]:
    """Pairs of works that seem to be one, each once, with why."""
    by_name, by_hash = defaultdict(list), defaultdict(list)
    for id_, row in sorted(notes.items()):
        by_name[row.name].append(id_)
        for value in row.sketch:
            by_hash[value].append(id_)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for ids in by_hash.values():
        # a run of words that very many works have (a licence, a form) says nothing
        for at, one in enumerate(ids if len(ids) <= 50 else ()):
            for other in ids[at + 1 :]:
                shared[one, other] += 1
    same = {(ids[0], other) for ids in by_name.values() for other in ids[1:]}
    for one, other in sorted({*same, *(pair for pair, count in shared.items() if count >= 8)}):
        likely = likeness(notes[one].sketch, notes[other].sketch)
        if likely >= ALIKE:
            yield one, other, f"their texts share {likely:.0%}"
        elif (one, other) in same:
            yield one, other, "title, city and year are the same"
