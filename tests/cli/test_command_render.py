"""qis render"""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import qis_tool.writers.word.body
from qis_tool.writers import WRITERS
from qis_tool.writers.word.controls import answer_line

Qis = Callable[..., tuple[int, str, str]]
Answers = Callable[[bytes], dict[str, list[str]]]
NAMES = {
    "full": "golden-poppy-health-plan-inc-k2-2024.docx",
    "minimal": "sierra-lupine-health-k2-2024.docx",
    "no-barriers": "manzanita-coast-health-plan-k2-2024.docx",
}
BLANK = "form: k2\nplan_year: 2024\n"


@pytest.fixture
def plan(samples: Path, tmp_path: Path) -> Path:
    """A good plan in a folder of its own."""
    file = tmp_path / "plans" / "plan.yaml"
    file.parent.mkdir()
    file.write_bytes((samples / "good/full.yaml").read_bytes())
    return file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_document_stands_beside_the_plan_under_the_issuers_name(qis: Qis, good: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(good.read_bytes())
    code, out, err = qis("render", "plan.yaml")
    assert (code, out) == (0, "")
    name = NAMES[good.stem]
    assert err == (
        f"Wrote {name}: Attachment K2 plan year 2024. Every answer was read back from it and is as in the plan.\n"
    )
    assert names(tmp_path) == sorted([name, "plan.yaml"])


@pytest.mark.parametrize("name", ["out.docx", "OUT.DOCX"])
def test_the_document_may_stand_elsewhere(qis: Qis, plan: Path, tmp_path: Path, name: str, answers: Answers) -> None:
    assert qis("render", plan, "--output", name)[0] == 0
    assert answers((tmp_path / name).read_bytes())["part_d.timeline.start_date"] == ["2023-01-01"]
    assert names(plan.parent) == ["plan.yaml"]


def test_a_folder_with_one_plan_stands_for_it(qis: Qis, plan: Path) -> None:
    assert qis("render", plan.parent)[0] == 0
    assert NAMES["full"] in names(plan.parent)


def test_a_plan_from_standard_input_is_named_after_its_issuer(qis: Qis, plan: Path, tmp_path: Path) -> None:
    assert qis("render", "-", stdin=plan.read_bytes())[0] == 0
    assert qis("render", "-", "--stdin-filename", str(plan), stdin=plan.read_bytes())[0] == 0
    assert NAMES["full"] in names(tmp_path)
    assert NAMES["full"] in names(plan.parent)


@pytest.mark.parametrize(
    ("legal_name", "name"),
    [
        ("''", "k2-2024-DRAFT.md"),
        ("[a, list]", "k2-2024-DRAFT.md"),
        ("健康", "k2-2024-DRAFT.md"),
        ("../../etc/passwd", "etc-passwd-k2-2024-DRAFT.md"),
        ("'  A  B, Inc.  '", "a-b-inc-k2-2024-DRAFT.md"),
        ("x" * 200, "x" * 80 + "-k2-2024-DRAFT.md"),
    ],
)
def test_any_legal_name_makes_a_file_name(qis: Qis, tmp_path: Path, legal_name: str, name: str) -> None:
    (tmp_path / "plan.yaml").write_text(f"{BLANK}issuer:\n  legal_name: {legal_name}\n", "utf-8")
    assert qis("render", "plan.yaml", "--draft", "--as", "md")[0] == 0
    assert names(tmp_path) == sorted([name, "plan.yaml"])


def test_the_plans_own_name_tells_two_documents_of_an_issuer_apart(qis: Qis, plan: Path) -> None:
    for name in ("HMO.yaml", "ppo-plan.yaml"):
        (plan.parent / name).write_bytes(plan.read_bytes())
        assert qis("render", plan.parent / name)[0] == 0
    assert {f"golden-poppy-health-plan-inc-{part}-k2-2024.docx" for part in ("hmo", "ppo")} < set(names(plan.parent))


def test_a_plan_that_leaves_its_edition_open_gets_the_name_of_the_one_chosen(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("part_c:\n  goal_1: x\n", "utf-8")
    assert qis("render", "plan.yaml", "--draft")[0] == 0
    assert "k2-2024-DRAFT.docx" in names(tmp_path)


def test_errors_stop_it_and_are_told(qis: Qis, samples: Path, tmp_path: Path) -> None:
    code, out, err = qis("render", samples / "bad/QIS102-blank-field.yaml", "-o", "out.docx")
    assert (code, out) == (1, "")
    assert "QIS102 blank-field  Rationale (item 7) is blank.\n" in err
    assert err.endswith("qis: no document was written. Correct the errors, or add --draft.\n")
    assert names(tmp_path) == []


def test_warnings_do_not_stop_it(qis: Qis, samples: Path, tmp_path: Path) -> None:
    plan = samples / "bad/K2-213-out-of-order.yaml"
    code, _, err = qis("render", plan, "-o", "out.docx")
    assert (code, names(tmp_path)) == (0, ["out.docx"])
    assert err.endswith(f"\nThe plan has 1 warning: see qis validate {plan}\n")


def test_a_draft_is_written_in_spite_of_errors(qis: Qis, samples: Path, tmp_path: Path, answers: Answers) -> None:
    code, _, err = qis("render", samples / "bad/QIS102-blank-field.yaml", "--draft", "-o", "out.docx")
    assert code == 0
    assert "\nEvery page is marked DRAFT. It is not for submission.\n" in err
    assert answers((tmp_path / "out.docx").read_bytes())["part_d.rationale"] == [""]


def test_a_draft_names_what_the_form_has_no_place_for(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(BLANK + "remarks: ours\npart_c:\n  goal_1: [a, b]\n", "utf-8")
    lines = qis("render", "plan.yaml", "--draft")[2].splitlines()
    assert lines[1:3] == [
        "Not in the draft, because the form has no place for it: remarks",
        "Not in the draft, because the form has no place for it: QIS Goal 1 (item 5), “a”",
    ]


@pytest.mark.parametrize("draft", [[], ["--draft"]], ids=["final", "draft"])
@pytest.mark.parametrize(
    "sample", ["QIS002-yaml-syntax", "QIS003-duplicate-key", "QIS012-forbidden-character", "QIS004-alias"]
)
def test_a_plan_that_can_not_be_read_in_full_is_not_rendered_at_all(
    qis: Qis, samples: Path, tmp_path: Path, sample: str, draft: list[str]
) -> None:
    code, _, err = qis("render", samples / f"bad/{sample}.yaml", *draft, "-o", "out.docx")
    assert code == 1
    assert sample[:6] in err
    assert err.endswith("can't be read in full.\n" if draft else "Correct the errors, or add --draft.\n")
    assert names(tmp_path) == []


def test_several_plans_make_no_document(qis: Qis, samples: Path) -> None:
    code, _, err = qis("render", samples / "good")
    assert (code, err) == (2, "qis: There are 3 plans. Name one of them, or a folder for all with --out-dir.\n")


@pytest.mark.parametrize(
    ("arguments", "which"),
    [
        (["-o", "out.rtf"], "a file that ends in .rtf"),
        (["-o", "out"], "a file whose name has no ending"),
        (["--as", "doc"], "a file that ends in .doc"),
    ],
)
def test_other_kinds_of_file_are_refused(
    qis: Qis, plan: Path, tmp_path: Path, arguments: list[str], which: str
) -> None:
    code, _, err = qis("render", plan, *arguments)
    assert (code, err) == (2, f"qis: qis can't write {which}. It can write {', '.join(WRITERS)}.\n")
    assert names(tmp_path) == ["plans"]
    assert names(plan.parent) == ["plan.yaml"]


@pytest.mark.parametrize(("kind", "ending"), [("html", ".html"), ("MD", ".md"), (".html", ".html")])
def test_the_kind_of_document_may_be_named(qis: Qis, plan: Path, kind: str, ending: str) -> None:
    assert qis("render", plan, "--as", kind)[0] == 0
    assert names(plan.parent) == [NAMES["full"].replace(".docx", ending), "plan.yaml"]


def test_a_document_that_was_not_read_back_is_not_said_to_be(qis: Qis, plan: Path) -> None:
    assert qis("render", plan, "-o", "out.md")[2] == "Wrote out.md: Attachment K2 plan year 2024.\n"


def test_a_document_without_its_record(qis: Qis, plan: Path, tmp_path: Path) -> None:
    for name, more in (("with.docx", []), ("without.docx", ["--no-embed"])):
        assert qis("render", plan, "-o", name, *more)[0] == 0
    parts = {name: zipfile.ZipFile(tmp_path / name).namelist() for name in ("with.docx", "without.docx")}
    assert [name for name in parts["with.docx"] if name not in parts["without.docx"]] == [
        "customXml/_rels/item1.xml.rels",
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
    ]


def test_an_existing_document_is_replaced_only_by_force(qis: Qis, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "out.docx").write_bytes(b"last week's")
    code, _, err = qis("render", plan, "-o", "out.docx")
    assert (code, err.count("\n")) == (2, 1)
    assert (tmp_path / "out.docx").read_bytes() == b"last week's"
    assert qis("render", plan, "-o", "out.docx", "--force")[0] == 0
    assert (tmp_path / "out.docx").read_bytes() != b"last week's"


def test_a_document_that_lost_an_answer_is_not_written(
    qis: Qis, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lossy = lambda answer: answer_line(replace(answer, text=""))  # noqa: E731 - as short as it is wrong
    monkeypatch.setattr(qis_tool.writers.word.body, "answer_line", lossy)
    code, _, err = qis("render", plan, "-o", "out.docx")
    assert (code, names(tmp_path)) == (3, ["plans"])
    assert err.startswith("qis: this is a fault of qis, not of your plan. No file was changed.\n")
    assert "  NotAsWritten at\n" in err
