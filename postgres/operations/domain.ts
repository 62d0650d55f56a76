import type { CatalogDomain } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { restoreComment } from './comment-sql.ts';

/** CREATE DOMAIN takes no NOT VALID: such a check is added to it. `at`: the domain as SQL. */
export function createDomainSql(at: string, domain: CatalogDomain): string[] {
  const checks = domain.constraints.filter(({ kind }) => kind === 'check');
  const isNotValid = ({ definition }: { readonly definition: string }): boolean =>
    / NOT VALID$/.test(definition);
  const named = domain.constraints.find(({ kind }) => kind === 'not null');
  const check = ({ name, definition }: { readonly name: string; readonly definition: string }): string =>
    `CONSTRAINT ${ident(name)} ${definition}`;
  return [
    [
      `CREATE DOMAIN ${at} AS ${domain.type}`,
      ...(domain.collation === null ? [] : [`COLLATE ${domain.collation}`]),
      ...(domain.default === null ? [] : [`DEFAULT ${domain.default}`]),
      ...(domain.notNull ? [`${named === undefined ? '' : `CONSTRAINT ${ident(named.name)} `}NOT NULL`] : []),
      ...checks.filter((one) => !isNotValid(one)).map(check),
    ].join(' '),
    ...(domain.defaultDropped ? [`ALTER DOMAIN ${at} DROP DEFAULT`] : []),
    ...checks.filter(isNotValid).map((one) => `ALTER DOMAIN ${at} ADD ${check(one)}`),
    ...domain.constraints.flatMap(({ name, comment }) =>
      restoreComment(`CONSTRAINT ${ident(name)} ON DOMAIN ${at}`, comment),
    ),
  ];
}
