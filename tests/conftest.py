"""What many tests share: the analysis with its lemma tables, the thesaurus, the planner, a few works, the engines."""

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import hypothesis
import pytest

from kb import vocabulary as thesaurus
from kb.document import Document, Related, Version
from kb.engine import Engine
from kb.engines import open_engine
from kb.planner import Planner
from kb.settings import Settings
from kb.text import Analysis
from kb.vocabulary import Vocabulary
from tests.engines.contract import crowd_of_works

ROOT = Path(__file__).parent.parent
# A shared machine is slow at times: what takes long is measured by the benchmarks, not by chance.
hypothesis.settings.register_profile("kb", deadline=None)
hypothesis.settings.load_profile("kb")

CLUSTER = "tests.cluster.plugin"
"""With this plugin the tests of all engines are also run on a cluster."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `engine_name` is run for every engine, one that takes `other_name` for all but the reference;
    an engine whose package is missing is skipped."""
    missing = pytest.mark.skipif(find_spec("tantivy") is None, reason="tantivy is not installed")
    names = ["whoosh", pytest.param("tantivy", marks=missing)]
    if metafunc.config.pluginmanager.has_plugin(CLUSTER):
        names.append("opensearch")
    if "engine_name" in metafunc.fixturenames:
        metafunc.parametrize("engine_name", ["memory", *names])
    if "other_name" in metafunc.fixturenames:
        metafunc.parametrize("other_name", names)


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    """The analysis with its lemma tables, which are made once and kept."""
    return Analysis(ROOT / "index" / "reference")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The thesaurus of the collection."""
    return thesaurus.load()


@pytest.fixture(scope="session")
def planner(analysis: Analysis, vocabulary: Vocabulary) -> Planner:
    """Plans over the real analysis and thesaurus."""
    return Planner(analysis, vocabulary)


WORKS = (
    Document(
        "porto-alegre-budget",
        "practice",
        (
            Version("pt", "Orçamento participativo de Porto Alegre", "Os moradores decidem.",
                    "Os cidadãos votam as obras do bairro. A assembleia reúne mulheres e homens."),
            Version("en", "Participatory budgeting in Porto Alegre", "Residents decide.",
                    "Citizens vote on the works of their district. The assembly brings women and men together.",
                    translation="a volunteer"),
        ),
        "pt",
        city="Porto Alegre",
        region="Rio Grande do Sul",
        country="BR",
        place_names=("Porto Alegre", "ポルトアレグレ"),
        year=1989,
        themes=("participatory-budgeting", "gender"),
    ),
    Document(
        "cordoba-ar-council",
        "practice",
        (Version("es", "Consejo de niñas y niños", "Un consejo propone.", "La ciudad escucha a la niñez."),),
        "es",
        city="Córdoba",
        country="AR",
        year=2007,
        themes=("children",),
    ),
    Document(
        "cordoba-es-plan",
        "practice",
        (Version("es", "Plan de distrito", "", "Presupuestos y obras en la ciudad de la mezquita."),),
        "es",
        city="Córdoba",
        country="ES",
        year=2007,
        themes=("participatory-planning", "children"),
    ),
    Document(
        "grenoble-declaration",
        "declaration",
        (
            Version("fr", "Déclaration de Grenoble", "Les villes s'engagent.",
                    "Nous, villes réunies à Grenoble, demandons l'égalité d'accès à l'éducation."),
            Version("en", "Grenoble Declaration", "Cities commit.", "We, the cities gathered in Grenoble, ask."),
            Version("es", "Declaración de Grenoble", "Las ciudades se comprometen.", "Nosotras, las ciudades."),
        ),
        "fr",
        city="Grenoble",
        country="FR",
        year=2022,
        year_end=2023,
        themes=("education",),
    ),
    Document(
        "barcelona-cell",
        "practice",
        (Version("ca", "Col·laboració ciutadana", "Els ciutadans decideixen.",
                 "La participació de la ciutadania a l'habitatge: pressupostos participatius."),),
        "ca",
        city="Barcelona",
        country="ES",
        year=2019,
        themes=("participatory-budgeting", "housing"),
    ),
    Document(
        "taipei-budget",
        "practice",
        (Version("zh", "臺北市參與式預算", "市民決定預算。", "臺北市政府讓市民提案並投票。"),),
        "zh",
        city="Taipei",
        country="TW",
        place_names=("臺北市", "台北"),
        year=2015,
        themes=("participatory-budgeting",),
    ),
    Document(
        "tunis-forum",
        "conference",
        (Version("ar", "منتدى الديمقراطية المحلية", "المدن تلتقي.", "المواطنون يشاركون في الميزانية التشاركية."),),
        "ar",
        city="Tunis",
        country="TN",
        year=2016,
    ),
    Document("agenda", "agenda", (Version("en", "Agenda for local democracy", "Ten commitments.", "Vote. Listen."),),
             "en"),
    Document(
        "news-grenoble",
        "news",
        (Version("en", "A report on the conference", "What was said.",
                 "The conference in Grenoble ended with a declaration. Budgets, budgets, budgets."),),
        "en",
        year=2022,
        related=(Related("grenoble-declaration"),),
    ),
    Document(
        "twin-b",
        "practice",
        (Version("en", "Neighbourhood assembly", "", "Twins of one text, word for word."),),
        "en",
        city="Leeds",
        country="GB",
    ),
    Document(
        "twin-a",
        "practice",
        (Version("en", "Neighbourhood assembly", "", "Twins of one text, word for word."),),
        "en",
        city="Leeds",
        country="GB",
    ),
    Document(
        "lodz-panel",
        "practice",
        (Version("de", "Bürgerrat in Łódź", "", "Ausgeloste Menschen beraten über das Klima ihrer Stadt."),),
        "de",
        city="Łódź",
        country="PL",
        year=2020,
        themes=("sortition", "climate"),
    ),
)  # fmt: skip


@pytest.fixture
def works() -> tuple[Document, ...]:
    """A dozen works: missing years and cities, several versions and themes, two Córdobas, twins, many scripts."""
    return WORKS


Opener = Callable[[str, Path], Engine]


@pytest.fixture(scope="session")
def opener(request: pytest.FixtureRequest, planner: Planner) -> Iterator[Opener]:
    """Opens engines by name, each folder an index of its own; they are closed when the session ends."""
    opened: list[Engine] = []

    def open_(name: str, folder: Path) -> Engine:
        settings = Settings(engine=name, index=folder)
        if name == "opensearch":
            urls = ",".join(request.getfixturevalue("cluster").urls)
            index = f"test-{abs(hash(folder)):x}"
            settings = Settings(engine=name, index=folder, opensearch_url=urls, opensearch_index=index)
        opened.append(open_engine(settings, planner))
        return opened[-1]

    yield open_
    for engine in opened:
        engine.close()


@pytest.fixture
def engine(engine_name: str, opener: Opener, tmp_path: Path) -> Engine:
    """Each engine, with nothing in it; the test may write."""
    return opener(engine_name, tmp_path)


Library = Callable[[str, str, Iterable[Document]], Engine]


@pytest.fixture(scope="session")
def libraries(opener: Opener, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Engines that hold works under some label, each made once; nobody may write to them."""
    stocked: dict[tuple[str, str], Engine] = {}

    def library(name: str, label: str, documents: Iterable[Document]) -> Engine:
        if (name, label) not in stocked:
            engine = opener(name, tmp_path_factory.mktemp(f"{name}-{label}"))
            engine.replace(documents)
            stocked[name, label] = engine
        return stocked[name, label]

    return library


@pytest.fixture
def library(engine_name: str, libraries: Library) -> Engine:
    """Each engine with the dozen works in it, to be read only."""
    return libraries(engine_name, "works", WORKS)


@pytest.fixture
def crowd(engine_name: str, libraries: Library) -> Engine:
    """Each engine with a thousand and thirty small works, to be read only."""
    return libraries(engine_name, "crowd", crowd_of_works())
