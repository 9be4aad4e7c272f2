#!/usr/bin/env bash
# Publishes samples/Doctor trimmed and self-contained, with every trim warning an error, and runs it: without a CLI, and with one that answers.
# Uses folders of its own. The committed lock files, which know no runtime identifier, stay as they are: NuGet is pointed at one that is not there,
# because it refuses to pass over one that is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work="$(mktemp -d)"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

fail() { printf '%s\n' "$*" >&2; exit 1; }

rid="$(dotnet --info | sed -n 's/^ *RID: *//p' | head -1)"
case "$rid" in
  linux-*|osx-*) ;;
  # A distribution's own identifier has no packs of its own.
  *) case "$(uname -m)" in aarch64|arm64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac ;;
esac

dotnet publish samples/Doctor -c Release -r "$rid" --self-contained --artifacts-path "$work/artifacts" -o "$work/app" -v quiet \
  -p:PublishTrimmed=true -p:TrimMode=full -p:TrimmerSingleWarn=false -p:TreatWarningsAsErrors=true \
  -p:RestorePackagesWithLockFile=false -p:RestoreLockedMode=false "-p:NuGetLockFilePath=$work/none.lock.json"
doctor="$work/app/Doctor"
[ -x "$doctor" ] || fail "Nothing was published."
[ ! -e "$work/app/System.Private.Xml.dll" ] || fail "What was published is not trimmed."

# The runtime is in the folder: an installed one must not be what makes this work.
run() { env -i HOME="$work/home" PATH="$work/bin:/usr/bin:/bin" DOTNET_ROOT=/nowhere "$@"; }
mkdir -p "$work/home" "$work/bin"

status=0
run AMP_URL=http://127.0.0.1:9/ "$doctor" --json >"$work/without.json" || status=$?
[ "$status" = 1 ] || { cat "$work/without.json"; fail "Without a CLI the doctor ended with $status, not 1."; }
grep -q '"healthy": false' "$work/without.json" || fail "Without a CLI the doctor found nothing wrong."

# A CLI that answers, and a service that does.
cat >"$work/bin/amp" <<'AMP'
#!/bin/sh
case "$*" in
  *--version*) echo "0.0.1774569934-g39e3ec (released 2026-03-27T00:05:34.000Z)"; exit ;;
  *--help*)
    cat <<'HELP'
Amp CLI

Usage: amp [options] [command]

Commands:

  version  Print the version number and exit

Options:

  -x, --execute [message]
      Use execute mode
  --stream-json
      Output in stream JSON format
  --stream-json-input
      Read JSON Lines user messages from stdin
HELP
    exit ;;
esac
cat >/dev/null
thread=T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd
cat <<LINES
{"type":"system","subtype":"init","cwd":"/","session_id":"$thread","tools":["Bash"],"mcp_servers":[]}
{"type":"assistant","message":{"type":"message","role":"assistant","content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":1}},"parent_tool_use_id":null,"session_id":"$thread"}
{"type":"result","subtype":"success","duration_ms":5,"is_error":false,"num_turns":1,"result":"ok","session_id":"$thread"}
LINES
AMP
chmod +x "$work/bin/amp"
node -e 'require("http").createServer((q, a) => a.end("ok")).listen(0, "127.0.0.1", function () { console.log(this.address().port) })' >"$work/port" &
server=$!
for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done

status=0
run AMP_API_KEY=sgamp_trimmed_secret "AMP_URL=http://127.0.0.1:$(cat "$work/port")/" "$doctor" --try >"$work/with.txt" || status=$?
[ "$status" = 0 ] || { cat "$work/with.txt"; fail "With a CLI that answers the doctor ended with $status, not 0."; }
grep -q 'run: The run succeeded' "$work/with.txt" || { cat "$work/with.txt"; fail "The doctor tried no run."; }
! grep -q 'sgamp_trimmed_secret' "$work/with.txt" || fail "The doctor told the key."

echo "trimmed: $(du -sm "$work/app" | cut -f1) MB for $rid, no warning; the doctor works in it"
