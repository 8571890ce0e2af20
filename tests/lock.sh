#!/bin/sh
# Resolves both locks anew, with hashes, leaving out versions younger than a week.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "Il faut uv (paquet Python « uv »)." >&2; exit 1; }
week=$(date -u -d '7 days ago' +%Y-%m-%dT00:00:00Z)
compile="uv pip compile --quiet --generate-hashes --no-header --no-annotate --python-version 3.11 --exclude-newer $week pyproject.toml"
$compile --extra build -o requirements.lock
$compile --extra build --extra dev -o tests/requirements.lock
