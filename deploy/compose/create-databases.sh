#!/bin/sh
# Run once by the PostgreSQL image on an empty data directory: a database and a role per service,
# so that no service can read another's data.
set -eu

for service in import customer team credit notification; do
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
    --set role="kundenwert_$service" --set password="$KUNDENWERT_DB_PASSWORD" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"role" OWNER :"role";
REVOKE CONNECT ON DATABASE :"role" FROM PUBLIC;
SQL
done
