#!/usr/bin/env bash
# Builds librdkafka once from the source that npm's @confluentinc/kafka-javascript carries (locked by package-lock.json)
# into .cache/librdkafka/librdkafka.so.1. Needs gcc make libssl-dev zlib1g-dev libzstd-dev and npm. Prints the library's path.
# Only Kafka mode and its tests need it; the embedded log does not.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../../.." && pwd)
out="$root/.cache/librdkafka"
want=$(sha256sum "$here/package-lock.json" "$here/build-librdkafka.sh" | sha256sum | cut -c1-64)
mkdir -p "$out"
exec 9>"$out/lock"; flock 9   # two builds at once would share the scratch folder

if [ -f "$out/librdkafka.so.1" ] && [ "$(cat "$out/built-from" 2>/dev/null)" = "$want" ]; then
  echo "$out/librdkafka.so.1"; exit 0
fi

scratch=$(mktemp -d "$out/build.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$scratch/"
say() { printf 'build-librdkafka: %s\n' "$*" >&2; }
run() { "$@" >"$scratch/log" 2>&1 </dev/null || { tail -40 "$scratch/log" >&2; say "failed: $*"; exit 1; }; }

cd "$scratch"
say "fetching the source"
run npm ci --ignore-scripts --no-audit --no-fund
cd node_modules/@confluentinc/kafka-javascript/deps/librdkafka
say "compiling (about half a minute)"
run ./configure --disable-gssapi --disable-curl --disable-lz4-ext
run make -j2 -C src librdkafka.so.1
strip --strip-unneeded src/librdkafka.so.1
mv src/librdkafka.so.1 "$out/librdkafka.so.1.new"
mv "$out/librdkafka.so.1.new" "$out/librdkafka.so.1"
echo "$want" > "$out/built-from"
echo "$out/librdkafka.so.1"
