import type { CheckedScript } from '../migration.ts';
import type { Failure } from './failure.ts';

/** Migrations that failed, and the names they would have left behind. */
export class FailedMigrations {
  readonly #names = new Map<string, ReadonlySet<string>>();

  add(version: string, up: CheckedScript): void {
    this.#names.set(version, new Set(up.statements.flatMap(({ node }) => [...namesIn(node)])));
  }

  /** Versions of those that name what this failure misses, first to last. */
  behind({ sqlstate, reason }: Failure): string[] {
    if (!missesSomething.test(sqlstate)) return [];
    const missing = missingNames(reason);
    return [...this.#names].flatMap(([version, names]) =>
      missing.some((name) => names.has(name)) ? [version] : [],
    );
  }
}

/** Undefined table, column, object, function, schema; and what an ALTER or a key does not find. */
const missesSomething = /^(?:42P01|42703|42704|42883|3F000|42830|42P10)$/;

/** `relation "a.b" does not exist`, `column t.c does not exist`, `function f(integer) does not exist` */
function missingNames(reason: string): string[] {
  const quoted = [...reason.matchAll(/"((?:[^"]|"")+)"/g)].map(([, name = '']) => name);
  const bare = /^(?:column|function|type|schema|operator class) ([^\s("]+)/.exec(reason)?.[1];
  const written = bare === undefined ? quoted : [...quoted, bare];
  return written.flatMap((name) => [name, name.slice(name.lastIndexOf('.') + 1)]);
}

/** Keys of the syntax tree whose text names an object. */
const naming = new Set([
  'relname',
  'colname',
  'name',
  'newname',
  'subname',
  'schemaname',
  'idxname',
  'conname',
  'sval',
]);

/** Every name in a syntax tree; also texts, which matters little: a match needs PostgreSQL to miss that very name. */
function* namesIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const item of node) yield* namesIn(item);
  } else if (typeof node === 'object' && node !== null) {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') {
        if (naming.has(key)) yield value;
      } else yield* namesIn(value);
    }
  }
}
