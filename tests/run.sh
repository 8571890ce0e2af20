#!/bin/sh
# Runs the whole suite on SQLite, then what touches the database on PostgreSQL.
# Installs Chromium and PostgreSQL when absent and when it may; otherwise says what is skipped.
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
install() {
  echo "Installation de $1…"
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1
}

if ! command -v chromium >/dev/null && ! { may_install && install chromium; }; then
  echo "Chromium est absent : les parcours dans un navigateur seront sautés, et le diront."
fi
pytest -n 2 --dist loadfile "$@"
sqlite=$?

binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "${DATABASE_URL:-}" ] && [ ! -x "$binaries/initdb" ]; then
  may_install && install postgresql
  binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
fi
if [ -n "${DATABASE_URL:-}" ]; then
  pytest -n 2 --dist loadfile --engine postgresql "$@"
  exit $((sqlite | $?))
fi
if [ ! -x "$binaries/initdb" ]; then
  echo "PostgreSQL est absent et ne peut être installé : les essais sur PostgreSQL sont sautés."
  exit $sqlite
fi

folder=$(mktemp -d)
as_owner() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi; }
stop() { as_owner "$binaries/pg_ctl -D $folder/data -m immediate stop" >/dev/null 2>&1; rm -rf "$folder"; }
trap stop EXIT INT TERM
[ "$(id -u)" = 0 ] && chown postgres "$folder"
port=$(python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# Durability is the campaign's subject; here only the answers count, hence no fsync.
as_owner "cd $folder && $binaries/initdb -D $folder/data -E UTF8 --locale=C.UTF-8 -A trust -U postgres" >/dev/null &&
  as_owner "$binaries/pg_ctl -D $folder/data -w -l $folder/log -o '-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200' start" >/dev/null ||
  { echo "PostgreSQL n’a pas démarré :"; cat "$folder/log"; exit 1; }
DATABASE_URL="postgresql://postgres@127.0.0.1:$port/postgres" \
  pytest -n 2 --dist loadfile --engine postgresql "$@"
exit $((sqlite | $?))
