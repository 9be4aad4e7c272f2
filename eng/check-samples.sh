#!/usr/bin/env bash
# Runs the first command of README.md, and then every other sample, as a newcomer would: no CLI, no sign-in, an empty HOME.
# Expects each to end as it says it does. Build first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT

# The restored packages stay where they are: what is checked is the samples, not the network.
export NUGET_PACKAGES="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
export HOME="$home" DOTNET_CLI_HOME="$home"
unset AMP_API_KEY AMP_TOKEN AMP_CLI_PATH AMP_BIN AMP_URL AMP_SAMPLE

check() { # check EXIT-CODE EXPECTED-OUTPUT SAMPLE [ARGUMENTS...], with standard input
  local status=0 output
  output="$(timeout 120 dotnet run $build --project "samples/$3" -- "${@:4}" 2>&1)" || status=$?
  if [ "$status" != "$1" ] || ! grep -q -- "$2" <<<"$output"; then
    printf '%s\n' "$output"
    echo "samples/$3 ended with exit code $status; expected $1, and '$2' in its output."
    exit 1
  fi
  echo "samples/$3: ok"
}

build=   # as README.md has it
check 0 'the scripted CLI' Quickstart </dev/null
build=--no-build
check 0 'There are four' Chat <<<$'Hello\nWhat files are there?'
check 0 'The run succeeded' HumanInTheLoop <<<$'y\nn\nNot today.\ny'
check 0 'I have ordered ten pens' CustomTools </dev/null
TOOLBOX_ACTION=describe check 0 '"name":"greet"' GreetTool </dev/null
check 0 'This answer comes from the scripted CLI' SessionHost </dev/null
check 0 'This answer comes from the scripted CLI' WorkerHost </dev/null
check 0 'audit.jsonl' WorktreeTour </dev/null
check 0 'The report: ' BatchComparison --out "$home/batch" </dev/null
check 1 'The Amp CLI was not found' Doctor </dev/null
check 2 'Usage: ThreadExplorer' ThreadExplorer </dev/null
check 0 'num_turns' InspectStream <"$(find tests/Recordings -name '*.jsonl' | sort | head -1)"
