#!/bin/sh
# Every check that is not a test; all run, and one that fails fails the whole.
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
failed=0
step() { echo "— $1"; shift; "$@" || failed=1; }

step "ruff" ruff check .
step "format" ruff format --check .
step "mypy" mypy
step "contrats" lint-imports --no-cache
step "gabarits" djlint --quiet --lint app/templates directory/templates referrals/templates maps/templates
step "vulnérabilités connues" pip-audit --require-hashes --disable-pip -r requirements.lock
exit $failed
