"""The thesaurus: concepts, their labels and synonyms in each language, and what a run of words means."""

from kb.vocabulary.files import CATEGORIES, CONCEPTS, WORDS, load
from kb.vocabulary.linter import problems
from kb.vocabulary.matcher import Matcher, Mention
from kb.vocabulary.thesaurus import LANGUAGES, Category, Concept, Vocabulary

__all__ = [
    "CATEGORIES",
    "CONCEPTS",
    "LANGUAGES",
    "WORDS",
    "Category",
    "Concept",
    "Matcher",
    "Mention",
    "Vocabulary",
    "load",
    "problems",
]
