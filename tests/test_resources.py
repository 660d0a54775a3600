"""Where the forms' data lies."""

from pathlib import Path

import pytest

from qis_tool import resources
from qis_tool.errors import DataFault
from qis_tool.resources import data_roots, find

ROOT = Path(__file__).parent.parent


def test_a_checkout_holds_its_data_at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QIS_FORMS", raising=False)
    assert list(data_roots()) == [ROOT]
    assert find("schemas/rules.yaml") == ROOT / "schemas/rules.yaml"


def test_an_installation_holds_its_data_inside_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QIS_FORMS", raising=False)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    (tmp_path / "_data").mkdir()
    assert list(data_roots()) == [tmp_path / "_data"]


def test_ones_own_data_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QIS_FORMS", str(tmp_path))
    assert list(data_roots()) == [tmp_path, ROOT]
    assert find("schemas/rules.yaml") == ROOT / "schemas/rules.yaml"
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/rules.yaml").touch()
    assert find("schemas/rules.yaml") == tmp_path / "schemas/rules.yaml"


def test_what_is_nowhere_is_a_fault_of_the_installation() -> None:
    with pytest.raises(DataFault, match=r"^The data file schemas/k9 is missing"):
        find("schemas/k9")
