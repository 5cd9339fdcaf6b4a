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


@pytest.mark.parametrize(("name", "value"), [("KB_PORT", "http"), ("KB_PORT", "-1"), ("KB_ENGINE", "lucene")])
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    """The message holds the variable and the value."""
    with pytest.raises(BadSetting, match=f"{name} has the value '{value}'") as refused:
        Settings.from_env({name: value})
    assert refused.value.field == name


def test_the_table_says_what_each_setting_is_for() -> None:
    """Every row has a name with the prefix, what it takes and a help text."""
    assert all(name.startswith("KB_") and takes and text.endswith(".") for name, _, takes, text in table())
