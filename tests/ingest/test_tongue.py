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


@pytest.mark.parametrize(
    ("text", "language"),
    [("村级公共服务和社会管理专项资金由村民会议决定用途，居民提出项目并投票。", "zh"),
     ("參與式預算由社區居民提案、討論並投票，市政府依結果執行，並每年公布各項計畫的進度與經費。", "zh"),
     ("参与式预算由居民提出项目并投票决定，使用了OIDP的经验。「の」字店也参加。市政府每年公布结果。", "zh"),
     ("市民が予算の使い道を提案し、投票で決める仕組みです。", "ja"),
     ("参加型予算制度導入検討委員会報告書の概要と今後の課題について", "ja"),
     ("주민참여예산은 주민이 사업을 제안하고 투표로 결정하는 제도이다. 서울시는 매년 결과를 공개한다.", "ko"),
     ("서울特別市 住民參與豫算 委員會는 每年 市民 提案을 審議한다. 區廳長", "ko")],
)  # fmt: skip
def test_east_asian_languages_are_told_by_their_letters(text: str, language: str) -> None:
    """A detector is sure that some Chinese sentences are Korean."""
    found = tongue.detect(text)
    assert found is not None
    assert (found.language, found.confidence >= 0.9) == (language, True)


def test_a_few_han_letters_contradict_nobody() -> None:
    """They may be a Japanese title, which the curator states as such."""
    found = tongue.detect("市民参加予算委員会報告書")
    assert found is not None
    assert (found.language, found.confidence) == ("zh", 0.9)


def test_a_quotation_in_another_script_changes_nothing() -> None:
    """Most letters count."""
    found = tongue.detect(f"{CATALAN} En xinès: 参与式预算由居民提出项目并投票决定。")
    assert found is not None
    assert found.language == "ca"


def test_a_few_letters_of_a_dense_script_are_enough() -> None:
    """A Chinese title says as much as a sentence."""
    found = tongue.detect("市民が予算の使い道を提案し")
    assert found is not None
    assert found.language == "ja"
