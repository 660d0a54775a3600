#!/bin/sh
# Pin every package by hash for all platforms: requirements.lock to run qis, requirements-dev.lock to work on it,
# requirements-spark.lock to hold its engine to Spark.
# Needs uv on the PATH. Add --upgrade to move to the newest versions.
set -eu
cd "$(dirname "$0")/.."

lock() {
    file=$1
    shift
    uv pip compile --quiet --no-strip-extras --universal --python-version 3.11 --generate-hashes --no-config \
        --custom-compile-command "sh scripts/lock.sh" --output-file "$file" "$@"
}

lock requirements.lock --group build "$@" pyproject.toml
lock requirements-dev.lock --group dev --extra evidence --constraints requirements.lock "$@" pyproject.toml
lock requirements-spark.lock --group spark --constraints requirements-dev.lock "$@"
