#!/usr/bin/env bash
# Run cargo for wasm32-unknown-unknown where the toolchain has no std for it and rustup cannot fetch one.
#
#   wasm-cargo.sh rustc --release -p essay ... --target wasm32-unknown-unknown       the same arguments as cargo
#
# Debian's own Rust (packages rustc-web, rust-web-src, ...) is unpacked, without being installed, into
# $WASM_TOOLCHAIN_DIR, and std is built from its source by -Z build-std. That is another compiler, so components have
# other digests than those of the usual toolchain. Needs apt, no root beyond `apt-get update`, about 150 MB of packages
# and one to two minutes once.
set -euo pipefail

DIR="${WASM_TOOLCHAIN_DIR:-${HOME:?}/.cache/wasm-toolchain}"
say() { printf 'wasm-cargo: %s\n' "$*" >&2; }

unpack() {
  command -v apt-get >/dev/null || { say "no std for wasm32-unknown-unknown: run 'rustup target add wasm32-unknown-unknown'"; exit 1; }
  say "unpacking Debian's Rust into $DIR"
  apt-cache show rust-web-src >/dev/null 2>&1 || apt-get update >&2
  local std llvm tmp
  std=$(apt-cache depends libstd-rust-web-dev | sed -n 's/^ *Depends: \(libstd-rust-web-[0-9.]*\)$/\1/p' | head -n 1)
  llvm=$(apt-cache depends "$std" | sed -n 's/^ *Depends: libllvm\([0-9]*\).*/\1/p' | head -n 1)
  [ -n "$std" ] && [ -n "$llvm" ] || { say "cannot tell which packages make up rustc-web"; exit 1; }
  tmp=$(mktemp -d "$DIR.XXXXXX")
  (cd "$tmp" && apt-get -qq -o APT::Sandbox::User=root download rustc-web libstd-rust-web-dev "$std" rust-web-src "libllvm$llvm" "lld-$llvm" >&2)
  for deb in "$tmp"/*.deb; do dpkg -x "$deb" "$tmp/root"; done
  rm -f "$tmp"/*.deb
  local src; src=$(echo "$tmp"/root/usr/src/rustc-*/library)
  mv "$src" "$tmp/library"
  rm -rf "$tmp/root/usr/src"
  mkdir -p "$tmp/bin"
  for tool in "rustc:usr/bin/rustc" "wasm-ld:usr/lib/llvm-$llvm/bin/wasm-ld"; do
    # The wrappers find the tree by their own place, so that the folder can be moved.
    printf '#!/bin/sh\nroot="$(dirname "$(readlink -f "$0")")/../root"\nLD_LIBRARY_PATH="$root/usr/lib/x86_64-linux-gnu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$root/%s" "$@"\n' \
      "${tool#*:}" > "$tmp/bin/${tool%%:*}"
    chmod +x "$tmp/bin/${tool%%:*}"
  done
  "$tmp/bin/rustc" --version >&2
  rm -rf "$DIR"; mv "$tmp" "$DIR"
}
mkdir -p "$(dirname "$DIR")"
exec 9>"$DIR.lock"; flock 9
[ -x "$DIR/bin/rustc" ] || unpack
flock -u 9; exec 9>&-

# This compiler with the active cargo. RUSTC_BOOTSTRAP lets a stable cargo take -Z build-std; the next variable is
# cargo's own way to say where std's source lies when it is not in the sysroot, a place that is kept out of the bytes.
# The flags are separated by the unit separator.
export RUSTC="$DIR/bin/rustc" RUSTC_BOOTSTRAP=1 __CARGO_TESTS_ONLY_SRC_ROOT="$DIR/library" \
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$DIR/bin/wasm-ld" \
  CARGO_ENCODED_RUSTFLAGS="${CARGO_ENCODED_RUSTFLAGS:+$CARGO_ENCODED_RUSTFLAGS$(printf '\037')}--remap-path-prefix=$DIR/library=rust/library"
exec cargo "$@" -Z build-std=std,panic_abort
