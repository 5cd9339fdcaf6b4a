"""Pages as values: frozen dataclasses made of a search and its results; templates only print them."""

from kb.web.pages.about import AboutPage, about_page
from kb.web.pages.alternatives import Alternative, alternatives
from kb.web.pages.error import ErrorPage, error_page
from kb.web.pages.explanation import ExplanationPage, explanation_page
from kb.web.pages.home import HomePage, home_page
from kb.web.pages.search import Advice, SearchPage, search_page
from kb.web.pages.theme import ThemePage, theme_page
from kb.web.pages.themes import ThemesPage, themes_page
from kb.web.pages.values import ValuesPage, values_page
from kb.web.pages.work import NamedBy, WorkPage, work_page

__all__ = [
    "AboutPage",
    "Advice",
    "Alternative",
    "ErrorPage",
    "ExplanationPage",
    "HomePage",
    "NamedBy",
    "SearchPage",
    "ThemePage",
    "ThemesPage",
    "ValuesPage",
    "WorkPage",
    "about_page",
    "alternatives",
    "error_page",
    "explanation_page",
    "home_page",
    "search_page",
    "theme_page",
    "themes_page",
    "values_page",
    "work_page",
]
