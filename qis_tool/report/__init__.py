"""Ways to show findings. A reporter goes through a Tally once and yields pieces of output."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from qis_tool.report.tally import Styled, Tally

Reporter = Callable[[Tally], Iterator[Styled]]


def _of(module: str, name: str) -> Reporter:
    """A reporter whose module is loaded when it is first used: a run uses one, and all would slow down its start."""

    def report(tally: Tally) -> Iterator[Styled]:
        reporter: Reporter = getattr(import_module(f"{__name__}.{module}"), name)
        return reporter(tally)

    return report


REPORTERS: Mapping[str, Reporter] = {
    "text": _of("text", "text"),
    "concise": _of("text", "concise"),
    "markdown": _of("markdown", "markdown"),
    "csv": _of("spreadsheet", "as_csv"),
    "json": _of("machine", "as_json"),
    "github": _of("machine", "github"),
    "sarif": _of("sarif", "sarif"),
    "gitlab": _of("code_quality", "code_quality"),
    "junit": _of("junit", "junit"),
}
