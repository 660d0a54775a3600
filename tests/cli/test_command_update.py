"""qis update"""

import io
import json
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from qis_tool import intake
from qis_tool.cli.commands import update
from qis_tool.finding import Problem
from qis_tool.form import Form

Qis = Callable[..., tuple[int, str, str]]
Write = Callable[..., bytes]


def altered(document: bytes, *changes: tuple[str, str]) -> bytes:
    """A document with other words in its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            for old, new in changes if name == "word/document.xml" else ():
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            made.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def plan(samples: Path, tmp_path: Path) -> Path:
    """A plan of one's own."""
    file = tmp_path / "plan.yaml"
    file.write_bytes((samples / "good/full.yaml").read_bytes())
    return file


@pytest.fixture
def document(plan: Path, tmp_path: Path, write: Write) -> Path:
    """The plan's document, in which two words and a date were changed since."""
    file = tmp_path / "k2.docx"
    changes = (
        ("We will engage all 24", "We will engage all 25"),
        ("2023-06-30", "2023-07-31"),
        ("Claim files show", "Claims show"),
    )
    file.write_bytes(altered(write(plan), *changes))
    return file


@pytest.fixture
def disputed(plan: Path, document: Path) -> Path:
    """The document, one word of which was changed in the plan too."""
    plan.write_bytes(plan.read_bytes().replace(b"We will engage all 24", b"We will engage all 26"))
    return document


CHANGES = """\
k2.docx, Attachment K2 plan year 2024, into plan.yaml:
  changed  QIS Goal 1 (item 5): We will engage all [-24-] {+25+} network maternity hospitals in …
  changed  Rationale (item 7): … are women aged 18–44. [-Claim files-] {+Claims+} show 1,140 births in …
  changed  Milestone date 2 (item 10b): [-2023-06-30-] {+2023-07-31+}
"""


def test_what_was_changed_in_word_is_changed_in_the_plan_and_nothing_else(qis: Qis, plan: Path, document: Path) -> None:
    before = plan.read_bytes()
    plan.chmod(0o640)
    told = f"{CHANGES}3 changes carried over into plan.yaml.\n"
    assert qis("update", "plan.yaml", "k2.docx") == (0, told, "Next, run: qis validate plan.yaml\n")
    assert plan.read_bytes() == (
        before.replace(b"We will engage all 24", b"We will engage all 25", 1)
        .replace(b"2023-06-30", b"2023-07-31", 1)
        .replace(b"Claim files show", b"Claims show", 1)
    )
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    code, out, _ = qis("update", "plan.yaml", "k2.docx")
    assert (code, out.splitlines()[-1]) == (0, "Nothing to carry over: plan.yaml stays as it is.")


def test_an_untouched_document_changes_nothing(qis: Qis, plan: Path, tmp_path: Path, write: Write) -> None:
    (tmp_path / "k2.docx").write_bytes(write(plan))
    before = plan.stat()
    code, out, err = qis("update", "plan.yaml", "k2.docx")
    assert (code, err, out.splitlines()[-1]) == (0, "", "Nothing to carry over: plan.yaml stays as it is.")
    assert (plan.stat().st_ino, plan.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_dry_run_shows_all_and_writes_nothing(qis: Qis, plan: Path, document: Path) -> None:
    before = plan.read_bytes()
    code, out, _ = qis("update", "plan.yaml", "k2.docx", "--dry-run")
    assert (code, out) == (0, f"{CHANGES}3 changes would be carried over into plan.yaml. Nothing was written.\n")
    colored = qis("update", "plan.yaml", "k2.docx", "--dry-run", "--color", "always")[1]
    assert "\x1b[31m[-24-]\x1b[0m \x1b[32m{+25+}\x1b[0m" in colored
    assert plan.read_bytes() == before


def test_the_new_plan_can_be_written_elsewhere(qis: Qis, plan: Path, document: Path, tmp_path: Path) -> None:
    before = plan.read_bytes()
    assert qis("update", "plan.yaml", "k2.docx", "-o", "new.yaml")[0] == 0
    assert plan.read_bytes() == before
    new = (tmp_path / "new.yaml").read_bytes()
    assert b"all 25" in new
    assert "this file exists. Add --force" in qis("update", "plan.yaml", "k2.docx", "-o", "new.yaml")[2]
    assert qis("update", "new.yaml", "k2.docx", "-o", "again.yaml")[0] == 0
    assert (tmp_path / "again.yaml").read_bytes() == new
    assert qis("update", "plan.yaml", "k2.docx", "-o", "new.yaml", "--force")[0] == 0
    for name in ("plan.yaml", "k2.docx"):
        assert "this is the file being read" in qis("update", "./plan.yaml", "k2.docx", "-o", name, "--force")[2]


def test_without_a_terminal_a_conflict_stops_all(qis: Qis, plan: Path, disputed: Path) -> None:
    before = plan.read_bytes()
    code, out, err = qis("update", "plan.yaml", "k2.docx")
    assert code == 1
    assert "  conflict  QIS Goal 1 (item 5)\n" in out
    assert "    in the plan:    We will engage all [-24-] {+26+} network" in out
    assert "    in Word:        We will engage all [-24-] {+25+} network" in out
    assert err == (
        "To decide them all at once, add --ours (keep what the plan has) or --theirs (take what Word has).\n"
    )
    assert plan.read_bytes() == before


@pytest.mark.parametrize(("side", "number"), [("--ours", b"all 26"), ("--theirs", b"all 25")])
def test_a_conflict_goes_to_the_side_that_is_named(
    side: str, number: bytes, qis: Qis, plan: Path, disputed: Path
) -> None:
    code, out, err = qis("update", "plan.yaml", "k2.docx", side)
    assert (code, err) == (0, "Next, run: qis validate plan.yaml\n")
    assert number in plan.read_bytes()
    assert b"2023-07-31" in plan.read_bytes()
    assert ("kept as it is in the plan  QIS Goal 1" in out) is (side == "--ours")


def test_only_one_side_can_be_named(qis: Qis, plan: Path, disputed: Path) -> None:
    code, _, err = qis("update", "plan.yaml", "k2.docx", "--ours", "--theirs")
    assert (code, err) == (2, "qis: --ours and --theirs can't both hold: say which of them a conflict goes to.\n")


@pytest.mark.parametrize(
    ("typed", "code", "number"), [("t\n", 0, b"all 25"), ("x\n O \n", 0, b"all 26"), ("q\n", 1, b"all 26")]
)
def test_on_a_terminal_each_conflict_is_asked(
    typed: str, code: int, number: bytes, qis: Qis, plan: Path, disputed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update, "_on_a_terminal", lambda: True)
    ended, _, err = qis("update", "plan.yaml", "k2.docx", stdin=typed.encode())
    assert ended == code
    assert err.count("Keep the plan's own (o), take Word's (t), or write nothing (q)?") == typed.count("\n")
    assert "    in Word:        We will engage all [-24-] {+25+} network" in err
    assert number in plan.read_bytes()
    assert (b"2023-07-31" in plan.read_bytes()) is (code == 0)


def test_who_leaves_a_question_open_has_written_nothing(
    qis: Qis, plan: Path, disputed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plan.read_bytes()
    monkeypatch.setattr(update, "_on_a_terminal", lambda: True)
    assert qis("update", "plan.yaml", "k2.docx")[0] == 130
    assert plan.read_bytes() == before


def test_a_dry_run_asks_nothing(qis: Qis, disputed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "_on_a_terminal", lambda: True)
    code, out, _ = qis("update", "plan.yaml", "k2.docx", "--dry-run")
    assert (code, "  conflict  QIS Goal 1" in out) == (1, True)


def test_for_programs(qis: Qis, disputed: Path) -> None:
    code, out, _ = qis("update", "plan.yaml", "k2.docx", "--format", "json", "--ours")
    told = json.loads(out)
    assert (code, told["written"], told["recorded"]) == (0, "plan.yaml", True)
    assert [change["path"] for change in told["changes"]] == [
        "/part_d/rationale",
        "/part_d/timeline/milestones/1/date",
    ]
    assert [conflict["path"] for conflict in told["kept"]] == ["/part_c/goal_1"]


def test_without_a_record_every_difference_is_a_conflict(qis: Qis, plan: Path, tmp_path: Path) -> None:
    assert qis("render", "plan.yaml", "--no-embed", "-o", "bare.docx")[0] == 0
    bare = tmp_path / "bare.docx"
    bare.write_bytes(altered(bare.read_bytes(), ("We will engage all 24", "We will engage all 25")))
    code, out, _ = qis("update", "plan.yaml", "bare.docx")
    assert (code, out.count("  conflict  ")) == (1, 1)
    assert qis("update", "plan.yaml", "bare.docx", "--theirs")[0] == 0
    assert b"all 25" in plan.read_bytes()


def test_text_that_belongs_to_no_answer_is_told_and_the_rest_is_carried_over(
    qis: Qis, plan: Path, document: Path
) -> None:
    word = docx.Document(str(document))
    word.paragraphs[3].insert_paragraph_before("Please call Ann about this.")
    word.save(str(document))
    code, out, _ = qis("update", "plan.yaml", "k2.docx")
    assert code == 1
    assert (
        "  not carried over  this text belongs to no answer; move it into one, in Word or in the plan: “Please call Ann"
        in out
    )
    assert b"all 25" in plan.read_bytes()


def test_a_plan_that_was_changed_meanwhile_is_left_alone(
    qis: Qis, plan: Path, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = update._write

    def later(*given: object, **options: object) -> None:
        plan.write_bytes(b"form: k2\n")
        write(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(update, "_write", later)
    code, _, err = qis("update", "plan.yaml", "k2.docx")
    assert (code, err) == (2, "qis: plan.yaml: it was changed while this ran. Nothing was written: try again.\n")
    assert plan.read_bytes() == b"form: k2\n"
    assert sorted(file.name for file in plan.parent.iterdir()) == ["k2.docx", "plan.yaml"]


@pytest.mark.parametrize("damage", [b"part_c: {}\n", b"x: &a b\ny: *a\n", b"x: [\n", b"x: \x00\n"])
def test_a_plan_that_can_not_be_read_in_full_is_refused(damage: bytes, qis: Qis, plan: Path, document: Path) -> None:
    plan.write_bytes(plan.read_bytes() + damage)
    code, out, err = qis("update", "plan.yaml", "k2.docx")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("qis: plan.yaml: ")


def test_a_document_of_another_form_is_refused(
    qis: Qis, plan: Path, document: Path, monkeypatch: pytest.MonkeyPatch, k2: Form
) -> None:
    read = intake.read_document
    other = replace(k2, year=2025)
    monkeypatch.setattr(intake, "read_document", lambda *given, **options: replace(read(*given, **options), form=other))
    code, _, err = qis("update", "plan.yaml", "k2.docx")
    assert code == 2
    assert err == (
        "qis: k2.docx: this is Attachment K2 plan year 2025, but plan.yaml is for Attachment K2 plan year 2024.\n"
    )


def test_what_there_is_to_say_about_the_document_is_told_aside(
    qis: Qis, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = intake.read_document

    def told(*given: Any, **options: Any) -> intake.Returned:
        returned = read(*given, **options)
        problems = (Problem(("part_c", "goal_1"), rule="not-text"),)
        source = replace(returned.source, problems=problems)
        return replace(returned, source=source, remarks=("2 tracked changes were taken as accepted.",))

    monkeypatch.setattr(intake, "read_document", told)
    code, _, err = qis("update", "plan.yaml", "k2.docx", "--dry-run")
    assert code == 1
    assert err == (
        "2 tracked changes were taken as accepted.\n"
        "Error: QIS Goal 1 (item 5) holds a picture, a field or another object. "
        "Only text can be read and checked, and taken over.\n"
    )


def test_a_terminal_is_where_one_can_type_and_read(on_a_terminal: Callable[..., str]) -> None:
    seen: list[bool] = []
    on_a_terminal(lambda: on_a_terminal(lambda: seen.append(update._on_a_terminal()), "stderr"), "stdin")
    assert seen == [True]
    assert not update._on_a_terminal()


def test_a_document_of_another_plan_is_refused_unless_a_side_is_named(
    qis: Qis, plan: Path, document: Path, samples: Path
) -> None:
    plan.write_bytes((samples / "good/no-barriers.yaml").read_bytes())
    code, _, err = qis("update", "plan.yaml", "k2.docx")
    assert code == 2
    assert "texts that it was rendered with are not in plan.yaml. Name the plan that it was rendered from" in err
    assert qis("update", "plan.yaml", "k2.docx", "--theirs", "--dry-run")[0] == 0
