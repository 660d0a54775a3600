"""Files that only look like a Word document, or mean harm: `python -m tests.hostile_files FOLDER` writes them all."""

import sys
from pathlib import Path

from tests.hostile.archives import archives
from tests.hostile.damage import damage
from tests.hostile.markup import markup
from tests.hostile.other_documents import other_documents
from tests.hostile.other_kinds import other_kinds
from tests.hostile.sound import Hostile
from tests.hostile.structure import structure


def hostile_files() -> list[Hostile]:
    """Every file, in the same order with the same bytes each time."""
    kinds = (other_kinds(), archives(), structure(), markup(), damage(), other_documents())
    return [file for files in kinds for file in files]


def _write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in hostile_files():
        (folder / file.name).write_bytes(file.make())


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
