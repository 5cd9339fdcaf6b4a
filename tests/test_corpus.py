"""The collection: every file is held against the facts, the thesaurus and the other works."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from langdetect import DetectorFactory, detect_langs

from kb.document import TYPES, split_front_matter
from kb.text import words
from kb.vocabulary import Vocabulary

ROOT = Path(__file__).parent.parent
FACTS = Path(__file__).parent / "facts"
KEYS = {
    "type", "title", "summary", "city", "region", "country", "latitude", "longitude", "coordinates_source", "year",
    "year_end", "themes", "organiser", "award", "figures", "sources", "related", "license", "language_note",
}  # fmt: skip
TRANSLATION_KEYS = {"title", "summary", "translation", "language_note"}
TEXTS = ("declaration", "charter", "agenda")
HEADINGS = {
    "en": ("What was done", "Why", "How it works", "Results", "What is innovative"),
    "es": ("Qué se hizo", "Por qué", "Cómo funciona", "Resultados", "Qué tiene de innovador"),
    "fr": ("Ce qui a été fait", "Pourquoi", "Comment ça marche", "Résultats", "Ce qui est innovant"),
    "pt": ("O que foi feito", "Porquê", "Como funciona", "Resultados", "O que é inovador"),
    "ca": ("Què es va fer", "Per què", "Com funciona", "Resultats", "Què té d'innovador"),
    "it": ("Che cosa è stato fatto", "Perché", "Come funziona", "Risultati", "Che cosa c'è di innovativo"),
    "de": ("Was gemacht wurde", "Warum", "Wie es funktioniert", "Ergebnisse", "Was neu daran ist"),
}
"""The sections of a practice in their order, in the languages that several works are written in."""

FULL = ("en", "es", "fr")
"""The languages in which every declaration, charter and agenda is whole."""


@dataclass(frozen=True)
class File:
    """One version of a work as it lies on disk."""

    path: Path
    head: Mapping[str, Any]
    body: str

    @property
    def id(self) -> str:
        return self.path.name.split(".")[0]

    @property
    def language(self) -> str:
        return self.path.name.split(".")[1]

    @property
    def is_original(self) -> bool:
        return "type" in self.head


@cache
def files() -> tuple[File, ...]:
    paths = sorted(path for path in (ROOT / "corpus").rglob("*.md") if path.name != "README.md")
    return tuple(File(path, *split_front_matter(path.read_text(encoding="utf-8"))) for path in paths)


def originals() -> dict[str, File]:
    return {file.id: file for file in files() if file.is_original}


@cache
def facts() -> dict[str, dict[str, Any]]:
    lines = [line for path in sorted(FACTS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return {record["id"]: record for record in map(json.loads, lines)}


def wrong(problems: Iterator[str]) -> None:
    """Fail with all that is wrong at once, so that a curator mends it in one go."""
    found = list(problems)
    assert not found, "\n" + "\n".join(found)


def test_every_fact_has_a_work() -> None:
    """No record of the facts was lost."""
    assert set(facts()) - set(originals()) == set()


def test_files_are_named_after_their_work() -> None:
    """`<type in plural>/<id>.<language>.md`, an original each, no id twice."""
    wrong(
        f"{file.path.name} lies in {file.path.parent.name}"
        for file in files()
        if not re.fullmatch(r"[a-z0-9-]+\.[a-z]{2,3}\.md", file.path.name)
        or file.path.parent.name != TYPES.get(originals().get(file.id, file).head.get("type", ""))
    )
    assert len(originals()) == sum(file.is_original for file in files())


def test_keys_are_known_and_complete() -> None:
    """Originals carry what is shared, translations only their own and who made them."""
    wrong(
        f"{file.path.name}: {sorted(set(file.head) ^ needed)}"
        for file in files()
        for allowed, needed in [
            (KEYS, {"type", "title", "summary", "themes", "sources", "license"})
            if file.is_original
            else (TRANSLATION_KEYS, {"title", "summary", "translation"})
        ]
        if set(file.head) - allowed or any(not file.head.get(key) for key in needed)
    )


def test_every_work_can_be_read_about_in_english() -> None:
    """Title and summary at least."""
    english = {file.id for file in files() if file.language == "en"}
    assert set(originals()) - english == set()


def test_declarations_charters_and_agendas_are_whole_in_three_languages() -> None:
    """English, Spanish and French, with the same commitments."""
    bodies = {(file.id, file.language): file.body for file in files()}

    def missing() -> Iterator[str]:
        for work in originals().values():
            if work.head["type"] in TEXTS:
                numbers = re.findall(r"(?m)^### (\d+)\. ", work.body)
                for language in FULL:
                    if re.findall(r"(?m)^### (\d+)\. ", bodies.get((work.id, language), "")) != numbers:
                        yield f"{work.id} ({language}) has other commitments than the original"
                    if not bodies.get((work.id, language), "").strip():
                        yield f"{work.id} is not whole in {language}"

    wrong(missing())


def test_commitments_are_numbered_from_one() -> None:
    """Each has an address of its own, none twice."""
    wrong(
        f"{file.path.name}: {numbers}"
        for file in files()
        for numbers in [[int(number) for number in re.findall(r"(?m)^### (\d+)\. ", file.body)]]
        if numbers != list(range(1, len(numbers) + 1))
    )


def test_sections_of_a_practice_come_in_one_order() -> None:
    """The same headings everywhere, each once, those without content left out."""

    def disordered() -> Iterator[str]:
        for file in files():
            order = HEADINGS.get(file.language)
            if order is None or originals()[file.id].head["type"] != "practice":
                continue
            found = re.findall(r"(?m)^## (.+?)\s*$", file.body)
            if [heading for heading in order if heading in found] != found:
                yield f"{file.path.name}: {found}"

    wrong(disordered())


def test_no_section_is_empty() -> None:
    """A heading with nothing to say is left out."""
    wrong(
        f"{file.path.name}: {heading.strip()}"
        for file in files()
        for heading in re.findall(r"(?m)^## [^\n]+\n+(?=## |\Z)", file.body)
    )


def test_links_lead_to_works_and_commitments() -> None:
    """A related work exists, and so does the commitment that is named."""
    numbers = {
        work.id: {int(number) for number in re.findall(r"(?m)^### (\d+)\. ", work.body)}
        for work in originals().values()
    }

    def broken() -> Iterator[str]:
        for work in originals().values():
            for link in work.head.get("related") or []:
                if link["work"] not in numbers or link["work"] == work.id:
                    yield f"{work.id} links to {link['work']}"
                elif link.get("commitment") not in (None, *numbers[link["work"]]):
                    yield f"{work.id} links to commitment {link['commitment']} of {link['work']}"

    wrong(broken())


def test_an_award_and_its_practice_link_to_each_other() -> None:
    """Whoever opens one finds the other."""
    links = {work.id: {link["work"] for link in work.head.get("related") or []} for work in originals().values()}
    types = {work.id: work.head["type"] for work in originals().values()}
    wrong(
        f"{other} does not link back to {one}"
        for one in links
        for other in links[one]
        if {types[one], types[other]} == {"award", "practice"} and one not in links[other]
    )


def test_themes_are_concepts(vocabulary: Vocabulary) -> None:
    """One to four of the thesaurus."""
    wrong(
        f"{work.id}: {work.head['themes']}"
        for work in originals().values()
        if not 1 <= len(work.head["themes"]) <= 4 or set(work.head["themes"]) - set(vocabulary.concepts)
    )


def test_sources_are_addresses_with_the_date_they_were_read() -> None:
    """At least one, and every one of the facts."""

    def lacking() -> Iterator[str]:
        for work in originals().values():
            listed = {source["url"] for source in work.head["sources"]}
            if not listed or not all(re.fullmatch(r"https?://\S+", url) for url in listed):
                yield f"{work.id}: {sorted(listed)}"
            if any(not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", source["read"]) for source in work.head["sources"]):
                yield f"{work.id}: a source without the date it was read"
            if work.id in facts() and set(facts()[work.id]["sources"]) - listed:
                yield f"{work.id} leaves out {sorted(set(facts()[work.id]['sources']) - listed)}"

    wrong(lacking())


def test_summaries_are_short() -> None:
    """Under 300 characters, one line."""
    wrong(
        f"{file.path.name}: {len(file.head['summary'])}"
        for file in files()
        if len(file.head["summary"]) > 300 or "\n" in file.head["summary"].strip()
    )


def _numbers(text: str) -> set[str]:
    joined = re.sub(r"(?<=\d)[.,'’´\u00a0\u202f ](?=\d{3}(?!\d))", "", text)
    return {number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)?", joined)} | set(
        re.findall(r"\d+", joined)
    )


def _in_words(number: str, known: set[str]) -> bool:
    """Whether a known figure is this number of thousands, lakhs, millions, crores or thousand millions."""
    return any(f"{float(number) * unit:.0f}" in known for unit in (1e3, 1e5, 1e6, 1e7, 1e9))


def _supported(work: File) -> set[str]:
    """The numbers that the facts of a work and of those it links to give, and its front matter."""
    ids = [work.id, *(link["work"] for link in work.head.get("related") or [])]
    records = [facts()[id_] for id_ in ids if id_ in facts()]
    return set().union(*(_numbers(json.dumps(part, ensure_ascii=False)) for part in (*records, work.head)))


def test_numbers_come_from_the_facts() -> None:
    """No figure in a title, summary or text that the facts or the front matter do not give."""

    def unsupported() -> Iterator[str]:
        for file in files():
            known = _supported(originals()[file.id]) | {str(number) for number in range(11)}
            text = re.sub(r"(?m)^### \d+\. ", "", f"{file.head['title']} {file.head['summary']} {file.body}")
            if extra := {number for number in _numbers(text) - known if not _in_words(number, known)}:
                yield f"{file.path.name}: {sorted(extra)}"

    wrong(unsupported())


def _sentences(file: File) -> Iterator[str]:
    for line in file.body.splitlines():
        if not line.startswith(("#", "|")):
            yield from (each for each in re.split(r"(?<=[.!?])\s+", line.strip()) if len(each.split()) > 5)


def test_no_sentence_is_shared() -> None:
    """Each work is written for itself."""
    owners: dict[str, set[str]] = defaultdict(set)
    for file in files():
        for sentence in _sentences(file):
            owners[sentence.lower()].add(file.id)
    wrong(f"{sorted(ids)}: {sentence}" for sentence, ids in owners.items() if len(ids) > 1)


def test_no_sentence_is_copied_from_the_facts() -> None:
    """Facts carry over, sentences do not."""
    wrong(
        f"{file.path.name}: {sentence}"
        for file in files()
        for sentence in _sentences(file)
        if sentence in facts().get(file.id, {}).get("facts", ())
    )


def _shingles(file: File) -> set[tuple[str, ...]]:
    found = words(f"{file.head['summary']} {file.body}")
    return {tuple(found[at : at + 3]) for at in range(len(found) - 2)}


def test_no_two_works_are_nearly_the_same() -> None:
    """Less than half of the runs of three words are shared."""
    by_language: dict[str, list[tuple[str, set[tuple[str, ...]]]]] = defaultdict(list)
    for file in files():
        by_language[file.language].append((file.id, _shingles(file)))
    wrong(
        f"{one} and {other}"
        for group in by_language.values()
        for (one, first), (other, second) in combinations(group, 2)
        if first and len(first & second) * 2 > len(first | second)
    )


def test_the_language_is_the_one_stated() -> None:
    """The detector agrees, or the file says why it cannot."""
    DetectorFactory.seed = 0

    def doubtful() -> Iterator[str]:
        for file in files():
            text = re.sub(r"[#|*_-]", " ", f"{file.head['summary']} {file.body}")
            best = detect_langs(text)[0]
            if best.lang != file.language and "language_note" not in file.head:
                yield f"{file.path.name} looks like {best.lang} ({best.prob:.2f})"

    wrong(doubtful())


@pytest.mark.parametrize(
    "name",
    [
        "conference-iopd-annual",
        "award-iopd-best-practice",
        "award-2022-greater-manchester-legislative-theatre",
        "conference-2022-grenoble",
        "declaration-2022-grenoble",
        "agenda-2018-iopd-local-democracy",
        "report-iopd-compilation-of-experiences",
        "network-global-democracy-coalition",
        "news-uclg-joins-global-democracy-coalition",
        "session-uclg-cities-are-listening-local-democracy",
        "session-live-learning-local-democracy-covid-19",
        "video-local-democracy-aftermath-covid-19",
        "video-cities-are-listening-covid-19-lessons-learnt",
    ],
)
def test_what_uclg_lists_on_local_democracy_is_here(name: str) -> None:
    """Every item of UCLG's page on local democracy has a work."""
    assert name in originals()
