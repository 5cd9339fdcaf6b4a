"""The settings table."""

from pathlib import Path

import pytest

from kb.errors import BadSetting
from kb.settings import Settings, table


def test_nothing_set_gives_the_defaults() -> None:
    """An empty environment is a working one."""
    assert Settings.from_env({}) == Settings()
    assert Settings.from_env({"KB_PORT": ""}) == Settings()


def test_the_environment_is_read_and_cast() -> None:
    """Values arrive as what they are, others keep their default."""
    settings = Settings.from_env({"KB_ENGINE": "memory", "KB_PORT": "9000", "KB_INDEX": "elsewhere", "OTHER": "1"})
    assert (settings.engine, settings.port, settings.index) == ("memory", 9000, Path("elsewhere"))


@pytest.mark.parametrize(("name", "value"), [
    ("KB_PORT", "http"), ("KB_PORT", "-1"), ("KB_ENGINE", "lucene"), ("KB_OPENSEARCH_INDEX", "My index"),
    ("KB_OPENSEARCH_REPLICAS", "-1"), ("KB_OPENSEARCH_CA", "/no/such/file"),
    ("KB_PORT", "0"), ("KB_PORT", "65536"), ("KB_PORT", "99999"), ("KB_BASE_URL", "notaurl"), ("KB_BASE_URL", "https://"),
    ("KB_BASE_URL", "ftp://example.org"), ("KB_BASE_URL", "https://example.org:99999"), ("KB_BASE_URL", "example.org"),
    ("KB_BASE_URL", "https://example.org/two words"), ("KB_BASE_URL", "https://example.org/x#y"),
])  # fmt: skip
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    """The message holds the variable and the value."""
    with pytest.raises(BadSetting, match=f"{name} has the value '{value}'; it takes ") as refused:
        Settings.from_env({name: value})
    assert refused.value.field == name


def test_ports_and_addresses_that_can_be_meant_are_taken() -> None:
    """As they are given."""
    settings = Settings.from_env({"KB_PORT": "65535", "KB_BASE_URL": "https://example.org:8443/democracy/"})
    assert (settings.port, settings.base_url) == (65535, "https://example.org:8443/democracy/")


def test_addresses_of_a_cluster_are_several() -> None:
    """Separated by commas, spaces and last slashes aside."""
    settings = Settings.from_env({"KB_OPENSEARCH_URL": "https://a:9200/, https://b:9200"})
    assert settings.opensearch_url == "https://a:9200,https://b:9200"


@pytest.mark.parametrize("value", ["https://user:secret@a:9200", "a:9200", "ftp://secret"])
def test_an_address_that_is_refused_is_not_repeated(value: str) -> None:
    """It may hold a password."""
    with pytest.raises(BadSetting, match="KB_OPENSEARCH_URL") as refused:
        Settings.from_env({"KB_OPENSEARCH_URL": value})
    assert "secret" not in refused.value.message


def test_a_password_is_never_shown() -> None:
    """Not even where settings are printed whole."""
    assert "s3cret" not in repr(Settings.from_env({"KB_OPENSEARCH_PASSWORD": "s3cret"}))


def test_the_table_says_what_each_setting_is_for() -> None:
    """Every row has a name with the prefix, what it takes and a help text."""
    assert all(name.startswith("KB_") and takes and text.endswith(".") for name, _, takes, text in table())
