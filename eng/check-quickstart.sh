#!/usr/bin/env bash
# Runs the first command of README.md as a newcomer would: no CLI, no sign-in, an empty HOME. Expects a run that succeeds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT

# The restored packages stay where they are: what is checked is the sample, not the network.
packages="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
output="$(env -u AMP_API_KEY -u AMP_TOKEN -u AMP_CLI_PATH -u AMP_BIN -u AMP_URL \
  HOME="$home" DOTNET_CLI_HOME="$home" NUGET_PACKAGES="$packages" \
  dotnet run --project samples/Quickstart)"
printf '%s\n' "$output"
grep -q 'scripted' <<<"$output" || { echo "Quickstart did not say that it used the scripted CLI."; exit 1; }
