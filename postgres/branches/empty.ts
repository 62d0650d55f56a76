import type pg from 'pg';
import { ident, literal } from '../sql.ts';
import type { Production } from './production.ts';
import { ownerClause } from './template.ts';

/** An empty database with production's owner, encoding and sort order. */
export async function createEmpty(session: pg.Client, production: Production, branch: string): Promise<void> {
  await session.query(
    `CREATE DATABASE ${ident(branch)} TEMPLATE template0${ownerClause(production)}` +
      ` ENCODING ${literal(production.encoding)} ${localeClause(production)}`,
  );
}

function localeClause({ database }: Production): string {
  const { datcollate, datctype, datlocprovider, datlocale, daticulocale, daticurules } = database;
  const clauses = [`LC_COLLATE ${literal(datcollate)}`, `LC_CTYPE ${literal(datctype)}`];
  const locale = datlocale ?? daticulocale;
  if (datlocprovider === 'c') clauses.push('LOCALE_PROVIDER libc');
  if (datlocprovider === 'i') clauses.push('LOCALE_PROVIDER icu');
  if (datlocprovider === 'b') clauses.push('LOCALE_PROVIDER builtin');
  if (locale) clauses.push(`${datlocprovider === 'b' ? 'BUILTIN_LOCALE' : 'ICU_LOCALE'} ${literal(locale)}`);
  if (daticurules) clauses.push(`ICU_RULES ${literal(daticurules)}`);
  return clauses.join(' ');
}
