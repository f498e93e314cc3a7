#!/bin/sh
# haproxy asks: is the PostgreSQL at this address the one that takes writes? Called as: - - ADDRESS PORT.
# The role needs to sign in and nothing else; its password lies in /etc/haproxy/pgpass (mode 0600, haproxy's user).
export PGPASSFILE=/etc/haproxy/pgpass PGCONNECT_TIMEOUT=2
[ "$(psql -h "$3" -p "$4" -U linli_check -d postgres -Atqc 'select not pg_is_in_recovery()' 2>/dev/null)" = t ]
