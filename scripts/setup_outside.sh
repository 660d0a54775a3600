#!/bin/sh
# Set up what some tests need from outside Python: LibreOffice and poppler for PDFs, Chromium with axe-core for HTML,
# Microsoft's validators for Word documents and SARIF, and Jenkins' schema of JUnit XML. Without one of them, the tests
# that need it are skipped.
set -eu
CDPATH='' cd "$(dirname "$0")/.."

fonts="fonts-crosextra-carlito fonts-crosextra-caladea fonts-liberation fonts-dejavu-core"
missing=

stop() {
    echo "setup_outside: $1" >&2
    exit 1
}

# usage: need PACKAGE PROGRAM...        the package is missing where none of its programs is there
need() {
    package=$1
    shift
    for program in "$@"; do
        if command -v "$program" >/dev/null 2>&1; then
            return
        fi
    done
    missing="$missing $package"
}

need libreoffice-writer soffice libreoffice /Applications/LibreOffice.app/Contents/MacOS/soffice
need poppler-utils pdftotext
need chromium "${CHROMIUM:-chromium}" chromium-browser google-chrome
need nodejs node
need npm npm

if command -v apt-get >/dev/null 2>&1; then
    # The fonts have the metrics of Word's own, so that lines break where they would there.
    for font in $fonts; do
        dpkg -s "$font" >/dev/null 2>&1 || missing="$missing $font"
    done
    if [ -n "$missing" ]; then
        as_root=
        [ "$(id -u)" -eq 0 ] || as_root=sudo
        [ -z "$as_root" ] || command -v sudo >/dev/null || stop "install these packages, then run this again:$missing"
        $as_root apt-get -qq update
        # shellcheck disable=SC2086 # a list of packages
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing >/dev/null
    fi
elif [ -n "$missing" ]; then
    stop "install what your system calls these, then run this again:$missing"
fi

npm ci --loglevel=error --no-audit --no-fund --prefix tests/outside

echo "Set up. Next: QIS_OUTSIDE=required .venv/bin/pytest, which skips no test for lack of these."
