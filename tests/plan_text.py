"""A plan written in every style, and what becomes of its text when a value is changed."""

from typing import Any

from qis_tool.differences import changes
from qis_tool.source import Source, read_bytes
from qis_tool.yaml_edit import edited

LONG = "A text of more than sixty characters, which is to stand on a line of its own below its name."
PLAN = """\
# A plan
part_c:
  description: |  # of it
    one

    two words here


  goal_1:
  goal_2: # still open
  folded: >-
    x y
    z
# a remark at the margin
  plain: plain and
    multi
  double: "some \\
    \\u00e9\\n \\"words\\"
    here"  # quoted
  single: ! 'it''s
    written'
  number: 5
  empty: |
part_d:
  boxes:
    - one  # first
    # between
    - two
  flow: [one, two,
    three]
  group: {a: 1, b: }
  nothing: {}
  rows:
    - # of - rows
      milestone: x
      date: y  # why
    -
    - date: |+
       z

# the end
"""


def read(text: str) -> Source:
    return read_bytes(text.encode(), "plan.yaml")


def after(path: str, value: Any, text: str = PLAN) -> str:
    """The text of a plan with another value at a dotted path."""
    return edited(read(text), {steps(path): value}).decode()


def steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def lines_changed(old: str, new: str) -> str:
    """The lines taken out and put in, each with its sign."""
    before, now = old.splitlines(), new.splitlines()
    shown = []
    for start, end, new_start, new_end in changes(before, now):
        shown += [f"-{line}" for line in before[start:end]] + [f"+{line}" for line in now[new_start:new_end]]
    return "\n".join(shown)


def difference(path: str, value: Any, text: str = PLAN) -> str:
    return lines_changed(text, after(path, value, text))
