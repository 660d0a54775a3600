"""qis rules, qis explain, qis forms, qis schema"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from qis_tool.form import Form

Qis = Callable[..., tuple[int, str, str]]
SCHEMA = Path(__file__).parents[2] / "schemas/meta/catalogue.schema.json"
HELD_TO = Draft202012Validator(json.loads(SCHEMA.read_bytes()))


def test_rules_lists_every_rule(qis: Qis, k2: Form) -> None:
    code, out, err = qis("rules")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == [rule.code for rule in k2.rules]


def test_every_format_holds_every_rule(qis: Qis, k2: Form) -> None:
    names = [(rule.code, rule.name) for rule in k2.rules]
    output = json.loads(qis("rules", "--format", "json")[1])
    assert [fault.message for fault in HELD_TO.iter_errors(output)] == []
    told = output["rules"]
    assert [(rule["code"], rule["name"]) for rule in told] == names
    page = qis("rules", "--format", "markdown")[1]
    assert [line for line in page.splitlines() if line.startswith("## ")] == [f"## {c} {n}" for c, n in names]


@pytest.mark.parametrize(("arguments", "code"), [(["k2", 2024], 0), (["k2", 1999], 2), (["k9", 2024], 2)])
def test_the_form_and_year_may_be_named(qis: Qis, arguments: list[object], code: int) -> None:
    form, year = arguments
    assert qis("rules", "--form", form, "--year", year)[0] == code
    assert qis("explain", "QIS108", "--form", form, "--year", year)[0] == code
    assert qis("schema", form, year)[0] == code


@pytest.mark.parametrize("name", ["QIS108", "qis108", "too-many-words"])
def test_a_rule_is_explained_by_its_code_or_name(qis: Qis, name: str) -> None:
    code, out, err = qis("explain", name)
    assert (code, err) == (0, "")
    assert out.startswith("QIS108 too-many-words (error; can't be waived)\n")
    assert "\nGood:\n" in out
    assert "\nBad:\n" in out


def test_the_forms_own_slips_are_explained(qis: Qis, k2: Form) -> None:
    cited = {rule.code: rule.cite for rule in k2.rules if rule.cite in dict(k2.slips)}
    assert cited
    for code, line in cited.items():
        out = qis("explain", code)[1]
        assert f"The form says: “{k2.printed[line]}”\n" in out
        assert f"Note: {dict(k2.slips)[line]}\n" in out


def test_an_unknown_rule_is_told(qis: Qis) -> None:
    code, out, err = qis("explain", "QIS999")
    assert (code, out) == (2, "")
    assert err == ("qis: There is no rule 'QIS999' for Attachment K2 plan year 2024. qis rules lists them all.\n")


def test_forms_lists_the_editions(qis: Qis, k2: Form) -> None:
    assert qis("forms") == (0, f"k2 2024  Attachment K2. {k2.source}\n", "")


@pytest.fixture
def own_edition(own_forms: Path, samples: Path) -> Callable[[str, int], None]:
    """Makes a copy of Attachment K2 that goes by another name or year."""
    shipped = samples.parent.parent.parent / "schemas/k2/2024"

    def copy(form: str, year: int) -> None:
        folder = own_forms / f"schemas/{form}/{year}"
        folder.mkdir(parents=True)
        for name in ("rules.yaml", "plan.schema.json"):
            (folder / name).write_bytes((shipped / name).read_bytes())
        data = (shipped / "form.yaml").read_text("utf-8")
        data = data.replace("form: k2", f"form: {form}", 1).replace("plan_year: 2024", f"plan_year: {year}", 1)
        (folder / "form.yaml").write_text(data, "utf-8")

    return copy


def test_a_users_own_edition_is_listed_and_the_newest_is_meant(
    qis: Qis, own_edition: Callable[[str, int], None]
) -> None:
    own_edition("k2", 2031)
    assert [line[:7] for line in qis("forms")[1].splitlines()] == ["k2 2024", "k2 2031"]
    assert "plan year 2031" in qis("explain", "QIS999")[2]
    assert "plan year 2024" in qis("explain", "QIS999", "--year", "2024")[2]


def test_among_several_forms_one_has_to_be_named(qis: Qis, own_edition: Callable[[str, int], None]) -> None:
    own_edition("k1", 2024)
    assert qis("rules") == (2, "", "qis: Say which form with --form: k1, k2.\n")
    assert qis("rules", "--form", "k2")[0] == 0


def test_schema_prints_the_shipped_schema(qis: Qis, samples: Path, tmp_path: Path) -> None:
    shipped = (samples.parent.parent.parent / "schemas/k2/2024/plan.schema.json").read_text("utf-8")
    assert qis("schema") == (0, shipped, "")
    assert qis("schema", "k2", "2024", "-o", "k2.json") == (0, "", "Wrote k2.json.\n")
    assert (tmp_path / "k2.json").read_text("utf-8") == shipped


def test_an_unknown_form_is_told(qis: Qis) -> None:
    assert qis("schema", "k9") == (2, "", "qis: There is no form k9 for plan year (any). See: qis forms\n")
    assert qis("init", "--year", "1999")[2] == "qis: There is no form (any) for plan year 1999. See: qis forms\n"


@pytest.mark.parametrize("command", ["rules", "schema"])
def test_the_catalogue_may_go_to_a_file(qis: Qis, tmp_path: Path, command: str) -> None:
    printed = qis(command)[1]
    assert qis(command, "-o", "out.txt") == (0, "", "Wrote out.txt.\n")
    assert (tmp_path / "out.txt").read_text("utf-8") == printed
    assert qis(command, "-o", "out.txt")[0] == 2
    assert qis(command, "-o", "out.txt", "--force")[0] == 0
