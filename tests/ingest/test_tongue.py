"""Languages by code and name, and the detector."""

import pytest

from kb.ingest import tongue

CATALAN = "La participació ciutadana és un dret de totes les persones que viuen a la ciutat i als seus barris."


@pytest.mark.parametrize(
    ("given", "code"),
    [("pt-BR", "pt"), ("por", "pt"), ("Español", "es"), ("castellano", "es"), ("gl", "gl"), ("zh_Hans", "zh"),
     ("English", "en"), ("euskara", "eu"), ("xx", None), ("Klingonish", None), ("", None)],
)  # fmt: skip
def test_codes_and_names(given: str, code: str | None) -> None:
    """Regions are left aside."""
    assert tongue.code(given) == code


def test_the_detector_is_sure_of_a_paragraph() -> None:
    """Catalan is not taken for Spanish."""
    found = tongue.detect(CATALAN)
    assert found is not None
    assert found.language == "ca"
    assert found.confidence > 0.95


def test_the_detector_gives_the_same_answer_each_time() -> None:
    """Without a fixed seed it would not, on a text between two languages."""
    text = "Orzamentos participativos para as parroquias e os barrios da cidade de Ames e Santiago"
    assert len({tongue.detect(text) for _ in range(10)}) == 1


@pytest.mark.parametrize(
    "text", ["", "12 345 678", "Vote 2019", "https://example.org/une/adresse/tres/longue/sans/mots"]
)
def test_too_few_letters_are_no_answer(text: str) -> None:
    """Digits and addresses say nothing."""
    assert tongue.detect(text) is None


def test_a_few_letters_of_a_dense_script_are_enough() -> None:
    """A Chinese title says as much as a sentence."""
    found = tongue.detect("市民が予算の使い道を提案し")
    assert found is not None
    assert found.language == "ja"
