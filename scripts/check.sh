#!/bin/sh
# Everything that must hold besides the tests: style, types, imports, and that what is generated is current.
set -eu
CDPATH='' cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"

ruff check
ruff format --check
mypy
lint-imports
for builder in scripts/build_*.py; do
    python "$builder" --check || { echo "check: what $builder writes is not current: run it." >&2; exit 1; }
done
