"""The Java that a node is started with."""

from pathlib import Path

import pytest

from tests.cluster.cluster import ClusterTrouble, free_ports, java


def _home(folder: Path, version: str) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "java").touch()
    (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
    return folder


def test_java_is_the_newest_below_the_folder(tmp_path: Path) -> None:
    """A default of 17 does not stand in the way of 25."""
    _home(tmp_path / "a17", "17.0.15")
    newest = _home(tmp_path / "b25", "25.0.1")
    _home(tmp_path / "c21", "21.0.2")
    assert java({}, tmp_path) == newest / "bin" / "java"


def test_java_home_goes_first(tmp_path: Path) -> None:
    """Who states a Java gets that one, even where there is a newer."""
    _home(tmp_path / "all" / "25", "25")
    stated = _home(tmp_path / "mine", "21.0.2")
    assert java({"JAVA_HOME": str(stated)}, tmp_path / "all") == stated / "bin" / "java"


@pytest.mark.parametrize("version", ["17.0.15", "1.8.0_372"])
def test_an_old_java_is_refused_by_name(tmp_path: Path, version: str) -> None:
    """The message says what is needed and what was found."""
    _home(tmp_path / "old", version)
    with pytest.raises(ClusterTrouble, match=r"needs Java 21 or newer; found: .*old/bin/java \(Java (17|8)\)"):
        java({}, tmp_path)


def test_no_java_at_all_is_said(tmp_path: Path) -> None:
    """Nothing found is not a traceback."""
    with pytest.raises(ClusterTrouble, match="found: none"):
        java({}, tmp_path)


def test_free_ports_differ() -> None:
    """Six nodes' worth of ports, no two the same."""
    assert len(set(free_ports(6))) == 6
