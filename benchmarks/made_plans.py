"""Plans made of the good samples: many of them, or one with a long answer."""

import re
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "k2" / "2024" / "good"
FULL = str(SAMPLES / "full.yaml")

SMALL_WORD = re.compile(r"^(.{20,}? (?:the|and|of|a|to|in))(?= )", re.MULTILINE)  # one in most lines of text
DESCRIPTION = re.compile(r"description: \|\n.*?\n  goal_1:", re.DOTALL)


def plans(folder: Path, number: int) -> list[str]:
    """So many plans made from the good samples; no two have an answer of some length in common."""
    folder.mkdir()
    samples = [file.read_text("utf-8") for file in sorted(SAMPLES.glob("*.yaml"))]
    changes = ("".join(letters) for letters in product(ascii_lowercase, repeat=3))
    for at, change in enumerate(islice(changes, number)):
        changed = SMALL_WORD.sub(rf"\1{change}", samples[at % len(samples)])
        (folder / f"{change}.yaml").write_text(changed, "utf-8")
    return [str(file) for file in sorted(folder.iterdir())]


def with_answer(folder: Path, words: int) -> str:
    """A file of the full plan with so many words in one answer."""
    file = folder / f"{words}-words.yaml"
    answer = f"description: |\n    {'hospital ' * words}\n  goal_1:"
    file.write_text(DESCRIPTION.sub(answer, Path(FULL).read_text("utf-8"), count=1), "utf-8")
    return str(file)
