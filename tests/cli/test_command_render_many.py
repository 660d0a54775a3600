"""qis render with --out-dir: many plans in one call."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Qis = Callable[..., tuple[int, str, str]]
OnATerminal = Callable[..., str]
GOOD = ["full", "minimal", "no-barriers"]


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def batch(tmp_path: Path, samples: Path) -> Path:
    """A folder of five plans."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(5):
        (folder / f"p{number}.yaml").write_bytes((samples / f"good/{GOOD[number % 3]}.yaml").read_bytes())
    return folder


def test_each_plan_gets_a_document_named_after_its_issuer(qis: Qis, samples: Path, tmp_path: Path) -> None:
    code, out, err = qis("render", samples / "good", "--out-dir", "out")
    assert (code, out) == (0, "")
    assert written(tmp_path / "out") == [
        "golden-poppy-health-plan-inc-full-k2-2024.docx",
        "manzanita-coast-health-plan-no-barriers-k2-2024.docx",
        "sierra-lupine-health-minimal-k2-2024.docx",
    ]
    told = f"Wrote out/golden-poppy-health-plan-inc-full-k2-2024.docx, from {samples / 'good/full.yaml'}.\n"
    assert err.startswith(told)
    assert err.endswith(
        "Wrote 3 of 3 documents to out.\nIn each, every answer was read back from it and is as in the plan.\n"
    )


def test_a_bad_plan_stops_no_other(qis: Qis, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "word.yaml").write_bytes(b"PK\x03\x04")
    bad, good = samples / "bad/QIS102-blank-field.yaml", samples / "good/minimal.yaml"
    code, _, err = qis("render", bad, "word.yaml", "nowhere.yaml", good, "--out-dir", "out", "--as", "md")
    assert code == 2
    assert f"{bad}: not rendered, it has 1 error. See: qis validate {bad}\n" in err
    assert "qis: nowhere.yaml: there is no such file.\n" in err
    assert err.endswith("Wrote 1 of 4 documents to out.\n")
    assert written(tmp_path / "out") == ["sierra-lupine-health-minimal-k2-2024.md"]


def test_errors_alone_end_in_one(qis: Qis, samples: Path) -> None:
    plans = [samples / "bad/QIS102-blank-field.yaml", samples / "good/minimal.yaml"]
    assert qis("render", *plans, "--out-dir", "out")[0] == 1


def test_drafts_are_written_in_spite_of_errors(qis: Qis, samples: Path, tmp_path: Path) -> None:
    code, _, err = qis("render", samples / "bad/QIS102-blank-field.yaml", "--draft", "--out-dir", "out")
    assert code == 0
    assert "The plan has 1 error: see qis validate" in err
    assert err.endswith("Every page is marked DRAFT. They are not for submission.\n")
    assert all(name.endswith("-DRAFT.docx") for name in written(tmp_path / "out"))


def test_what_plans_lack_together_stops_them(qis: Qis, samples: Path) -> None:
    folder = next((samples / "bad").glob("K2-228-*/"))
    code, _, err = qis("render", folder, "--out-dir", "out")
    assert code == 1
    assert "1 error" in err


def test_two_documents_of_one_name_are_not_written_over_each_other(qis: Qis, samples: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.yaml").write_bytes((samples / "good/minimal.yaml").read_bytes())
    code, _, err = qis("render", "a", "b", "--out-dir", "out", "--force")
    assert code == 2
    reason = "its document would have the name of that of a/plan.yaml. Rename the plan file."
    assert f"qis: b/plan.yaml: {reason}\n" in err
    assert err.endswith(
        "Wrote 1 of 2 documents to out.\nIn each, every answer was read back from it and is as in the plan.\n"
    )


def test_an_existing_document_stays_unless_forced(qis: Qis, samples: Path, tmp_path: Path) -> None:
    plan = samples / "good/minimal.yaml"
    assert qis("render", plan, "--out-dir", "out")[0] == 0
    code, _, err = qis("render", plan, "--out-dir", "out")
    assert code == 2
    assert "this file exists. Add --force to replace it" in err
    assert err.endswith("Wrote 0 of 1 document to out.\n")
    assert qis("render", plan, "--out-dir", "out", "--force")[0] == 0


def test_one_document_and_a_folder_can_not_both_be_asked_for(qis: Qis, samples: Path) -> None:
    code, _, err = qis("render", samples / "good", "-o", "a.docx", "--out-dir", "out")
    assert (code, err) == (2, "qis: Give -o for one document, or --out-dir for a folder of them, not both.\n")


def test_a_folder_that_can_not_be_made_is_told(qis: Qis, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    for folder in ("out", "no/where"):
        code, _, err = qis("render", samples / "good", "--out-dir", folder)
        assert (code, err.count("\n")) == (2, 1)
        assert folder in err


def test_all_processors_make_the_same_documents_as_one(
    qis: Qis, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qis_tool.cli.commands.render._MANY", 5)
    monkeypatch.setattr("qis_tool.cli.commands.render._CHUNK", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert qis("render", batch, "--out-dir", "two")[0] == 0
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert qis("render", batch, "--out-dir", "one")[0] == 0
    assert len(written(tmp_path / "one")) == 5
    for name in written(tmp_path / "one"):
        assert (tmp_path / "two" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
        assert zipfile.is_zipfile(tmp_path / "one" / name)


def test_a_terminal_shows_how_far_it_has_come(
    qis: Qis, samples: Path, on_a_terminal: OnATerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = ["render", samples / "good", "--as", "md", "--force", "--out-dir"]
    shown = on_a_terminal(lambda: qis(*render, "out"), "stderr")
    assert "Rendering" in shown
    assert "100%" in shown
    assert "Wrote 3 of 3 documents to out." in shown
    monkeypatch.setattr("os.environ", os.environ | {"TERM": "dumb"})
    assert "Rendering" not in on_a_terminal(lambda: qis(*render, "out"), "stderr")
