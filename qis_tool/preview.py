"""A plan as its author sees it while writing: the form filled in, with each finding beside the field it is about."""

import datetime
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path as FilePath
from typing import NamedTuple

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document, Heading, Text
from qis_tool.errors import DataFault, UserError
from qis_tool.finding import LEVELS, NOTHING_SET, Finding, Path, Report, Settings
from qis_tool.form import form_of
from qis_tool.readers.values import path_of
from qis_tool.report.tally import changed_by, plural
from qis_tool.source import Source, read_bytes
from qis_tool.validate import validate
from qis_tool.writers.html import Element, make, page, serialized

_STRICT = "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_UNREAD = "The answers can't be shown until the file can be read."

Numbered = tuple[int, Finding]


class Preview(NamedTuple):
    """A page, UTF-8, and the Content-Security-Policy under which its own style and script run and nothing else."""

    page: bytes
    policy: str


def preview(
    content: bytes | None, name: str, today: datetime.date | None = None, settings: Settings = NOTHING_SET
) -> Preview:
    """The page of a plan file as it stands, None where there is none; whatever is wrong with it is said in the page.

    Waivers are judged by `today`, as `validate` does.
    """
    name = name.encode(errors="backslashreplace").decode()
    try:
        source = _read(content, name)
        report = validate(source, today=today, settings=settings)
        root, summary = _form(source, report), _summary(report)
    except (UserError, DataFault) as fault:
        root, summary = _plain(name, str(fault), _UNREAD), f"{name}: not ready."
    return _finished(root, name, summary, state(content))


def state(content: bytes | None) -> str:
    """What changes when the file does; empty where there is no file."""
    return "" if content is None else sha256(content).hexdigest()


def _read(content: bytes | None, name: str) -> Source:
    if content is None:
        raise UserError(f"{name}: there is no such file.")
    return read_bytes(content, name)


def _form(source: Source, report: Report) -> Element:
    if source.data is None:
        root, places = _plain(source.name, _UNREAD), {}
    else:
        root = page(assemble(source, form_of(source), record=False))
        places = _places(root)
    beside: dict[Element, list[Numbered]] = {}
    apart: list[Numbered] = []
    for number, finding in enumerate(report.findings, 1):
        place = _place(finding, places)
        (apart if place is None else beside.setdefault(place, [])).append((number, finding))
    for place, findings in beside.items():
        _put(place, _listed(findings))
    listed = sorted((found for group in beside.values() for found in group), key=lambda found: found[0])
    _main(root)[:0] = _at_the_top(sorted(apart, key=_gravity), listed)
    return root


def _plain(name: str, *lines: str) -> Element:
    """A page without a form."""
    text = [Text("text", line) for line in lines]
    return page(Document("Preview", "", (), "en", (Heading(0, name, name="title"), *text), (), ()))


def _main(root: Element) -> Element:
    return next(root.iter("main"))


def _places(root: Element) -> dict[Path, Element]:
    """Where each field is shown, its first group of boxes if there are several; a row and all rows as their table."""
    places: dict[Path, Element] = {}
    for element in root.iterfind(".//*[@data-field]"):
        path = path_of(element.get("data-field", ""))
        places.setdefault(path, element)
        for table in element.iterancestors("table"):
            places |= {path[:-1]: table, path[:-2]: table}
    return places


def _place(finding: Finding, places: dict[Path, Element]) -> Element | None:
    """The element of the field that a finding is about, or of the nearest one above it that is shown."""
    above = (finding.path[:depth] for depth in range(len(finding.path), 0, -1))
    return next((places[path] for path in above if path in places), None)


def _put(place: Element, findings: Element) -> None:
    if place.tag == "td":
        place.append(findings)
    else:
        place.addnext(findings)


def _at_the_top(apart: list[Numbered], beside: Iterable[Numbered]) -> Iterator[Element]:
    links = [make("li", make("a", _headline(found), href=f"#{_name(number)}")) for number, found in beside]
    if apart or links:
        inside = [_listed(apart)] if apart else []
        if links:
            said = make("p", "Findings beside their fields:")
            inside.append(make("nav", said, make("ol", *links), aria_label="Findings beside their fields"))
        yield make("section", *inside, aria_label="Findings")


def _listed(findings: Iterable[Numbered]) -> Element:
    return make("ul", *(_item(*numbered) for numbered in findings), class_="findings")


def _item(number: int, finding: Finding) -> Element:
    rule, level = finding.rule, _level(finding)
    return make(
        "li",
        make(
            "p",
            make("strong", level.capitalize(), class_="level"),
            f" {rule.code} {rule.name}, line {finding.span.start.line}",
        ),
        make("p", finding.message),
        make("p", f"Waived {finding.waived}" if finding.waived else f"Do: {finding.help}"),
        class_=level,
        id=_name(number),
    )


def _level(finding: Finding) -> str:
    return "waived" if finding.waived else finding.rule.level


def _gravity(numbered: Numbered) -> int:
    return (*LEVELS, "waived").index(_level(numbered[1]))


def _headline(finding: Finding) -> str:
    return f"{_level(finding).capitalize()}: {finding.label}, {finding.rule.name}"


def _name(number: int) -> str:
    return f"finding-{number}"


def _summary(report: Report) -> str:
    counts = ", ".join(plural(report.count(level), level) for level in LEVELS)
    counts += f", {report.waived} waived" if report.waived else ""
    changes = f" Settings: {changed}." if (changed := changed_by(report.settings)) else ""
    if report.fails:
        return f"{report.file}: not ready. {counts}.{changes}"
    read_first = " Read the warnings before filing." if report.count("warning") else ""
    return f"{report.file}: passed. {counts}.{changes}{read_first}"


def _finished(root: Element, name: str, summary: str, held: str) -> Preview:
    """The page with its status line, style and script."""
    how = make("p", make("noscript", f"To see changes, save {name} and load this page again."), class_="how")
    status = make("p", summary, id="status", role="status", aria_live="polite")
    script = make("script", _beside(".js"))
    [head], [title], [style], [body] = ([*root.iter(tag)] for tag in ("head", "title", "style", "body"))
    head.replace(title, make("title", f"{name}: {title.text}"))
    style.text = f"{style.text}{_beside('.css')}"
    body.insert(0, make("header", status, how))
    body.append(script)
    _main(root).set("data-state", held)
    allowed = f"default-src 'none'; style-src {_hashed(style)}; script-src {_hashed(script)}; {_STRICT}"
    return Preview(serialized(root), allowed)


@cache
def _beside(ending: str) -> str:
    return FilePath(__file__).with_suffix(ending).read_text("utf-8")


def _hashed(element: Element) -> str:
    return f"'sha256-{b64encode(sha256((element.text or '').encode()).digest()).decode()}'"
