#!/usr/bin/env bash
# Packs the libraries and runs a throw-away program that has nothing but those packages.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages="${1:?the folder to pack into}"
consumer="$(mktemp -d)"
trap 'rm -rf "$consumer"' EXIT

dotnet pack -c Release -o "$packages" -v quiet
for package in "$packages"/*.nupkg; do
  contents="$(unzip -Z1 "$package")"
  for part in README.md '\.nuspec' '\.dll'; do
    grep -q "$part\$" <<<"$contents" || { echo "$package has no $part"; exit 1; }
  done
done

cp eng/consumer/* "$consumer"/
cat > "$consumer/nuget.config" <<X
<configuration>
  <packageSources><clear /><add key="local" value="$packages" /><add key="nuget.org" value="https://api.nuget.org/v3/index.json" /></packageSources>
  <packageSourceMapping><packageSource key="local"><package pattern="Amp.*" /></packageSource><packageSource key="nuget.org"><package pattern="*" /></packageSource></packageSourceMapping>
  <config><add key="globalPackagesFolder" value="$consumer/packages" /></config>
</configuration>
X
cd "$consumer"
CI= dotnet run
