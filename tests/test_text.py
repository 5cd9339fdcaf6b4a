"""Folding, tokens, stems, excerpts and marks."""

import pytest

from kb.text import Analysis, excerpt, fold, highlight, is_dense, is_stopword, slug, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PARTICIPACIÓ", "participacio"),
        ("Démocratie", "democratie"),
        ("São", "sao"),
        ("Xixón", "xixon"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Straße", "strasse"),
        ("col·laboració", "collaboracio"),
        ("ＡＢＣ", "abc"),
        ("تَشارُك", "تشارك"),
    ],
)
def test_fold_makes_one_of_cases_marks_and_ligatures(one: str, other: str) -> None:
    """Letters that a reader may type differently fold to one form."""
    assert fold(one) == fold(other) == other


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'habitatge dell'acqua d’Alger", ["habitatge", "acqua", "alger"]),
        ("the city's budget", ["the", "city", "budget"]),
        ("O'Higgins", ["ohiggins"]),
        ("co-creation", ["co", "creation"]),
        ("1.129.544 votes, 550'000 CHF, 3.5", ["1129544", "votes", "550000", "chf", "3", "5"]),
        ("參與式預算", ["參與", "與式", "式預", "預算"]),
        ("2019年", ["2019", "年"]),
        ("/ - [ * \x00 🎉", []),
    ],
)
def test_words_are_read_in_any_script(text: str, expected: list[str]) -> None:
    """Elided articles go, numbers lose their separators, scripts without spaces give pairs."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("es", "participación participacion participaciones"),
        ("es", "mujer mujeres"),
        ("pt", "cidadão cidadãos cidadaos"),
        ("ca", "ciutadà ciutadans ciutadanes"),
        ("ca", "participació PARTICIPACIÓ participacio"),
        ("fr", "citoyen citoyens citoyennes"),
        ("it", "bilancio bilanci"),
        ("de", "Bürger Bürgern"),
        ("en", "city cities"),
    ],
)
def test_forms_of_a_word_share_a_stem(analysis: Analysis, language: str, forms: str) -> None:
    """Irregular plurals and missing accents lead to the same stem."""
    assert len({token.stem for token in analysis.tokens(forms, language)}) == 1


def test_different_words_keep_different_stems(analysis: Analysis) -> None:
    """A citizen is not a city, in Catalan either."""
    citizen, city = analysis.tokens("ciutadà ciutat", "ca")
    assert citizen.stem != city.stem


def test_a_short_stem_belongs_to_its_language(analysis: Analysis) -> None:
    """What is cut to a few letters would be another word elsewhere; long stems are shared, other scripts have their own
    letters."""
    assert analysis.stem("voted", "en") == "en~vote"
    assert analysis.stem("participation", "en") == analysis.stem("participacion", "es") == "particip"
    assert analysis.stem("参加", "en") == "参加"
    assert analysis.stem("dom", "xx") == "dom"


def test_tokens_say_where_they_stand(analysis: Analysis) -> None:
    """Start and end point into the text as it was given, articles left out."""
    text = "Per l'habitatge: «São Paulo»"
    assert [text[token.start : token.end] for token in analysis.tokens(text, "ca")] == [
        "Per",
        "habitatge",
        "São",
        "Paulo",
    ]


def test_an_unknown_language_leaves_words_as_they_are(analysis: Analysis) -> None:
    """No rules, no guess: the stem is the folded word."""
    assert [token.stem for token in analysis.tokens("Ciudades", "und")] == ["ciudades"]


def test_stems_in_several_languages_come_once_each(analysis: Analysis) -> None:
    """A word that is stemmed alike in two languages gives one stem."""
    assert analysis.stems("budget", ("fr", "en")) == ("budget",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("São Paulo", "sao-paulo"), ("L'Hospitalet de Llobregat", "hospitalet-de-llobregat"), ("成都市", "成都市")],
)
def test_slug_is_an_address(name: str, expected: str) -> None:
    """A name becomes lower-case words joined by hyphens; other scripts keep their letters."""
    assert slug(name) == expected


def test_stop_words_belong_to_a_language() -> None:
    """`die` is empty in German only."""
    assert is_stopword("die", ("de",))
    assert not is_stopword("die", ("en",))


def test_dense_is_a_run_of_a_script_without_spaces() -> None:
    """Chinese is, Latin and mixed text are not."""
    assert is_dense("參與")
    assert not is_dense("2019年")


def test_excerpt_holds_the_words_found() -> None:
    """A long text is cut around the densest words, and the spans move with it."""
    text = "nothing " * 100 + "participatory budget of Lyon " + "more " * 100
    start = text.index("budget")
    cut, spans = excerpt(text, [(start, start + 6)], 120)
    assert [cut[a:b] for a, b in spans] == ["budget"]
    assert len(cut) <= 130
    assert cut.startswith("… ")
    assert cut.endswith(" …")


def test_excerpt_of_a_short_text_is_the_text() -> None:
    """Nothing is cut from what fits."""
    assert excerpt("budget of Lyon", [(0, 6)], 120) == ("budget of Lyon", [(0, 6)])


def test_highlight_splits_into_marked_pieces() -> None:
    """The pieces joined give the text; overlapping spans are one mark."""
    pieces = highlight("a budget here", [(2, 5), (4, 8)])
    assert pieces == [("a ", False), ("budget", True), (" here", False)]
