#!/bin/sh
# Hold the engine's expressions to Spark too, on this machine: the same results as on DuckDB. It takes what
# scripts/setup.sh --dev sets up, Java, half a gigabyte for pyspark, and a minute; so it is apart from the other tests.
set -eu
CDPATH='' cd "$(dirname "$0")/.."

if ! command -v java >/dev/null 2>&1; then
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "try_spark: install Java 17 or newer, then run this again." >&2
        exit 1
    fi
    as_root=
    [ "$(id -u)" -eq 0 ] || as_root=sudo
    $as_root apt-get -qq update
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install default-jre-headless >/dev/null
fi
.venv/bin/python -m pip -qq --disable-pip-version-check install --require-hashes --requirement requirements-spark.lock
QIS_SPARK=required .venv/bin/pytest --no-cov -n0 -k spark tests/evidence
