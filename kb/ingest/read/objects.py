"""JSON: an object is a work, alone, in a list or one a line; our own export is read back with all its versions."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kb.errors import BadDocument
from kb.ingest import tongue
from kb.ingest.read.columns import Columns, columns, declare, derived_id
from kb.ingest.read.content import Content
from kb.ingest.source import Problem, Source

_LARGEST = 2**63


def read(content: Content) -> Iterator[Source | Problem]:
    """A work for each object; in JSON Lines a line that is no object is refused and the others are read."""
    text, problems = content.text()
    yield from problems
    known = columns(content)
    found = list(_lines(text) if content.path.suffix.lower() in (".jsonl", ".ndjson") else _whole(text, known))
    for part, value in found:
        if part == "":
            # the file is the work: its name may give the id and the language
            yield from _named(content, _sources(content, value, "", known))
        elif isinstance(value, Mapping):
            yield from _sources(content, value, part, known)
        else:
            reason = value.message if isinstance(value, BadDocument) else f"found {_kind(value)}, expected an object."
            yield Source(content.name, part=part).problem("json", reason)


def _kind(value: Any) -> str:
    return {list: "a list", str: "text", type(None): "nothing"}.get(type(value), f"{value!r:.40}")


def _lines(text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield f"line {number}", _load(line)
            except BadDocument as error:
                yield f"line {number}", error


def _whole(text: str, known: Columns) -> Iterator[tuple[str, Any]]:
    """The objects of a text: itself, those of its list, or those of the one list that an object without title holds."""
    value = _load(text)
    if (
        isinstance(value, Mapping)
        and not any(known.field(name) == "title" for name in value)
        and "versions" not in value
    ):
        lists = [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], Mapping)]
        value = lists[0] if len(lists) == 1 else value
    if isinstance(value, Mapping):
        yield "", value
    elif isinstance(value, list):
        yield from ((f"object {number}", item) for number, item in enumerate(value, 1))
    else:
        raise BadDocument(f"found {_kind(value)}, expected an object or a list of objects.", "json")


def _load(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_unique, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise BadDocument(f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno}).", "json") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadDocument(f"The key {twice!r} stands twice.", twice)
    return found


def _integer(digits: str) -> int | str:
    """A whole number; one that no field can hold stays text."""
    return int(digits) if len(digits) < 20 and abs(int(digits)) < _LARGEST else digits


def _sources(content: Content, value: Mapping[str, Any], part: str, known: Columns) -> Iterator[Source]:
    versions = value.get("versions")
    if isinstance(versions, list) and versions and all(isinstance(version, Mapping) for version in versions):
        yield from _versions(content, value, versions, part)
        return
    declared, body = declare(value, known)
    yield Source(content.name, str(declared.get("id") or derived_id(declared)), declared, body=body, part=part)


def _versions(content: Content, record: Mapping[str, Any], versions: list[Any], part: str) -> Iterator[Source]:
    """A record of our own: a document for each version, what is shared with the original."""
    shared = {name: value for name, value in record.items() if name not in ("versions", "original")}
    shared = {name: value for name, value in shared.items() if value not in (None, [], "")}
    id_ = str(record.get("id") or "")
    for version in versions:
        own = {name: value for name, value in version.items() if name != "body" and value not in (None, "")}
        declared = own if own.get("translation") else {**_stated(shared), **own}
        yield Source(content.name, id_, declared, body=str(version.get("body") or ""), part=part)


def _stated(shared: Mapping[str, Any]) -> dict[str, Any]:
    """What is shared, without what the gazetteer or the text had given: that is found anew."""
    origin = shared.get("origin")
    kinds = (
        {name: row.get("kind") for name, row in origin.items() if isinstance(row, Mapping)}
        if isinstance(origin, Mapping)
        else {}
    )
    kept = {name: value for name, value in shared.items() if kinds.get(name, "stated") in ("stated", "curator")}
    if "latitude" in kept and isinstance(origin, Mapping) and "latitude" in origin:
        kept["coordinates_source"] = origin["latitude"].get("evidence")
    return kept


def _named(content: Content, sources: Iterator[Source]) -> Iterator[Source]:
    for source in sources:
        declared = {**source.declared, **content.beside}
        given = source.declared.get("id")
        language = None if tongue.code(str(declared.get("language") or "")) else content.naming.language
        yield Source(content.name, str(given or content.naming.id), declared, body=source.body, language=language)
