"""Ways to show findings. A reporter goes through a Tally once and yields pieces of output."""

from collections.abc import Callable, Iterator, Mapping

from qis_tool.report.machine import as_json, github
from qis_tool.report.tally import Styled, Tally
from qis_tool.report.text import concise, text

Reporter = Callable[[Tally], Iterator[Styled]]

REPORTERS: Mapping[str, Reporter] = {"text": text, "concise": concise, "json": as_json, "github": github}
