"""The description of the API, held against the API."""

from typing import Any

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from kb.web.params import PARAMETERS

EXAMPLES = {
    "/api/search": ["/api/search?q=grenoble", "/api/search?q=grenoble+xylophone+budget", "/api/search?year_from=x"],
    "/api/documents/{id}": ["/api/documents/grenoble-declaration", "/api/documents/nothing"],
    "/api/explain": [
        "/api/explain?id=agenda&q=grenoble+vote&type=agenda",
        "/api/explain?q=a",
        "/api/explain?id=nothing",
    ],
    "/api/suggest": ["/api/suggest?q=par", "/api/suggest?language=%3F"],
    "/healthz": ["/healthz"],
    "/openapi.json": ["/openapi.json"],
}


@pytest.fixture
def description(client: TestClient) -> dict[str, Any]:
    """The description as served."""
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def test_it_describes_every_address_that_answers_with_json(client: TestClient, description: dict[str, Any]) -> None:
    """No more and no less."""
    routes = {route.path for route in client.app.routes if isinstance(route, Route)}  # type: ignore[attr-defined]
    pages = {"/", "/search", "/search/values", "/documents/{id}", "/themes", "/themes/{id}", "/explain", "/about",
             "/static/{version}/{name}", "/favicon.ico", "/robots.txt"}  # fmt: skip
    assert set(description["paths"]) == routes - pages
    assert {path for path in description["paths"] if _is_json(description, path)} == set(EXAMPLES)


def _is_json(description: dict[str, Any], path: str) -> bool:
    return "application/json" in description["paths"][path]["get"]["responses"]["200"]["content"]


@pytest.mark.parametrize(
    "path", ["/search.csv", "/search.ris", "/documents/{id}.bib", "/search.csl.json", "/themes.ttl"]
)
def test_files_are_of_the_type_that_it_says(client: TestClient, description: dict[str, Any], path: str) -> None:
    """And take the parameters of a search, but for its pages."""
    [media_type] = description["paths"][path]["get"]["responses"]["200"]["content"]
    response = client.get(path.format(id="agenda"))
    assert response.headers["content-type"].partition(";")[0] == media_type
    names = {each["name"] for each in description["paths"]["/search.csv"]["get"]["parameters"]}
    assert names == {each.name for each in PARAMETERS} - {"page", "per_page", "meaning"}


def test_it_says_what_was_searched_for_too(client: TestClient, description: dict[str, Any]) -> None:
    """A concept has a page, an everyday word has none."""
    told = description["components"]["schemas"]["ExpansionAnswer"]["description"]
    assert "everyday word" in told
    found = {each["concept"]: each["url"] for each in client.get("/api/search?q=youth+money").json()["expansions"]}
    assert found == {"youth": "/themes/youth", "money": None}


def test_it_names_every_parameter_of_a_search(description: dict[str, Any]) -> None:
    """In the order of the address, the repeatable ones as arrays."""
    described = description["paths"]["/api/search"]["get"]["parameters"]
    assert [each["name"] for each in described] == [each.name for each in PARAMETERS]
    assert {each["name"] for each in described if each["schema"]["type"] == "array"} == {
        "theme", "city", "country", "year", "language", "type",
    }  # fmt: skip


@pytest.mark.parametrize(("path", "address"), [(path, each) for path, found in EXAMPLES.items() for each in found])
def test_answers_are_what_it_says(client: TestClient, description: dict[str, Any], path: str, address: str) -> None:
    """Real answers, errors too, are valid by their own schema."""
    response = client.get(address)
    described = description["paths"][path]["get"]["responses"][str(response.status_code)]
    assert problems(response.json(), described["content"]["application/json"]["schema"], description) == []


def test_the_check_itself_finds_what_is_wrong(description: dict[str, Any]) -> None:
    """A wrong type, a missing name, a value that is not on the list."""
    schema = {"$ref": "#/components/schemas/HealthAnswer"}
    wrong = problems({"status": "bad", "engine": 1}, schema, description)
    assert len(wrong) == 3


KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip


def problems(value: Any, schema: dict[str, Any], description: dict[str, Any], at: str = "$") -> list[str]:
    """What is wrong with a value by the part of JSON Schema that our schemas use."""
    if "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        options = [problems(value, option, description, at) for option in schema["anyOf"]]
        return [] if [] in options else min(options, key=len)
    found = []
    if "type" in schema and not isinstance(value, KINDS[schema["type"]]):
        return [f"{at}: {value!r} is not {schema['type']}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r} is not one of {schema['enum']}")
    if isinstance(value, dict):
        found += [f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, item in value.items():
            rule = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
            found += problems(item, rule if isinstance(rule, dict) else {}, description, f"{at}.{name}")
    if isinstance(value, list):
        for index, item in enumerate(value):
            found += problems(item, schema.get("items", {}) or {}, description, f"{at}[{index}]")
    return found
