"""Build docs/rules.md from the rules' data.

usage: build_rules_page.py            write the page
       build_rules_page.py --check    exit 1 if the page is not what the data says
"""

import sys
from pathlib import Path

from qis_tool.cli.commands.rules import entries
from qis_tool.cli.editions import edition
from qis_tool.report.catalogue import markdown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"


def build() -> str:
    """The page's text."""
    return "".join(piece.text for piece in markdown(entries(edition("k2", 2024))))


def main() -> int:
    """Write the page or compare it; the exit status."""
    if "--check" in sys.argv[1:]:
        return int(PAGE.read_text("utf-8") != build())
    PAGE.write_text(build(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
