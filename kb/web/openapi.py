"""The description of the API for programs (OpenAPI 3.1), made from the parameters and the shapes of the answers."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec

from kb.document import Document
from kb.export.reference import COLLECTION
from kb.web.exports import IGNORED
from kb.web.formats import FORMATS
from kb.web.params import PARAMETERS, Parameter
from kb.web.shapes import ErrorAnswer, ExplainAnswer, HealthAnswer, SearchAnswer, SuggestAnswer

SHAPES = (SearchAnswer, Document, ExplainAnswer, SuggestAnswer, HealthAnswer, ErrorAnswer)
_REF = "#/components/schemas/{name}"


@lru_cache(maxsize=1)
def openapi() -> bytes:
    """The description as JSON."""
    _, components = msgspec.json.schema_components(SHAPES, ref_template=_REF)
    return msgspec.json.encode({
        "openapi": "3.1.0",
        "info": {
            "title": COLLECTION,
            "version": _version(),
            "summary": "Search good practices in local democracy in many languages.",
            "license": {"name": "Works: CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "paths": _paths(),
        "components": {"schemas": components},
    })  # fmt: skip


def _version() -> str:
    try:
        return version("local-democracy-kb")
    except PackageNotFoundError:
        return "0.1.0"


def _paths() -> dict[str, Any]:
    return {
        "/api/search": _get(
            "Search", SearchAnswer, [_parameter(each) for each in PARAMETERS],
            "Values of one filter are alternatives, filters are asked for together. Unknown parameters are ignored.",
            errors=(400, 503),
        ),
        "/api/documents/{id}": _get(
            "One work, whole", Document, [_path("id", "The id of the work.")],
            "All its language versions, and in `origin` where each value comes from.", errors=(404, 503),
        ),
        "/api/explain": _get(
            "Why a search does not find a work", ExplainAnswer,
            [{**_query("id", "The id of the work, or its address.", {"type": "string"}), "required": True},
             *(_parameter(each) for each in PARAMETERS)],
            "Each word and filter, whether the work has it, and what dropping it would give.", errors=(400, 404, 503),
        ),
        "/api/suggest": _get(
            "Completions of what is being typed", SuggestAnswer,
            [_query("q", "The beginning of a title, city or theme.", {"type": "string", "default": ""}),
             _query("language", "The language of the reader.", {"type": "string", "default": "en"})],
            "Titles, cities and themes, best first; none for a blank `q`.", errors=(400, 503),
        ),
        **_exports(),
        "/themes.ttl": _file("The thesaurus as SKOS", "text/turtle", [], "A concept scheme, with the pages of themes."),
        "/healthz": _get("Whether the site answers", HealthAnswer, [], "Which engine, and how many works.", (503,)),
        "/openapi.json": {"get": {"summary": "This description", "responses": {"200": {"description": "OpenAPI 3.1",
                          "content": {"application/json": {"schema": {"type": "object"}}}}}}},
    }  # fmt: skip


def _exports() -> dict[str, Any]:
    """The files: of a search, of one work, and what the columns of the table mean."""
    asked = [_parameter(each) for each in PARAMETERS if each.name not in IGNORED]
    work = [_path("id", "The id of the work."), _query("language", "Of the reference.", {"type": "string"})]
    text = "In the order of the search, up to 10,000; `X-Total-Count` says how many there are."
    return {
        **{f"/search.{form.suffix}": _file(f"All works of a search as {form.label}", form.media_type, asked, text)
           for form in FORMATS},
        **{f"/documents/{{id}}.{form.suffix}": _file(f"One work as {form.label}", form.media_type, work, "", (404,))
           for form in FORMATS},
        "/search.csv-metadata.json": _file(
            "What the columns of the CSV mean", "application/csvm+json", [], "Metadata of CSV on the Web."
        ),
    }  # fmt: skip


def _file(
    summary: str, media_type: str, parameters: list[dict[str, Any]], text: str, errors: tuple[int, ...] = ()
) -> dict[str, Any]:
    content = {media_type.partition(";")[0]: {"schema": {"type": "string"}}}
    responses: dict[str, Any] = {"200": {"description": "The file.", "content": content}}
    responses |= {
        str(status): {"description": _ERRORS[status], "content": {"text/plain": {"schema": {"type": "string"}}}}
        for status in (*errors, *((400,) if parameters else ()), 503)
    }
    return {"get": {"summary": summary, "description": text, "parameters": parameters, "responses": responses}}


def _get(
    summary: str, shape: type, parameters: list[dict[str, Any]], text: str, errors: tuple[int, ...]
) -> dict[str, Any]:
    responses = {"200": _response("The answer.", shape)}
    responses |= {str(status): _response(_ERRORS[status], ErrorAnswer) for status in errors}
    return {"get": {"summary": summary, "description": text, "parameters": parameters, "responses": responses}}


_ERRORS = {
    400: "A parameter cannot be understood; `field` names it.",
    404: "No work has this id.",
    503: "The index is not answering.",
}


def _response(text: str, shape: type) -> dict[str, Any]:
    schema = {"$ref": _REF.format(name=shape.__name__)}
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = {"type": "array", "items": parameter.schema} if parameter.many else parameter.schema
    return _query(parameter.name, parameter.help, schema)


def _query(name: str, text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _path(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": text, "schema": {"type": "string"}}
