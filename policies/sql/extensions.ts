import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';

/** Extensions that compute and index, and reach nothing outside the database. */
const harmless = new Set(
  'btree_gin btree_gist citext cube earthdistance fuzzystrmatch hstore intarray isn ltree moddatetime pg_trgm pgcrypto pgtap postgis seg tablefunc unaccent uuid-ossp vector'.split(
    ' ',
  ),
);
const reaching =
  /^(?:dblink|postgres_fdw|file_fdw|\w+_fdw|adminpack|pg_net|http|pg_cron|plpython\w*|plperl\w*|pltcl\w*|plv8|lo|pageinspect|pg_surgery|supabase_vault|pgsodium|wrappers|aws_\w+|pg_read_\w+)$/;

export function judgeExtension(name: string): Verdict | undefined {
  if (harmless.has(name)) return undefined;
  if (reaching.test(name)) {
    return deny('sql/dangerous-extension', `extension ${quote(name)} reaches files, networks or other code`);
  }
  return confirm('sql/unknown-extension', `it is not known what extension ${quote(name)} can reach`);
}
