"""The year of a work from its text."""

from kb.ingest import year
from kb.ingest.date import Years


def test_the_sentence_that_tells_of_a_beginning_is_the_evidence() -> None:
    """Not the first date, and not the last."""
    text = "A law of 1998 allows it. The process was launched in 2014 by the council. In 2020 it went on."
    found = year.find("Assembly", text)
    assert found is not None
    assert (found.years, found.sentence) == (Years(2014), "The process was launched in 2014 by the council.")
    assert found.told


def test_edition_vote_and_works_give_the_earliest_and_name_the_others() -> None:
    """The difference is for a curator to see."""
    found = year.find("Presupuestos", "Edición 2014. Votación en 2015. Ejecución en 2016.")
    assert found is not None
    assert (found.years, found.others) == (Years(2014), (2015, 2016))


def test_a_labelled_line_is_the_strongest() -> None:
    """A sheet says what it means, with its end."""
    found = year.find("Plan 2010", "Start date: 20-10-2014\nEnd date: 2016\nCreated in 2012.")
    assert found is not None
    assert found.years == Years(2014, 2016)


def test_a_title_with_a_year_comes_before_the_text() -> None:
    """It is the edition."""
    found = year.find("Conferencia de Canoas, 2014", "Se celebró por primera vez en 2001.")
    assert found is not None
    assert found.years == Years(2014)


def test_several_plain_years_are_not_guessed_at() -> None:
    """Nothing says which one counts."""
    found = year.find("Assembly", "There was a meeting (2011). There was another (2013).")
    assert found is not None
    assert (found.years, found.others) == (None, (2011, 2013))


def test_one_plain_year_is_named_but_not_told() -> None:
    """The caller decides whether that is enough."""
    found = year.find("Assembly", "Residents met in 2011.")
    assert found is not None
    assert (found.years, found.told) == (Years(2011), False)


def test_laws_and_awards_do_not_date_a_work() -> None:
    """They come before it, or after."""
    found = year.find("Assembly", "It began under a law of 2002 and won an award in 2025.")
    assert found is not None
    assert not found.told


def test_a_text_without_dates_gives_nothing() -> None:
    """Never today's year."""
    assert year.find("Assembly", "Residents meet every month.") is None


def test_a_long_sentence_is_cut_around_its_date() -> None:
    """Evidence is something to read."""
    found = year.find("A", f"{'word ' * 100}and it began in 2011 {'word ' * 100}")
    assert found is not None
    assert "2011" in found.sentence
    assert len(found.sentence) < 310
