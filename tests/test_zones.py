"""The index side of the analysis."""

from kb.document import Document, Related, Version
from kb.terms import Terms
from kb.text import Analysis
from kb.vocabulary import Concept, Vocabulary
from kb.zones import BREAK, card, indexed, keywords, read, zone_texts

WORK = Document(
    "a",
    "practice",
    (Version("es", "Mujeres", body="mujer mujeres"), Version("en", "Women")),
    "es",
    city="Porto Alegre",
    country="BR",
    place_names=("Porto Alegre", "ポルトアレグレ"),
    themes=("gender",),
    related=(Related("a-charter"), Related("a-charter", 3)),
)


def test_a_zone_holds_stems_then_concepts_then_every_word_once(analysis: Analysis) -> None:
    """Each version in its own language, a break after each; concepts, one a mention, and folded words are marked."""
    women = Concept("women", {"en": ("Women", "Ladies"), "es": ("Mujer",)})
    tokens, terms = indexed(read(WORK, analysis), Terms(Vocabulary({"women": women}), analysis))
    assert tokens["title"] == ["es~muj", BREAK, "women" if "women" in tokens["title"] else "woman", BREAK,
                               "@women", "@women", "=mujeres", "=women"]  # fmt: skip
    assert tokens["body"] == ["es~muj", "es~muj", BREAK, BREAK, "@women", "@women", "=mujer", "=mujeres"]
    assert terms == (0, 2)


def test_names_of_a_place_are_each_there_once() -> None:
    """City, region and the other names, without repeats."""
    assert [name for name, _ in zone_texts(WORK, "place")] == ["Porto Alegre", "ポルトアレグレ"]


def test_a_title_is_in_order_by_its_first_letter() -> None:
    """Signs before it are passed by; a title of signs alone keeps them."""
    titles = ["¡Conviértase!", "« La ville »", "...", "Zürich"]
    cards = [card(Document("a", "news", (Version("es", title),), "es"), Vocabulary({})) for title in titles]
    assert [each.title_key for each in cards] == ["conviertase!", "la ville »", "...", "zurich"]


def test_a_city_is_filed_under_all_its_names() -> None:
    """With its country, without it, and in other languages."""
    assert keywords(WORK, Vocabulary({})) == {
        "theme": ("gender",),
        "city": ("porto-alegre-br", "porto-alegre", "ホルトアレクレ"),
        "country": ("BR",),
        "language": ("es", "en"),
        "type": ("practice",),
        "id": ("a",),
        "related": ("a-charter",),
    }


def test_a_work_is_filed_under_broader_themes_too() -> None:
    """The values to find and those that facets show are the same; groups at the top are left out."""
    people, gender = Concept("people", {}), Concept("gender", {}, broader=("groups",))
    groups = Concept("groups", {}, broader=("people",))
    vocabulary = Vocabulary({"people": people, "groups": groups, "gender": gender})
    assert keywords(WORK, vocabulary)["theme"] == ("gender", "groups")
    assert card(WORK, vocabulary).shown["theme"] == ("gender", "groups")


def test_what_is_missing_has_no_value() -> None:
    """No empty text is filed."""
    bare = Document("a", "news", (Version("en", "A"),), "en")
    filed = {name: found for name, found in keywords(bare, Vocabulary({})).items() if found}
    assert filed == {"language": ("en",), "type": ("news",), "id": ("a",)}
