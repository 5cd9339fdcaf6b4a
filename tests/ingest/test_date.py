"""Years in dates as sources write them."""

import pytest

from kb.ingest import date
from kb.ingest.date import Years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("20-10-2014", (2014, None)), ("20/10/2014 - ongoing", (2014, None)), ("07.10.2022 ob 00:00", (2022, None)),
        ("8/12/2019", (2019, None)), ("12/25/2019", (2019, None)), ("Noviembre 21 de 2010", (2010, None)),
        ("FY2015/16", (2015, 2016)), ("2014-2016", (2014, 2016)), ("2015–17", (2015, 2017)), ("2009-10", (2009, None)),
        ("2014-03-07", (2014, None)), ("octubre de 2014", (2014, None)), ("October 3, 2014", (2014, None)),
        ("3 de març de 2011", (2011, None)), ("from 2014 to 2016", (2014, 2016)), ("de 2014 a 2016", (2014, 2016)),
        ("May 1998 - June 2001", (1998, 2001)), ("2021年", (2021, None)), ("1989", (1989, None)),
    ],
)  # fmt: skip
def test_years_of_a_date_field(text: str, years: tuple[int, int | None]) -> None:
    """The order of day and month does not matter, an open end stays open."""
    assert date.parse(text) == Years(*years)


@pytest.mark.parametrize("text", ["2019-02-30", "30/02/2019", "31.04.2018", "soon", "", "12345", "3019"])
def test_no_year_is_invented(text: str) -> None:
    """An impossible day gives nothing, and never today."""
    assert date.parse(text) is None


def test_impossible_days_are_named() -> None:
    """For a message that says which."""
    assert date.impossible("signed on 2019-02-30") == "2019-02-30"
    assert date.impossible("29/02/2020") is None


@pytest.mark.parametrize(
    "text",
    ["the Agenda 2030", "by 2050 all cities", "2000 people came", "in 2030 habitantes", "horizon 2030", "id 2014b",
     "1.2014", "2019 euros", "d'ici 2030", "The City of 2030"],
)  # fmt: skip
def test_goals_and_counts_are_no_dates(text: str) -> None:
    """A number of four digits is not always a year."""
    assert list(date.mentions(text)) == []


def test_mentions_say_where_they_stand() -> None:
    """The place in the text as it was given, accents and ligatures aside."""
    text = "Œuvre à Łódź: lancée en 2013, puis « 2015-2017 »."
    found = list(date.mentions(text))
    assert [text[each.start : each.end].strip("« ") for each in found] == ["en 2013", "2015-2017"]
    assert [each.years for each in found] == [Years(2013), Years(2015, 2017)]
