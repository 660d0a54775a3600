"""Plans' reviews in a file without a name, so that any number of them can be gone through again and again.

A plan and its findings lie apart: most tables need no findings, which are the greater part.
"""

import pickle
import zlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from struct import Struct
from tempfile import TemporaryFile
from typing import Any, NamedTuple, Self

from qis_tool.reviewing.values import PlanReview, Reviewed, ReviewedFinding

_SIZES = Struct("<QQ")
_FAST = 1


class Slip(NamedTuple):
    """A plan and its findings, each folded: small, and handed from one process to another as they are."""

    plan: bytes
    findings: bytes


def folded(review: Reviewed) -> Slip:
    """A review as a slip."""
    return Slip(*map(_folded, review))


class Spool:
    """Slips in the order in which they were added; the file is gone when it is closed, whatever happens."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="qis-")  # noqa: SIM115  # closed as the context ends
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, slip: Slip) -> None:
        """Put a slip behind the others."""
        self._file.seek(self._end)
        parts = (_SIZES.pack(len(slip.plan), len(slip.findings)), slip.plan, slip.findings)
        self._end += sum(self._file.write(part) for part in parts)

    def plans(self) -> Iterator[PlanReview]:
        """Every plan, one at a time."""
        return (_unfolded(plan) for plan, _ in self._slips())

    def reviewed(self) -> Iterator[Reviewed]:
        """Every plan with its findings, one at a time."""
        for plan, findings in self._slips(with_findings=True):
            found: tuple[ReviewedFinding, ...] = _unfolded(findings)
            yield Reviewed(_unfolded(plan), found)

    def _slips(self, *, with_findings: bool = False) -> Iterator[tuple[bytes, bytes]]:
        """What was folded. Where it goes on is kept here: several may go through the file in turn."""
        at = 0
        while at < self._end:
            self._file.seek(at)
            plan, findings = _SIZES.unpack(self._file.read(_SIZES.size))
            at += _SIZES.size + plan + findings
            yield self._file.read(plan), self._file.read(findings) if with_findings else b""


class _Folder(pickle.Pickler):
    """Folds frozen values by their parts: their own way, by attributes, takes several times as long to unfold."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        return (kind, tuple(getattr(value, name) for name in _parts(kind))) if is_dataclass(kind) else NotImplemented


@cache
def _parts(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def _folded(value: object) -> bytes:
    content = BytesIO()
    _Folder(content, pickle.HIGHEST_PROTOCOL).dump(value)
    return zlib.compress(content.getvalue(), _FAST)


def _unfolded(content: bytes) -> Any:
    return pickle.loads(zlib.decompress(content))  # noqa: S301  # our own, from a file that nobody else can open
