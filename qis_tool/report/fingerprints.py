"""What tells one finding from another over several runs, while lines and folders move.

A fingerprint rests on the file's name without its folders, the rule, the answer's path and what the message says but
for its numbers, since those are lines and counts. Of a finding about a limit the message does not count at all. Within
a run all are different: equal findings are numbered in their order.
"""

import re
from collections import Counter
from hashlib import sha256
from pathlib import PurePath

from qis_tool.finding import Finding, pointer

_NUMBER = re.compile(r"\d+")


def fingerprint(file: str, finding: Finding, met: Counter[str]) -> str:
    """A finding's 32 hexadecimal digits; `met` counts the equal ones of this run."""
    says = "" if finding.limit is not None else _NUMBER.sub("0", finding.message)
    return fingerprint_of([PurePath(file).name, finding.rule.code, pointer(finding.path), says], met)


def fingerprint_of(facts: list[str], met: Counter[str]) -> str:
    """The fingerprint that rests on these facts, and on how often they were met before."""
    known = "\0".join(facts)
    met[known] += 1
    again = f"\0{met[known]}" if met[known] > 1 else ""
    return sha256(f"{known}{again}".encode(errors="backslashreplace")).hexdigest()[:32]
