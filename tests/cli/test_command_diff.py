"""qis diff"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from qis_tool.cli.commands import diff
from qis_tool.errors import NotAsWritten
from qis_tool.readers.word import read_word
from qis_tool.writers.word import redline
from tests.conftest import ROOT, Outcome

Qis = Callable[..., Outcome]
Write = Callable[..., bytes]

HEAD = "From old.yaml to new.yaml, Attachment K2 plan year 2024:\n"
WORD = "  changed  QIS Goal 1 (item 5): We will engage all [-24-] {+25+} network maternity hospitals in …\n"
NOT_SHOWN = "  k2.docx does not show these, so they were not compared: Issuer, Attachment J, Coverage, Waivers.\n"


@pytest.fixture
def plans(samples: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two plans, in which one word differs."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    content = (samples / "good/full.yaml").read_bytes()
    old.write_bytes(content)
    new.write_bytes(content.replace(b"We will engage all 24", b"We will engage all 25"))
    return old, new


def test_each_difference_is_a_line(qis: Qis, plans: tuple[Path, Path]) -> None:
    before = [plan.read_bytes() for plan in plans]
    assert qis("diff", "old.yaml", "new.yaml") == (1, f"{HEAD}{WORD}1 difference.\n", "")
    assert [plan.read_bytes() for plan in plans] == before


def test_plans_that_say_the_same_are_said_to(qis: Qis, plans: tuple[Path, Path]) -> None:
    code, out, err = qis("diff", "old.yaml", "old.yaml")
    assert (code, err) == (0, "")
    assert out == (
        "From old.yaml to old.yaml, Attachment K2 plan year 2024:\n"
        "The same: no difference in anything that was compared.\n"
    )


def test_color_only_adds_to_it(qis: Qis, plans: tuple[Path, Path]) -> None:
    assert "\x1b[31m[-24-]\x1b[0m \x1b[32m{+25+}\x1b[0m" in qis("diff", "old.yaml", "new.yaml", "--color", "always")[1]


def test_either_may_be_a_word_document(qis: Qis, plans: tuple[Path, Path], tmp_path: Path, write: Write) -> None:
    (tmp_path / "k2.docx").write_bytes(write(plans[1]))
    code, out, _ = qis("diff", "old.yaml", "k2.docx")
    assert (code, out) == (1, f"{HEAD.replace('new.yaml', 'k2.docx')}{NOT_SHOWN}{WORD}1 difference.\n")
    assert qis("diff", "k2.docx", "new.yaml")[0] == 0
    assert qis("diff", "k2.docx", "k2.docx")[0] == 0


def test_one_may_come_from_standard_input(qis: Qis, plans: tuple[Path, Path]) -> None:
    old, new = plans
    code, out, _ = qis("diff", "-", "new.yaml", "--stdin-filename", "old.yaml", stdin=old.read_bytes())
    assert (code, out) == (1, f"{HEAD}{WORD}1 difference.\n")
    assert qis("diff", "old.yaml", "-", stdin=new.read_bytes())[1].startswith("From old.yaml to <stdin>, ")
    code, _, err = qis("diff", "-", "-", stdin=old.read_bytes())
    assert (code, err) == (2, "qis: Only one of the two plans can come from standard input.\n")


def test_for_programs(qis: Qis, plans: tuple[Path, Path]) -> None:
    code, out, _ = qis("diff", "old.yaml", "new.yaml", "--format", "json")
    told = json.loads(out)
    schema = json.loads((ROOT / "schemas/meta/diff.schema.json").read_bytes())
    assert not list(Draft202012Validator(schema).iter_errors(told))
    assert (code, [difference["path"] for difference in told["differences"]]) == (1, ["/part_c/goal_1"])


def test_as_a_page(qis: Qis, plans: tuple[Path, Path], tmp_path: Path) -> None:
    assert qis("diff", "old.yaml", "new.yaml", "--format", "html", "-o", "page.html") == (1, "", "Wrote page.html.\n")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert '<del><span class="spoken">removed: </span>24</del>' in page
    code, _, err = qis("diff", "old.yaml", "new.yaml", "-o", "page.html")
    assert (code, err) == (2, "qis: page.html: this file exists. Add --force to replace it, or name another.\n")
    assert qis("diff", "old.yaml", "new.yaml", "-o", "page.html", "--force")[0] == 1
    assert (tmp_path / "page.html").read_text("utf-8") == page
    assert qis("diff", "old.yaml", "new.yaml", "--format", "text", "-o", "page.html", "--force")[0] == 1
    assert (tmp_path / "page.html").read_text("utf-8") == f"{HEAD}{WORD}1 difference.\n"


def test_a_redline_is_written_beside_what_is_told(qis: Qis, plans: tuple[Path, Path], tmp_path: Path) -> None:
    code, out, err = qis("diff", "old.yaml", "new.yaml", "--redline", "r.docx")
    assert (code, out) == (1, f"{HEAD}{WORD}1 difference.\n")
    assert err == (
        "Wrote r.docx: Attachment K2 plan year 2024, new.yaml with tracked changes against old.yaml. It was read back: "
        "accepting all of them gives every answer of new.yaml, rejecting all gives every answer of old.yaml.\n"
        "Every page is marked DRAFT. It is not for submission.\n"
    )
    assert read_word((tmp_path / "r.docx").read_bytes(), "r.docx").changes == 2
    for tracked, plan in (("accepted", "new.yaml"), ("original", "old.yaml")):
        assert qis("diff", plan, "r.docx", "--tracked", tracked)[0] == 0


def test_a_redline_may_be_of_plans_with_errors_and_tells_what_it_can_not_hold(
    qis: Qis, plans: tuple[Path, Path], tmp_path: Path
) -> None:
    new = plans[1]
    new.write_bytes(new.read_bytes().replace(b"part_d:", b"  goal_3: More.\npart_d:", 1))
    code, out, err = qis("diff", "old.yaml", "new.yaml", "--redline", "r.docx")
    assert (code, out.splitlines()[1]) == (1, "  added  part_c.goal_3: {+More.+}")
    assert "Not in the redline, because the form has no place for it: Part C (part_c.goal_3)\n" in err
    assert (tmp_path / "r.docx").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--redline", "r.pdf"], "r.pdf: a redline is a Word document. Name it r.docx."),
        (["--redline", "r.docx", "-o", "./r.docx"], "r.docx: the differences and the redline can't be one file."),
        (["--redline", "there.docx"], "there.docx: this file exists. Add --force to replace it, or name another."),
        (["--redline", "r.docx", "-o", "there.docx"], "there.docx: what its ending says is not written here."),
        (["--redline", "r.docx", "-o", "there.docx", "--format", "text"], "there.docx: this file exists."),
        (["--redline", "no/r.docx"], "no/r.docx: there is no folder no. Make it first, or name another."),
    ],
)
def test_where_nothing_can_be_written_nothing_is(
    options: list[str], told: str, qis: Qis, plans: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "there.docx").write_bytes(b"mine")
    code, out, err = qis("diff", "old.yaml", "new.yaml", *options)
    assert (code, out) == (2, "")
    assert err.startswith(f"qis: {told}")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["new.yaml", "old.yaml", "there.docx"]
    assert (tmp_path / "there.docx").read_bytes() == b"mine"


def test_no_input_is_ever_written_over(qis: Qis, plans: tuple[Path, Path], tmp_path: Path, write: Write) -> None:
    (tmp_path / "k2.docx").write_bytes(write(plans[1]))
    for options in (["-o", "old.yaml"], ["--redline", "k2.docx"]):
        code, _, err = qis("diff", "old.yaml", "k2.docx", "--force", *options)
        assert (code, err) == (2, f"qis: {options[1]}: this is the file being read. Name another.\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("form: [\n", "it can't be read in full, so nothing was compared. See: qis validate new.yaml"),
        ("form: k2\nform: k2\n", "it can't be read in full, so nothing was compared. See: qis validate new.yaml"),
        (
            "form: k3\nplan_year: 2024\n",
            "it names form: k3, plan_year: 2024, which is not an edition qis knows. Known:",
        ),
    ],
)
def test_a_plan_that_can_not_be_compared_is_refused_by_name(
    content: str, told: str, qis: Qis, plans: tuple[Path, Path], tmp_path: Path
) -> None:
    plans[1].write_text(content)
    code, out, err = qis("diff", "old.yaml", "new.yaml", "--redline", "r.docx")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"qis: new.yaml: {told}")
    assert not (tmp_path / "r.docx").exists()


@pytest.mark.parametrize(("name", "why"), [("none.yaml", "there is no such file"), (".", "this is a folder")])
def test_what_is_no_file_is_refused(name: str, why: str, qis: Qis, plans: tuple[Path, Path]) -> None:
    assert qis("diff", "old.yaml", name) == (2, "", f"qis: {name}: {why}.\n")


def test_a_document_with_text_that_belongs_to_no_answer_is_refused(
    qis: Qis, plans: tuple[Path, Path], samples: Path
) -> None:
    document = samples / "bad/QIS015-text-without-place.docx"
    code, _, err = qis("diff", "old.yaml", document)
    assert (code, err) == (
        2,
        f"qis: {document}: it can't be read in full, so nothing was compared. See: qis validate {document}\n",
    )


def test_a_redline_that_does_not_read_back_is_not_written(
    qis: Qis, plans: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redline, "unlike", lambda *_: ["part_c.goal_1"])
    code, out, err = qis("diff", "old.yaml", "new.yaml", "--redline", "r.docx")
    assert (code, out) == (3, "")
    assert NotAsWritten.__name__ in err
    assert not (tmp_path / "r.docx").exists()


def test_its_formats_are_those_there_are() -> None:
    assert list(diff.DiffFormat) == ["text", "html", "json"]
