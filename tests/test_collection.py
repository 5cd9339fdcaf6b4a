"""The collection, indexed whole: who looks for what UCLG lists on local democracy finds it first, by its plain name."""

from collections.abc import Iterator

import pytest

from kb.document import Document
from kb.engine import Engine
from kb.engines import open_engine
from kb.planner import Planner
from kb.query import Search
from kb.release import gather
from kb.settings import Settings

NAMES = {
    "IOPD Annual Conference on Local Democracy": "conference-iopd-annual",
    "Award Best Practice in Citizen Participation": "award-iopd-best-practice",
    "Global Democracy Coalition": "network-global-democracy-coalition",
    "UCLG joins the Global Democracy Coalition": "news-uclg-joins-global-democracy-coalition",
    "Grenoble hosted the 21st IOPD Conference": "news-2022-grenoble-hosted-21st-conference",
    "Greater Manchester has won the 16th Award Best Practice in Citizen Participation": (
        "news-2022-greater-manchester-wins-16th-award"
    ),
    "UCLG Cities Are Listening on Local Democracy": "session-uclg-cities-are-listening-local-democracy",
    "Grenoble Declaration": "declaration-2022-grenoble",
    "IOPD Agenda for local democracy": "agenda-2018-iopd-local-democracy",
    "Compilation of experiences in local democracy": "report-iopd-compilation-of-experiences",
    "Live Learning session local democracy": "session-live-learning-local-democracy-covid-19",
    "Local Democracy in the aftermath of the COVID-19 Pandemic": "video-local-democracy-aftermath-covid-19",
    "Local Democracy and Covid-19: Lessons Learnt": "video-cities-are-listening-covid-19-lessons-learnt",
}


@pytest.fixture(scope="module")
def every() -> tuple[Document, ...]:
    """All works."""
    return tuple(gather(Settings()).works)


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def collected(
    request: pytest.FixtureRequest,
    every: tuple[Document, ...],
    planner: Planner,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """The whole collection in an engine that is served."""
    engine = open_engine(Settings(engine=request.param, index=tmp_path_factory.mktemp("collection")), planner)
    engine.replace(every)
    yield engine
    engine.close()


@pytest.mark.parametrize(("name", "id_"), NAMES.items())
def test_what_uclg_lists_is_found_first_by_its_name(collected: Engine, name: str, id_: str) -> None:
    """Typed as the page writes it."""
    assert collected.search(Search.of(name)).hits[0].document.id == id_


def test_one_search_finds_the_same_in_five_languages(collected: Engine) -> None:
    """The names of a concept find its works; switched off, they find what they say."""
    names = ("participatory budgeting", "presupuestos participativos", "budget participatif", "orçamento participativo",
             "pressupostos participatius")  # fmt: skip
    found = [
        {hit.document.id for hit in collected.search(Search.of(f'"{name}"', per_page=100, sort="title")).hits}
        for name in names
    ]
    assert found.count(found[0]) == len(names)
    alone = {collected.search(Search.of(f'"{name}"', expand=False)).total for name in names}
    assert len(alone) > 1
