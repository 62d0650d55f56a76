import { phrases } from './phrases.ts';

/* What else a tracker is about, where it speaks of tables and columns. */

/** Libraries, drivers and tools that work on any schema. Frameworks of applications are none: they are named in passing. */
export const programs: readonly string[] = phrases(`
  alembic | sqlalchemy | flask-migrate | flask-sqlalchemy | sqlmodel | peewee | tortoise-orm | piccolo | psycopg | psycopg2 | psycopg3 | asyncpg | pg8000 | aiopg |
  prisma migrate | prisma client | prisma studio | prisma generate | migrate dev | db push | typeorm | sequelize | knex.js | objection.js | mikro-orm | kysely | drizzle-kit | drizzle studio | node-postgres | node-pg-migrate |
  gorm | sqlx | sqlc | sqlboiler | sea-orm | seaorm | golang-migrate | npgsql | ef core | efcore | entity framework | entityframework | dapper | linq2db |
  flyway | liquibase | jooq | hibernate | jdbc | r2dbc | odbc | jpa | postgrex | doctrine | phinx | cakephp | codeigniter | nestjs/typeorm |
  dbeaver | pgadmin | datagrip | tableplus | adminer | phpmyadmin | beekeeper studio | heidisql | nocodb | baserow | directus | strapi | hasura | postgrest | appwrite | pocketbase | metabase | redash | superset |
  drawdb | dbdiagram | dbt | debezium | airbyte | pgloader | pgbouncer | pgpool | patroni | pgbackrest | barman | postgis | timescaledb | timescale | citus | pgvector | pg_cron | pg_partman | pglite |
  mysql | mariadb | mssql | sql server | oracle | cockroachdb | cockroach | tidb | yugabyte | yugabytedb | duckdb | monetdb | cratedb | questdb | redshift | trino | databricks | sap hana | greenplum | rethinkdb |
  dbflow | sqldelight | dexie | watermelondb | swiftdata`);

/** Tables that no database has, and what they are made with. */
export const otherTables: readonly string[] = phrases(`
  data frame | data frames | dataframe | dataframes | data.frame | data.frames | data.table | data.tables | pandas | polars | dplyr | tibble | tibbles | dtype | dtypes | to_csv | read_csv | numpy | geopandas |
  latex | longtable | tabularx | pandoc | sphinx | rst | restructuredtext | asciidoc | markdown table | markdown tables | html table | html tables | pipe table | pipe tables |
  hash table | hash tables | hashtable | routing table | routing tables | lookup table in memory | jump table | jump tables | symbol table | periodic table | truth table | page table | page tables | pivot table | pivot tables |
  xsd | xml schema | wsdl | json schema | yaml schema | xlsx | google sheets | worksheet | worksheets`);

/** How a database is run, and not what is in it. */
export const operations: readonly string[] = phrases(`
  docker | dockerize | dockerise | dockerized | docker-compose | docker compose | docker-compose.yml | docker image | kubernetes | helm | helm chart | terraform | ansible |
  ci | ci/cd | github action | github actions | gitlab ci | local environment | local development | local dev | dev environment | development environment | staging |
  backup | backups | db backup | pg_dump | pg_dumpall | disaster recovery | replication | read replica | failover | monitoring |
  connection pool | connection pools | connection pooling | connection limit | max_connections | max connections | max connection | too many clients | too many connections | more connections | client connections | connection string | connection error | connection errors | pool size | pool limits |
  seed script | seed scripts | seed data | seeds | db seed | fixture | fixtures | db fixtures | test data | test database | testcontainers |
  postgres image | postgresql image | postgresql version | postgres version | upgrade postgresql | upgrade postgres | update postgresql | managed postgres | hosted postgres | cloud sql | aurora`);

/** Beside these stands what a program does wrong. */
export const reportHeadings: readonly string[] = phrases(`
  steps to reproduce | steps to reproduce the behavior | steps to reproduce the behaviour | to reproduce | how to reproduce | reproduction | reproduction steps | reproduction link | reproducible scenario | minimal reproduction | repro |
  describe the bug | bug description | bug report | describe the problem youre observing | problem description | what happened | what did you do | what did you see instead | whats wrong | whats the issue | the issue |
  expected behavior | expected behaviour | expected result | expected results | expected output | what is expected | what did you expect to see | what you expected |
  actual behavior | actual behaviour | actual result | actual results | actual output | what is actually happening | current behavior | current behaviour | observed behavior | observed |
  environment | environment & setup | system information | system info | version | versions | installed versions | stack trace | stacktrace | traceback | backtrace | logs | log | error message | error text | error | code sample | reproducible project | code snippets | root cause | motivation for or use case | suggest a fix | skill said | what are you trying to accomplish | what is the expected output | what is the actual output | what steps will reproduce the problem | what version of the product are you using | suggested solution | alternatives`);
