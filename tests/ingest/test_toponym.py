"""Names of places in a text."""

import pytest

from kb.ingest.enrich import Tools
from kb.ingest.toponym import Found, find


def _found(tools: Tools, title: str, text: str = "", language: str = "en", country: str | None = None) -> Found:
    return find(tools.gazetteer, title, text, language, country, tools.labels)


@pytest.mark.parametrize(
    ("title", "text", "language", "city", "country"),
    [("Participatory budgeting in Porto Alegre, Brazil", "", "en", "Porto Alegre", "BR"),
     ("Porto Alegre: participatory budgeting", "Neighbours in Brazil decide.", "en", "Porto Alegre", "BR"),
     ("Participatory Budgeting in Porto Alegre (Brazil)", "", "en", "Porto Alegre", "BR"),
     ("Le budget participatif", "Le budget participatif de Paris existe depuis 2014 en France.", "fr", "Paris", "FR"),
     ("Le budget participatif de Paris", "Il existe depuis 2014. Il est le plus grand de France.", "fr", "Paris", "FR"),
     ("Orçamento participativo do Porto", "Em Portugal, todos votam.", "pt", "Porto", "PT"),
     ("Conseil de quartier d'Orléans, France", "", "fr", "Orléans", "FR"),
     ("Ajuntament de Lleida", "Un consell de barri d'Espanya.", "ca", "Lleida", "ES"),
     ("Presupuesto participativo de Córdoba, Argentina", "", "es", "Córdoba", "AR"),
     ("Presupuesto participativo de Córdoba, España", "", "es", "Córdoba", "ES"),
     ("Youth council of Rio de Janeiro", "A council for young people in Brazil.", "en", "Rio de Janeiro", "BR"),
     ("Anne Hidalgo on the budget of Paris, France", "", "en", "Paris", "FR"),
     ("Bürgerhaushalt in Köln, Deutschland", "", "de", "Köln", "DE"),
     ("Reading's citizens' assembly", "It met in the United Kingdom. Reading has 160,000 people.", "en", None, None)],
)  # fmt: skip
def test_one_place_whose_country_is_named_is_taken(
    tools: Tools, title: str, text: str, language: str, city: str | None, country: str | None
) -> None:
    """In the language of the document or in English; the sentence is its evidence."""
    found = _found(tools, title, text, language)
    assert (found.city, found.country) == (city, country)
    assert bool(found.sentence) == bool(city) != bool(found.warning)


@pytest.mark.parametrize(
    ("title", "text", "language", "seen"),
    [("Conseil de quartier de Lyon", "", "fr", "a place without its country: 'Lyon' (Lyon in France (FR)"),
     ("Presupuesto participativo de Córdoba", "", "es", "several places: 'Córdoba' (Córdoba in Argentina (AR)"),
     ("Assembly of Springfield, United States", "", "en", "several places: 'Springfield'"),
     ("Conseil de Lyon", "Elle s'inspire de Porto Alegre, Brésil.", "fr", "without its country: 'Lyon'"),
     ("Porto Alegre, Brazil, and Montevideo, Uruguay", "", "en", "several places: 'Porto Alegre'"),
     ("Conseil de quartier de Valence", "Comme en Espagne.", "fr", "'Valence' (Valencia in Spain (ES)"),
     ("Citizens' panel in Sydney", "It was asked by Canada Bay.", "en", "'Sydney' (Sydney in Australia (AU)"),
     ("Citizens' panel in Sydney", "There is a larger one in Canada.", "en", "'Sydney' (Sydney in Canada (CA)"),
     ("A budget for all", "It began in Lima.", "en", "'Lima' (Lima in Peru (PE)"),
     ("Participatory budgeting", "A seminar in Peru. It was held in Cusco.", "en", "'Cusco' (Cusco in Peru (PE)"),
     ("Budget monitors in Hoima and Kibaale", "They check what Uganda spends.", "en", "'Hoima'"),
     ("Participation in Portugal", "", "en", "names Portugal (PT), and no place there that is sure")],
)  # fmt: skip
def test_what_is_not_sure_is_told(tools: Tools, title: str, text: str, language: str, seen: str) -> None:
    """What was seen, and what to state."""
    found = _found(tools, title, text, language)
    assert (found.city, found.country) == (None, None)
    assert seen in found.warning
    assert "State city and country" in found.warning


@pytest.mark.parametrize(
    ("title", "text"),
    [("Thoughts of Anne Hidalgo", "She spoke in Mexico."), ("Lessons from Leonardo da Vinci", "He left Italy."),
     ("Works on the Rue de Lyon", "A street in France."), ("After the Paris Agreement", "All of France is affected."),
     ("The Best of Participation", "Best practices of the Netherlands."), ("Citizens meet in March", "In England."),
     ("Nice ideas", "Nice ideas from France, and nice people."), ("The Mobile Office", "A bus of the United States."),
     ("The Mănăștur district", "Part of a city in Romania.")],
)  # fmt: skip
def test_people_streets_and_words_are_no_places(tools: Tools, title: str, text: str) -> None:
    """Not even with their country beside them, and they are not asked about."""
    found = _found(tools, title, text)
    assert (found.city, found.country) == (None, None)
    assert "no place there that is sure" in found.warning


def test_a_stated_country_says_where_to_look(tools: Tools) -> None:
    """Places elsewhere are examples then."""
    found = _found(tools, "Conseil de Lyon", "Elle s'inspire de Porto Alegre.", "fr", "FR")
    assert (found.city, found.country, found.sentence) == ("Lyon", "FR", "Conseil de Lyon")
    assert _found(tools, "Conseil citoyen", "Une idée de Porto Alegre.", "fr", "FR").city is None


def test_a_text_that_names_nothing_says_so(tools: Tools) -> None:
    """In a script without capitals too."""
    for title in ("A meeting of neighbours", "成都市的居民会议", ""):
        assert "the text names no place that is sure" in _found(tools, title, "", "zh").warning


def test_a_long_text_takes_no_longer(tools: Tools) -> None:
    """Only its beginning is looked at."""
    found = _found(tools, "A meeting", "Neighbours meet. " * 100_000 + "Lima, Peru.")
    assert found.city is None
