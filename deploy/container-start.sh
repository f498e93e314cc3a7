#!/bin/sh
# Starts Linli in a container. Secrets come as files, never as plain environment: DATABASE_PASSWORD_FILE is put into
# DATABASE_URL here, in this process only.
set -eu
if [ -n "${DATABASE_PASSWORD_FILE:-}" ]; then
  [ -r "$DATABASE_PASSWORD_FILE" ] || {
    echo "邻里: 读不到 $DATABASE_PASSWORD_FILE" >&2
    exit 69
  }
  password=$(cat "$DATABASE_PASSWORD_FILE")
  case $password in
    *[!A-Za-z0-9._~-]*)
      echo "邻里: 数据库密码只能用字母、数字和 . _ ~ -(它要写进网址)。" >&2
      exit 64
      ;;
  esac
  DATABASE_URL=postgres://${DATABASE_USER:-linli}:$password@${DATABASE_HOST:-database}:${DATABASE_PORT:-5432}/${DATABASE_NAME:-linli}
  export DATABASE_URL
fi
if [ -n "${LINLI_METRICS_TOKEN_FILE:-}" ]; then
  LINLI_METRICS_TOKEN=$(cat "$LINLI_METRICS_TOKEN_FILE")
  export LINLI_METRICS_TOKEN
fi
exec /opt/linli/linli "$@"
