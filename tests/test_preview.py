"""The preview: the form filled in, each finding beside the field it is about, and nothing lost."""

import datetime
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import qis_tool.preview
from qis_tool.document.assemble import assemble
from qis_tool.errors import DataFault
from qis_tool.form import Form
from qis_tool.preview import preview, state
from qis_tool.source import Source, read_file
from qis_tool.validate import validate

Changed = Callable[[Mapping[str, Any]], Source]
Show = Callable[..., "Page"]
BAD = sorted((Path(__file__).parent.parent / "samples/k2/2024/bad").glob("*.yaml"))
DATES = "part_d.timeline.milestones"
UNREAD = "The answers can't be shown until the file can be read."


class Page:
    """A preview as a browser would take it apart."""

    def __init__(self, content: bytes | None, name: str = "plan.yaml") -> None:
        self.written, self.policy = preview(content, name)
        self.root = html.document_fromstring(self.written, parser=html.HTMLParser(encoding="utf-8"))

    def said(self, path: str) -> list[str]:
        return [" ".join(element.text_content().split()) for element in self.root.xpath(path)]  # type: ignore[union-attr]

    def values(self, path: str) -> list[str]:
        return [str(value) for value in self.root.xpath(path)]  # type: ignore[union-attr]

    def beside(self, field: str) -> list[str]:
        """The rules' names in the findings right after a field."""
        return self.values(f"//div[@data-field='{field}']/following-sibling::*[1][self::ul]/li/@class")

    @property
    def status(self) -> str:
        return self.said("//*[@role='status']")[0]


@pytest.fixture
def show(changed: Changed) -> Show:
    """The preview of the smallest good plan with other answers."""
    return lambda **changes: Page(changed({path.replace("__", "."): to for path, to in changes.items()}).text.encode())


def code_after(page: Page, path: str) -> list[str]:
    """The first lines of the findings in the list at this place."""
    return page.said(f"{path}/li/p[1]")


def test_a_good_plan_shows_its_answers_and_no_finding(good: Path, k2: Form) -> None:
    page = Page(good.read_bytes())
    assert page.status == "plan.yaml: passed. 0 errors, 0 warnings, 0 notes."
    assert page.values("//li[starts-with(@id, 'finding-')] | //section[@aria-label='Findings']") == []
    for answer in assemble(read_file(str(good)), k2).answers:
        shown = "".join(page.said(f"//*[@id='answer-{answer.path}']")).lower().replace("left blank", "")
        assert shown.split() == answer.text.lower().replace("\n- ", "\n").removeprefix("- ").split()


@pytest.mark.parametrize("plan", BAD, ids=lambda path: path.stem)
def test_every_finding_is_there_once_with_its_code_message_help_and_line(plan: Path) -> None:
    page = Page(plan.read_bytes(), plan.name)
    findings = validate(read_file(str(plan))).findings
    for number, finding in enumerate(findings, 1):
        level, rule = finding.rule.level, finding.rule
        headline = f"{level.capitalize()} {rule.code} {rule.name}, line {finding.span.start.line}"
        wanted = [headline, finding.message, f"Do: {finding.help}"]
        assert page.said(f"//li[@id='finding-{number}']/p") == [" ".join(line.split()) for line in wanted]
        assert page.values(f"//li[@id='finding-{number}']/@class") == [level]
    assert len(page.values("//li[starts-with(@id, 'finding-')]/@id")) == len(findings)


def test_a_finding_stands_right_after_its_answer(show: Show) -> None:
    page = show(part_c__goal_2="TBD")
    assert page.beside("part_c.goal_2") == ["warning", "warning"]
    assert page.beside("part_c.goal_1") == []
    assert page.status == "plan.yaml: passed. 0 errors, 2 warnings, 0 notes. Read the warnings before filing."
    assert page.said("//nav//a") == [
        "Warning: QIS Goal 2, goal-2-content",
        "Warning: QIS Goal 2, stand-in-words",
    ]
    assert set(page.values("//nav//a/@href")) == {f"#{name}" for name in page.values("//li[@class]/@id")}


def test_a_finding_on_a_cell_stands_in_it_and_one_on_the_rows_after_the_table(show: Show) -> None:
    in_cell = show(**{f"{DATES}.0.date": "2023-02-30"})
    found = code_after(in_cell, f"//td[@data-field='{DATES}[0].date']/ul")
    assert [line.split(",")[0] for line in found] == ["Error QIS106 not-a-date"]
    for rows in (None, "none yet"):
        after = show(**{DATES: rows})
        assert len(code_after(after, "//table/following-sibling::*[1][self::ul]")) == 1


def test_a_finding_on_a_row_stands_after_the_table(show: Show) -> None:
    page = show(**{f"{DATES}.0": "a milestone"})
    assert len(code_after(page, "//table/following-sibling::*[1][self::ul]")) == 1


def test_a_finding_on_boxes_stands_after_their_first_group(show: Show) -> None:
    page = show(part_b__data_sources__checked=["claim_files", "claim_files", "chart_reviews"])
    first = "//div[@data-field='part_b.data_sources.checked'][1]/following-sibling::*[1]"
    assert len(code_after(page, first)) == 2


def test_findings_on_what_the_document_does_not_show_stand_at_the_top_the_gravest_first(show: Show) -> None:
    page = show(issuer__legal_name="Issuer", colour="red", coverage=None)
    top = code_after(page, "//main/*[1][@aria-label='Findings']/ul")
    assert [line.split()[0] for line in top] == ["Error", *["Warning"] * (len(top) - 1)]
    assert page.status.startswith("plan.yaml: not ready. 1 error, ")


def test_a_file_with_a_mistake_in_its_yaml_shows_the_finding_and_why_there_are_no_answers() -> None:
    page = Page(b"form: k2\npart_c: [\n")
    assert page.said("//h1 | //main/p") == ["plan.yaml", UNREAD]
    assert len(code_after(page, "//section/ul")) == 1
    assert page.status == "plan.yaml: not ready. 1 error, 0 warnings, 0 notes."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "plan.yaml: there is no such file."),
        (b"%PDF-1.7", "plan.yaml: not a plan: it is a PDF."),
        (b"form: k9\n", "plan.yaml: it names form: k9"),
    ],
    ids=["missing", "pdf", "unknown form"],
)
def test_a_file_that_is_no_plan_is_told_in_the_page(content: bytes | None, says: str) -> None:
    page = Page(content)
    assert page.said("//main/p")[0].startswith(says)
    assert (page.said("//main/p")[1], page.status) == (UNREAD, "plan.yaml: not ready.")


def test_a_faulty_form_is_told_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise DataFault("The layout lacks 'title'.")

    monkeypatch.setattr(qis_tool.preview, "assemble", faulty)
    assert Page(b"form: k2\n").said("//main/p")[0] == "The layout lacks 'title'."


def test_no_answer_acts_as_markup_or_stops_the_page() -> None:
    answer = json.dumps("</script><script>x</script><img src=x>\u0001")
    page = Page(f'{{"form": "k2", "part_c": {{"goal_1": {answer}, "</style>": "<b>"}}}}'.encode())
    assert page.said("//*[@id='answer-part_c.goal_1']") == ["</script><script>x</script><img src=x>\ufffd"]
    assert (len(page.values("//script/text()")), page.values("//img | //b")) == (1, [])


def test_only_its_own_style_and_script_may_run() -> None:
    page = Page(b"form: k2\n")
    for name in ("style", "script"):
        [text] = page.values(f"//{name}/text()")
        assert f"{name}-src 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in page.policy
    assert page.policy.startswith("default-src 'none'; ")
    assert page.values("//@style | //@onclick | //@src") == []


def test_the_page_bears_the_state_of_the_file_it_shows() -> None:
    states = [state(content) for content in (b"form: k2\n", b"form: k2", b"", None)]
    assert (len(set(states)), states[-1]) == (4, "")
    assert Page(b"form: k2\n").values("//main/@data-state") == [states[0]]
    assert Page(None).values("//main/@data-state") == [""]


def test_any_name_of_a_file_can_be_shown() -> None:
    page = Page(None, "a\udcffb\x01<c>.yaml")
    assert page.said("//h1") == ["a\\udcffb\ufffd<c>.yaml"]
    assert page.said("//title") == ["a\\udcffb\ufffd<c>.yaml: Preview"]


def test_it_can_be_read_without_a_script(show: Show) -> None:
    page = show()
    assert page.said("//noscript") == ["To see changes, save plan.yaml and load this page again."]
    assert page.values("//script/preceding::main/@data-state")


def test_the_same_file_makes_the_same_page(good: Path) -> None:
    assert preview(good.read_bytes(), "plan.yaml") == preview(good.read_bytes(), "plan.yaml")


def test_a_waived_finding_says_who_decided_it_and_stands_behind_the_others(changed: Changed) -> None:
    waiver = {"code": "K2-204", "field": "part_c", "reason": "Meant.", "by": "Reviewer", "until": "2099-01-01"}
    source = changed({"part_c.description": "Sierra Lupine and CMQCC coach hospitals.", "waivers": [waiver]})
    page = preview(source.text.encode(), "plan.yaml").page.decode()
    assert "Waived until 2099-01-01, by Reviewer: Meant." in page
    assert "plan.yaml: passed. 0 errors, 0 warnings, 0 notes, 1 waived." in page
    expired = preview(source.text.encode(), "plan.yaml", datetime.date(2100, 1, 1)).page.decode()
    assert "plan.yaml: passed. 0 errors, 1 warning, 1 note. Read the warnings before filing." in expired
