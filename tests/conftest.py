"""What all tests share."""

import io
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings
from lxml import etree

from qis_tool.cli import main
from qis_tool.configuration.kinds import KINDS, variable
from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document
from qis_tool.form import Form, common_rules, known_editions, load_form
from qis_tool.jobs.plans import documents_tell_issuers
from qis_tool.resources import find
from qis_tool.source import Source, read_file, read_text
from qis_tool.validate import fields_of_survey
from qis_tool.writers import WRITERS
from qis_tool.writers.word.package import settled
from tests.every_document import Watch, all_faults, not_shown

ROOT = Path(__file__).parent.parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
GOOD = sorted((ROOT / "samples/k2/2024/good").glob("*.yaml"))

# The first call of anything is slow while coverage is measured; time is what benchmarks/ is for.
settings.register_profile("qis", deadline=None, max_examples=60)
settings.load_profile("qis")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected outputs that differ")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the file that holds what is expected, or with --update-golden writes that file."""
    update = request.config.getoption("--update-golden")

    def compare(expected: Path, text: str) -> None:
        if update:
            expected.write_bytes(text.encode())
        assert text == expected.read_bytes().decode()

    return compare


@pytest.fixture(scope="session", autouse=True)
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """Sees every Word document that is made in this process."""
    seen = Watch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qis_tool.writers.word.settled", seen.over(settled))
        yield seen
    in_parallel = "PYTEST_XDIST_WORKER" in os.environ
    others = tmp_path_factory.getbasetemp().parent / "shown-to-the-validator" if in_parallel else None
    assert not all_faults(not_shown(seen.kept, others), tmp_path_factory.mktemp("kept"))


@pytest.fixture
def untraced() -> Iterator[None]:
    """Lets a long loop run at full speed: what it goes through, shorter tests measure."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.fixture(scope="session")
def k2() -> Form:
    """Attachment K2 for plan year 2024."""
    return load_form("k2", 2024)


@pytest.fixture(params=GOOD, ids=lambda path: path.stem)
def good(request: pytest.FixtureRequest) -> Path:
    """Each of the sample plans without a finding."""
    return Path(request.param)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample plans of Attachment K2."""
    return GOOD[0].parent.parent


@pytest.fixture(scope="session")
def changed(samples: Path) -> Callable[[Mapping[str, Any]], Source]:
    """Makes the smallest good plan with other answers: dotted path (rows by number) to value, None for a blank."""
    original = read_file(str(samples / "good/minimal.yaml")).data

    def make(changes: Mapping[str, Any]) -> Source:
        plan: Any = deepcopy(original)
        for path, value in changes.items():
            *above, last = [int(part) if part.isdigit() else part for part in path.split(".")]
            holder = plan
            for part in above:
                holder = holder[part] if isinstance(part, int) else holder.setdefault(part, {})
            holder[last] = value
        return read_text(json.dumps(plan, ensure_ascii=False), "plan.yaml")

    return make


@pytest.fixture
def own_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for forms of one's own, which are known while the test runs."""
    caches = (known_editions, load_form, common_rules, fields_of_survey, documents_tell_issuers)
    monkeypatch.setenv("QIS_FORMS", str(tmp_path))
    for cache in caches:
        cache.cache_clear()
    yield tmp_path
    for cache in caches:
        cache.cache_clear()


class Outcome(NamedTuple):
    """How a command ended, and what it wrote to standard output and standard error."""

    code: int
    out: str
    err: str


@pytest.fixture
def qis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Carries out a command line in an empty folder; standard input holds what `stdin` says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "SOURCE_DATE_EPOCH", "QIS_CONFIG", *map(variable, KINDS)):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return run


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment in which `python -m qis_tool` runs as a process of its own, from any folder."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    return os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}


@pytest.fixture(scope="session")
def write_anew(k2: Form) -> Callable[..., bytes]:
    """Writes the Word document of a plan, given as a file or as text."""
    return writing(k2, WRITERS[".docx"].write)


@pytest.fixture(scope="session")
def write(k2: Form) -> Callable[..., bytes]:
    """As `write_anew`, but each document once, for tests of what becomes of it then."""
    return writing(k2, lru_cache(maxsize=100)(WRITERS[".docx"].write))


def writing(form: Form, write: Callable[[Document, Path], bytes]) -> Callable[..., bytes]:
    base = find(f"templates/{form.id}/{form.year}/base.docx")

    def written(plan: Path | str, *, draft: bool = False) -> bytes:
        source = read_file(str(plan)) if isinstance(plan, Path) else read_text(plan, "plan.yaml")
        return write(assemble(source, form, draft=draft), base)

    return written


@pytest.fixture(scope="session")
def part() -> Callable[[bytes, str], etree._Element]:
    """The root element of one part of a document."""

    def root(package: bytes, name: str = "word/document.xml") -> etree._Element:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            return etree.fromstring(archive.read(name))

    return root


@pytest.fixture(scope="session")
def answers(part: Callable[[bytes], etree._Element]) -> Callable[[bytes], dict[str, list[str]]]:
    """The paragraphs in each tagged control, tabs and line ends as characters and bullets with their dash."""

    def find(element: etree._Element, path: str) -> list[Any]:
        found: Any = element.xpath(path, namespaces={"w": W})
        return list(found)

    def text(element: etree._Element) -> str:
        pieces = find(element, "descendant::w:t | descendant::w:br | descendant::w:r/w:tab")
        return "".join({"br": "\n", "tab": "\t"}.get(etree.QName(piece).localname, piece.text) for piece in pieces)

    def line(paragraph: etree._Element) -> str:
        bullet = find(paragraph, "w:pPr/w:pStyle[@w:val='AnswerBullet']")
        return f"- {text(paragraph)}" if bullet else text(paragraph)

    def read(package: bytes) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for control in find(part(package), "//w:sdt[w:sdtPr/w:tag]"):
            [tag] = find(control, "w:sdtPr/w:tag/@w:val")
            assert tag not in found
            paragraphs = find(control, "w:sdtContent/w:p")
            stands_in = bool(find(control, "w:sdtPr/w:showingPlcHdr"))
            found[tag] = [""] if stands_in else [line(paragraph) for paragraph in paragraphs] or [text(control)]
        return found

    return read
