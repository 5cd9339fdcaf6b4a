"""Documents put together to works: an original and its translations, found by their id."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.ingest import declared, naming, tongue
from kb.ingest.declared import Declared
from kb.ingest.read.columns import derived_id
from kb.ingest.source import Problem, Source
from kb.text import slug


@dataclass(frozen=True)
class Piece:
    """A document of a work, with what it states and the language that it turned out to be in."""

    source: Source
    stated: Declared
    language: str
    language_kind: str

    @property
    def is_translation(self) -> bool:
        """Whether it says who translated it."""
        return self.stated.translation is not None


@dataclass(frozen=True)
class Work:
    """The documents of one work."""

    id: str
    original: Piece
    translations: tuple[Piece, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The original, then its translations."""
        return (self.original, *self.translations)


@dataclass(frozen=True)
class Grouped:
    """A work, or `None` when it is refused, with what is wrong; `lost` are the languages of translations that were
    refused while the work was not. `orphaned` says that there are only translations, and no file left to wait for."""

    work: Work | None
    problems: tuple[Problem, ...] = ()
    lost: tuple[str, ...] = ()
    orphaned: bool = False


def identify(source: Source) -> str:
    """The id of a document: of its file's name or row, else made of city, title and year."""
    return source.id or derived_id(source.declared, source.title)


def piece(source: Source) -> tuple[Piece, tuple[Problem, ...]]:
    """A document with its stated fields and language checked."""
    stated, problems = declared.parse(source)
    language, kind, warnings = _language(source, stated)
    return Piece(source, stated, language, kind), (*problems, *_identity(source, stated), *warnings)


def _identity(source: Source, stated: Declared) -> Iterator[Problem]:
    id_ = identify(source)
    if stated.id and source.id and stated.id != source.id:
        yield source.problem("id", f"found {stated.id!r}, expected {source.id!r} as in the file's name.")
    elif not id_:
        yield source.problem("id", "is missing, and no title or city to make one of; expected letters and digits.")
    elif not naming.is_slug(id_):
        better = slug(id_)
        hint = f", as in {better!r}" if naming.is_slug(better) else ""
        yield source.problem("id", f"found {id_!r}, expected lower case letters, digits and hyphens{hint}.")
    if not (stated.title or source.title or _is_list(source.declared.get("title"))):
        yield source.problem("title", "is missing: found no `title` and no first heading, expected text.")


def _is_list(value: object) -> bool:
    """Whether a title is there but is none, which is told already."""
    return isinstance(value, list | dict | bool)


def _language(source: Source, stated: Declared) -> tuple[str, str, tuple[Problem, ...]]:
    """The language, where it is from (`stated` or `detector`), and warnings. Trusted in this order: what is stated,
    the file's name, the page's claim, the detector."""
    detected, confidence = source.detected, source.confidence or 0.0
    if claimed := stated.language or source.language:
        sure = confidence >= 0.95 and detected not in (None, claimed) and not stated.language_note
        reason = f"stated as {claimed}, but the text reads as {detected} ({confidence:.0%} sure)."
        reason += " State `language_note` if it is right."
        return claimed, "stated", (source.problem("language", reason, False),) if sure else ()
    hint = tongue.code(source.hint) if source.hint else None
    if hint and not (confidence >= 0.95 and detected not in (None, hint)):
        return hint, "hint", ()
    if hint:
        reason = f"the page says {hint}, but its text reads as {detected} ({confidence:.0%} sure), which was taken."
        return str(detected), "detector", (source.problem("language", reason, False),)
    return _detected(source, detected, confidence)


def _detected(source: Source, detected: str | None, confidence: float) -> tuple[str, str, tuple[Problem, ...]]:
    if detected is None or confidence < tongue.SURE:
        found = f"{detected}, only {confidence:.0%} sure" if detected else "too few words to tell"
        reason = f"is not stated and not sure from the text ({found}): state it. Taken as unknown ({tongue.UNKNOWN})."
        return tongue.UNKNOWN, "unknown", (source.problem("language", reason, False),)
    if confidence < 0.95 or len(source.body) < 200:
        reason = f"is not stated; the text reads as {detected} ({confidence:.0%} sure): look whether that is right."
        return detected, "detector", (source.problem("language", reason, False),)
    return detected, "detector", ()


def group(id_: str, sources: Iterable[Source], waiting: bool = False) -> Grouped:
    """The work that documents of one id make. `waiting` says that another file of this id could not be read, so that
    translations without an original are not to blame."""
    pieces: list[Piece] = []
    bad: list[Piece] = []
    problems: list[Problem] = []
    for source in sources:
        found, wrong = piece(source)
        problems += wrong
        (bad if any(problem.refuses for problem in wrong) else pieces).append(found)
    originals = [found for found in (*pieces, *bad) if not found.is_translation]
    clashes = [*_twice(id_, originals), *_same_language(id_, pieces)]
    broken = [found for found in bad if not found.is_translation]
    if clashes or broken or not originals:
        orphaned = not originals and not waiting
        if orphaned:
            clashes += [_orphan(id_, found) for found in pieces]
        return Grouped(None, (*problems, *clashes), orphaned=orphaned)
    translations = tuple(sorted((p for p in pieces if p.is_translation), key=lambda p: p.language))
    lost = tuple(found.language for found in bad)
    return Grouped(Work(id_, originals[0], translations), tuple(problems), lost)


def _orphan(id_: str, found: Piece) -> Problem:
    return found.source.problem("translation", f"is a translation of {id_!r}, but no file is its original.")


def _twice(id_: str, originals: list[Piece]) -> list[Problem]:
    if len(originals) < 2:
        return []
    where = [
        f"{found.source.path} ({found.source.part})" if found.source.part else found.source.path for found in originals
    ]
    how = "None was taken; a translation states who made it (`translation:`)."
    others = [" and ".join(where[:at] + where[at + 1 :]) for at in range(len(where))]
    return [
        found.source.problem("id", f"{id_!r} is also the id of {other}. {how}")
        for found, other in zip(originals, others, strict=True)
    ]  # fmt: skip


def _same_language(id_: str, pieces: list[Piece]) -> list[Problem]:
    seen: dict[str, Piece] = {}
    clashes = []
    for found in sorted(pieces, key=lambda found: found.is_translation):
        other = seen.setdefault(found.language, found)
        if other is not found and found.is_translation:
            for one, two in ((found, other), (other, found)):
                reason = f"{id_!r} has two versions in {found.language}, the other one in {two.source.where}."
                clashes.append(one.source.problem("language", reason))
    return clashes
