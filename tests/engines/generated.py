"""Works and searches by chance, the same for the same seed: few words, so that they meet often."""

import random

from kb.document import Document, Related, Version
from kb.query import SORTS, Search

WORDS = {
    "en": "citizens citizen budget budgets participatory budgeting assembly women youth housing vote voted city cities"
    " the of and town's co-creation climate 2019 1,200 naïve",
    "es": "ciudadanos ciudadanía presupuesto presupuestos participativo participativos mujeres mujer vivienda ciudad"
    " niñez de la asamblea 2019",
    "fr": "citoyens citoyenne budget participatif l'habitat d'été ville villes égalité œuvre de la assemblée",
    "ca": "col·laboració ciutadana ciutadans pressupostos participatius habitatge l'assemblea dones de la",
    "zh": "臺北 預算 參與式預算 市民 市",
    "ar": "المواطنون الميزانية التشاركية",
}
CITIES = (("Córdoba", "AR"), ("Córdoba", "ES"), ("Lyon", "FR"), ("臺北", "TW"), ("Łódź", "PL"), ("Nowhere", None), None)
THEMES = ("participatory-budgeting", "youth", "housing", "women", "citizens-assembly", "climate", "unknown-theme")
TYPES = ("practice", "practice", "practice", "news", "award")


def works(count: int, seed: int) -> list[Document]:
    """So many works."""
    rng = random.Random(seed)
    return [_work(rng, number) for number in range(count)]


def _work(rng: random.Random, number: int) -> Document:
    languages = rng.sample(list(WORDS), rng.choice((1, 1, 1, 2, 3)))
    versions = tuple(
        Version(language, _text(rng, language, 4), _text(rng, language, 6), _text(rng, language, 25))
        for language in languages
    )
    city, country = rng.choice(CITIES) or (None, None)
    return Document(
        f"{rng.choice('abc')}-{number}",
        rng.choice(TYPES),
        versions,
        languages[0],
        city=city,
        country=country,
        place_names=(city, "Cordova") if city == "Córdoba" else (),
        year=rng.choice((None, 1999, 2007, 2019, 2019)),
        themes=tuple(rng.sample(THEMES, rng.choice((0, 1, 1, 2)))),
        related=(Related(f"a-{rng.randrange(9)}"),) if rng.random() < 0.2 else (),
    )


def _text(rng: random.Random, language: str, longest: int) -> str:
    found = rng.choices(WORDS[language].split(), k=rng.randint(1, longest))
    return " ".join(word + rng.choice(("", "", "", ".", ",", " –")) for word in found)


def searches(count: int, seed: int) -> list[Search]:
    """So many searches."""
    rng = random.Random(seed)
    return [_search(rng) for _ in range(count)]


def _search(rng: random.Random) -> Search:
    filters = {
        "theme": rng.sample(THEMES, 2), "country": rng.sample(("ES", "AR", "FR", "XX"), 2), "year": ["2019", "1999"],
        "city": ["cordoba-ar", "lyon-fr", "cordoba"], "language": ["es", "zh"], "type": ["news", "practice"],
    }  # fmt: skip
    ticked = rng.sample(list(filters), rng.choice((0, 0, 0, 1, 2)))
    return Search.of(
        _query(rng, 0) if rng.random() < 0.95 else "",
        filters={name: tuple(filters[name][: rng.randint(1, 3)]) for name in ticked},
        all_of=frozenset({"theme"} if rng.random() < 0.3 else ()),
        year_from=rng.choice((None, None, None, 2000)),
        year_to=rng.choice((None, None, None, 2010)),
        sort=rng.choice(SORTS),
        expand=rng.random() < 0.6,
    )


def _query(rng: random.Random, depth: int) -> str:
    parts = [_part(rng, depth) for _ in range(rng.choice((1, 1, 2, 2, 3, 4)))]
    return rng.choice((" ", " ", " ", " OR ")).join(parts)


def _part(rng: random.Random, depth: int) -> str:
    words = WORDS[rng.choice(list(WORDS))].split()
    word = rng.choice(words)
    at = rng.randrange(len(words))
    kind = rng.random()
    if kind < 0.1 and depth < 2:
        return f"{rng.choice(('', '', '-'))}({_query(rng, depth + 1)})"
    if kind < 0.2:
        return rng.choice((
            "theme:youth", "theme:vivienda", "city:cordoba", "city:Lyon", "country:es", "year:2019", "year:2000..",
            "year:..2007", "language:ca", "type:news", "related:a-3", "id:a-3", "title:budget", "title:ciud*",
            "-type:award",
        ))  # fmt: skip
    if kind < 0.3:
        return f'"{" ".join(words[at : at + 2])}"'
    if kind < 0.4:
        return rng.choice(('"participatory budgeting"', "participatory budgeting", "citizens assembly", "presupuestos"))
    if kind < 0.5:
        return f"{word[: rng.randint(1, 5)]}*"
    return f"{'-' if kind < 0.6 else ''}{word}"
