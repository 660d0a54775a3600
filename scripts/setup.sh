#!/bin/sh
# Set up qis in .venv: the packages it needs at the pinned versions, and qis itself from this folder.
# usage: sh scripts/setup.sh [--dev]        --dev adds what the tests and checks need
set -eu
CDPATH='' cd "$(dirname "$0")/.."

stop() {
    echo "setup: $1" >&2
    exit 1
}

newest_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    stop "qis needs Python 3.11 or newer: install it, then run this again."
}

# Debian and its kin ship the part of Python that makes environments as a package of its own.
add_venv_package() {
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    as_root=
    [ "$(id -u)" -eq 0 ] || as_root=sudo
    for tool in apt-get $as_root; do
        command -v "$tool" >/dev/null || stop "$1 can't make environments: install $package, then run this again."
    done
    $as_root apt-get -qq update
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$package" >/dev/null
}

case "${1-}" in
    "") lock=requirements.lock next=".venv/bin/qis --help" ;;
    --dev) lock=requirements-dev.lock next=".venv/bin/pytest" ;;
    *) stop "usage: sh scripts/setup.sh [--dev]" ;;
esac

if ! .venv/bin/pip --version >/dev/null 2>&1; then
    python=$(newest_python)
    "$python" -c 'import ensurepip' 2>/dev/null || add_venv_package "$python"
    "$python" -m venv --clear .venv
fi

install() {
    .venv/bin/python -m pip -qq --disable-pip-version-check install "$@"
}
install --require-hashes --requirement "$lock"
install --no-deps --no-build-isolation --editable .

echo "Set up. Next: $next"
