"""The Python interface: its page is carried out, and its functions do what the commands do."""

import doctest
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qis_tool import api

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/python.md"
Qis = Callable[..., tuple[int, str, str]]


def test_the_page_tells_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8", raise_on_error=False)
    assert (done.failed, done.attempted > 20) == (0, True)


def test_the_page_has_an_example_of_every_function() -> None:
    page = PAGE.read_text("utf-8")
    functions = [name for name in api.__all__ if name[0].islower()]
    assert [name for name in functions if f"api.{name}(" not in page] == []


def test_a_document_is_the_one_of_the_command(qis: Qis, samples: Path, tmp_path: Path) -> None:
    plan = samples / "good/full.yaml"
    assert qis("render", plan, "-o", "k2.docx")[0] == 0
    assert (tmp_path / "k2.docx").read_bytes() == api.render(api.read(plan))


def test_a_plan_is_read_from_word_as_well(samples: Path) -> None:
    document = api.read(samples / "review/golden-poppy-foothill-hmo.docx")
    assert [finding.rule.code for finding in api.validate(document).findings] == ["QIS016"]
    in_memory = (samples / "review/golden-poppy-foothill-hmo.docx").read_bytes()
    assert api.read("k2.docx", in_memory).data == document.data


def test_it_loads_no_writer_until_one_is_asked_for(environment: dict[str, str]) -> None:
    heavy = "{'docx', 'jinja2', 'jsonschema', 'typer', 'rich', 'xlsxwriter'}"
    script = f"import sys, qis_tool.api; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
