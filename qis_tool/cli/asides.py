"""What a Word document holds beside its answers, told on standard error."""

from typing import TYPE_CHECKING

from qis_tool.cli.console import tell

if TYPE_CHECKING:
    from qis_tool.intake import Returned

_LOST = frozenset({"text-without-place", "not-text", "mark-not-understood"})


def tell_asides(returned: "Returned", *, but: str = "") -> int:
    """Tell how a document was read and what in it is no answer; how much of that no plan can take.

    `but` names the rule whose findings are told elsewhere.
    """
    from qis_tool.validate import validate

    for remark in returned.remarks:
        tell(remark[:1].upper() + remark[1:])
    findings = [f for f in validate(returned.source).findings if f.rule.code.startswith("QIS0")]
    for finding in (finding for finding in findings if finding.rule.name != but):
        place = "" if finding.path else f", {finding.place}"
        tell(f"{finding.rule.level.capitalize()}{place}: {finding.message}")
    return sum(finding.rule.name in _LOST for finding in findings)
