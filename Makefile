.PHONY: run test check bench

run:
	sh scripts/setup.sh && .venv/bin/qis render samples/k2/2024/good/full.yaml -o attachment-k2.docx --force

test:
	sh scripts/setup.sh --dev && .venv/bin/pytest

check:
	sh scripts/check.sh

bench:
	.venv/bin/python benchmarks/compare.py
