import { dollarQuoted, literal } from '../../sql.ts';
import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

/** Settings whose value is a list of names: one text would be one name. */
const lists = new Set([
  'search_path',
  'temp_tablespaces',
  'local_preload_libraries',
  'session_preload_libraries',
  'shared_preload_libraries',
]);

export const databaseStatements: Writer = (difference, wanted) => {
  if (difference.kind !== 'database setting') return [];
  const [, setting = '', role] = /^(.*?)(?: for role (.*))?$/s.exec(nameOf(difference)) ?? [];
  const value = wanted.objects[difference.object]?.attributes.value;
  // Of a secret the snapshot holds no more than a hash.
  if (value?.startsWith('hidden ')) return [];
  const change =
    value === undefined
      ? `RESET ${setting}`
      : `SET ${setting} TO ${lists.has(setting) ? value : literal(value)}`;
  return [
    onDatabase(
      `ALTER ${role === undefined ? '' : `ROLE ${role} IN `}DATABASE %I ${change.replaceAll('%', '%%')}`,
    ),
  ];
};

/** The file may run on a database of another name. `%I` is the name. */
export const onDatabase = (statement: string): string =>
  `DO ${dollarQuoted(`BEGIN EXECUTE format(${literal(statement)}, current_database()); END`)}`;
