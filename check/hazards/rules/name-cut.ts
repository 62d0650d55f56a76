import { scanSql } from '../../../policies/sql/parser.ts';
import { maxIdentifierBytes } from '../../../postgres/sql.ts';
import type { StatementRule } from '../rule.ts';

/** PostgreSQL says a NOTICE that tools pass over; two names may become one. */
export const nameCut: StatementRule = {
  id: 'name-cut',
  level: 'warning',
  rows: [58],
  statement({ statement: { sql } }) {
    // Scanning is dear and long words are rare.
    if (!/[^\s"';,().]{22,}/.test(sql)) return null;
    const long = scanSql(sql)
      .filter(({ tokenName }) => tokenName === 'IDENT')
      .map(({ text }) => text.replace(/^"|"$/g, '').replaceAll('""', '"'))
      .filter((name) => Buffer.byteLength(name) > maxIdentifierBytes);
    return [...new Set(long)].map((name) => ({
      message: `"${name}" has ${Buffer.byteLength(name)} bytes: PostgreSQL cuts it to ${maxIdentifierBytes} without an error`,
      remedy: 'a shorter name',
    }));
  },
};
