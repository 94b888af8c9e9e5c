#!/usr/bin/env bash
# What a Codespace or a development container does once, when it is made. Afterwards a chapter runs at once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet tool restore
dotnet build lib/DtlsNotebooks.Runner --nologo --verbosity quiet

# Puts the extension's manifest in its place before the extension starts, and ends with an error if anything is amiss.
dotnet run --no-build --project lib/DtlsNotebooks.Runner -- doctor --fix
