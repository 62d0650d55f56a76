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

/** Undefined table, column, object, function, schema. */
const missesSomething = /^(?:42P01|42703|42704|42883|3F000)$/;

/**
 * `relation "a.b" does not exist`, `column "c" of relation "t" does not exist`, `function f(integer) does not exist`:
 * what comes first is missing. A quote within a name is written as it is.
 */
function missingNames(reason: string): string[] {
  const quoted =
    /^(?:[\w-]+ )*"(.+?)" (?:does not exist|of |for |in )/s.exec(reason)?.[1] ??
    /^could not find an? [a-z ]+ named "(.+)"$/s.exec(reason)?.[1] ??
    /^operator does not exist: (?:.* )?([-+*/<>=~!@#%^&|`?]+) /s.exec(reason)?.[1];
  const name = quoted ?? /^[a-z ]+ ([^\s("]+)(?:\(| does not exist)/.exec(reason)?.[1];
  return name === undefined ? [] : [name, name.slice(name.lastIndexOf('.') + 1)];
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
  'policy_name',
  'trigname',
  'extname',
  'role',
  'pubname',
  'fdwname',
  'servername',
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
