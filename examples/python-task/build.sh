#!/usr/bin/env bash
# Builds target/docstring.wasm from docstring.py, unless it is newer than all that it is made from.
#
# componentize-py comes from the Python package index, by name and pinned version, and is installed under target/.
# Exits with 3 if the machine or its network does not allow it (the last line on stderr says why), otherwise with 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

TOOL='componentize-py==0.25.1'
WIT=../../wit/v0.1
OUT=target/docstring.wasm
VENV="target/venv-${TOOL//[^A-Za-z0-9.]/-}"

say() { printf 'build: %s\n' "$*" >&2; }
unavailable() { say "$*"; exit 3; }

is_current() {
  local file
  for file in build.sh ./*.py "$WIT"/*.wit; do [ "$OUT" -nt "$file" ] || return 1; done
}
if is_current; then exit 0; fi

if [ ! -e "$VENV/.complete" ]; then
  python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null \
    || unavailable 'Python 3.10 or newer with venv is needed'
  say "installing $TOOL"
  rm -rf "$VENV"
  python3 -m venv "$VENV" >&2
  "$VENV/bin/python" -m pip --quiet --disable-pip-version-check --retries 1 \
    install --no-deps --only-binary :all: "$TOOL" >&2 || unavailable "the package index does not give $TOOL"
  : >"$VENV/.complete"
fi

# From copies, since the tool leaves its bytecode beside the sources.
rm -rf target/src
mkdir -p target/src
cp ./*.py target/src/
say "building $OUT"
VIRTUAL_ENV="$PWD/$VENV" "$VENV/bin/componentize-py" --quiet --wit-path "$WIT" --world task-plugin \
  componentize --python-path target/src --output "$OUT.new" docstring >&2
mv "$OUT.new" "$OUT"
