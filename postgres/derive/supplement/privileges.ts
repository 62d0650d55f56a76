import type { Difference } from '../../snapshot/index.ts';
import { ident } from '../../sql.ts';
import { onDatabase } from './database.ts';
import { holderOf, lastOf, nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

/** Takes everything from the grantee and gives what it had; nothing where somebody else than the owner granted it. */
export const privilegeStatements: Writer = (difference, wanted) => {
  const [, grantee, grantor] = /^privileges of (.*) from (.*)$/s.exec(difference.attribute ?? '') ?? [];
  const on = targetOf(difference);
  if (grantee === undefined || grantor === undefined || on === null) return [];
  if (ownerOf(difference, wanted.objects) !== grantor) return [];
  const to = grantee === 'PUBLIC' ? 'PUBLIC' : roleOf(grantee);
  const granted = (difference.before === 'none' ? '' : (difference.before ?? ''))
    .split(', ')
    .filter((one) => one !== '');
  const [plain, further] = [
    granted.filter((one) => !one.endsWith(grantOption)),
    granted.filter((one) => one.endsWith(grantOption)).map((one) => one.slice(0, -grantOption.length)),
  ];
  const list = (privileges: readonly string[]): string =>
    privileges.map((privilege) => `${privilege}${on.columns}`).join(', ');
  const statements = [
    `REVOKE ALL${on.columns} ON ${on.object} FROM ${to}`,
    ...(plain.length > 0 ? [`GRANT ${list(plain)} ON ${on.object} TO ${to}`] : []),
    ...(further.length > 0 ? [`GRANT ${list(further)} ON ${on.object} TO ${to} WITH GRANT OPTION`] : []),
  ];
  return difference.kind === 'database' ? statements.map(onDatabase) : statements;
};

const grantOption = ' with grant option';

/** As an aclitem writes it: quoted where it has to be. */
const roleOf = (grantee: string): string => (grantee.startsWith('"') ? grantee : ident(grantee));

const keywords: Readonly<Record<string, string>> = {
  table: 'TABLE',
  'partitioned table': 'TABLE',
  view: 'TABLE',
  'materialized view': 'TABLE',
  'foreign table': 'TABLE',
  sequence: 'SEQUENCE',
  enum: 'TYPE',
  domain: 'DOMAIN',
  'composite type': 'TYPE',
  range: 'TYPE',
  type: 'TYPE',
  function: 'FUNCTION',
  procedure: 'PROCEDURE',
  aggregate: 'FUNCTION',
  schema: 'SCHEMA',
  server: 'FOREIGN SERVER',
  'foreign data wrapper': 'FOREIGN DATA WRAPPER',
  language: 'LANGUAGE',
};

function targetOf(difference: Difference): { readonly object: string; readonly columns: string } | null {
  const name = nameOf(difference);
  if (difference.kind === 'database') return { object: 'DATABASE %I', columns: '' };
  if (difference.kind === 'column')
    return { object: `TABLE ${holderOf(name)}`, columns: ` (${lastOf(name)})` };
  const keyword = keywords[difference.kind];
  return keyword === undefined ? null : { object: `${keyword} ${name}`, columns: '' };
}

function ownerOf(
  { object, kind }: Difference,
  objects: Readonly<Record<string, { readonly attributes: Readonly<Record<string, string>> }>>,
): string | undefined {
  if (kind !== 'column') return objects[object]?.attributes.owner;
  const relation = holderOf(nameOf({ object, kind }));
  return Object.keys(keywords)
    .map((one) => objects[`${one} ${relation}`]?.attributes.owner)
    .find((owner) => owner !== undefined);
}
