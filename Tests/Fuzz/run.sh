#!/bin/sh
# Fuzzes the reader with libFuzzer and the address sanitizer: sh Tests/Fuzz/run.sh [SECONDS]
# What it finds stands in Tests/Fuzz/finds/ and is replayed by every run of the tests; mend it and keep the file.
set -eu
cd "$(dirname "$0")/../.."
WIREDESK_FUZZ=1 swift build -c release --scratch-path .build/fuzz --product fuzz-reader \
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library -Xswiftc -use-ld=lld
mkdir -p .build/fuzz/corpus
exec .build/fuzz/release/fuzz-reader -max_total_time="${1:-3600}" -max_len=65536 -timeout=5 -rss_limit_mb=1024 \
    -artifact_prefix=Tests/Fuzz/finds/ -dict=Tests/Fuzz/feeds.dict .build/fuzz/corpus Tests/Fuzz/seeds
