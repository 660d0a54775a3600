"""scripts/build_base.py, which builds the empty document that carries the look."""

import importlib.util
import io
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import docx
import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_base", ROOT / "scripts/build_base.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(builder: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["build_base.py", *arguments])
    return int(builder.main())


def test_the_shipped_document_is_what_the_script_builds(builder: ModuleType) -> None:
    assert builder.DEFAULT_OUT == ROOT / "templates/k2/2024/base.docx"
    assert builder.DEFAULT_OUT.read_bytes() == builder.build()


def test_it_writes_the_document_where_it_is_told(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "base.docx"
    assert run(builder, monkeypatch, str(out)) == 0
    assert out.read_bytes() == builder.build()


@pytest.mark.parametrize("content", [None, b"", b"another document"], ids=["missing", "empty", "other"])
def test_check_fails_on_anything_else_and_writes_nothing(
    content: bytes | None, builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "base.docx"
    if content is not None:
        out.write_bytes(content)
    assert run(builder, monkeypatch, "--check", str(out)) == 1
    assert (out.read_bytes() if out.exists() else None) == content


def test_check_passes_what_is_current(builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(builder, monkeypatch, "--check") == 0


def test_it_is_an_empty_document_with_the_styles_that_the_writer_names(builder: ModuleType) -> None:
    document = docx.Document(io.BytesIO(builder.build()))
    styles = {style.style_id for style in document.styles}
    assert not document.paragraphs
    assert {style.id for style in (*builder.BUILT_IN, *builder.OWN)} == styles
    assert {"Title", "Heading3", "Prompt", "LimitNote", "CheckBox", "AnswerBlank", "DraftMark"} <= styles


def test_nothing_in_it_depends_on_the_machine(builder: ModuleType) -> None:
    entries = zipfile.ZipFile(io.BytesIO(builder.build())).infolist()
    assert {(entry.date_time, entry.compress_type) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
    }
    assert [entry.filename for entry in entries][:2] == ["[Content_Types].xml", "_rels/.rels"]
