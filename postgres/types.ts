import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { asset } from '../package-root.ts';
import { EmptyTypes, IncompleteTypes, TypesSchemaMissing } from './types-errors.ts';

const relationsSql = readFileSync(asset('postgres/types.sql'), 'utf8');

interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly columns: number;
}

/**
 * The TypeScript types of `schemas`, as `supabase gen types` writes them. The same schema gives the same text whatever the role's search_path or the order of creation. The session must not be in a transaction.
 *
 * @throws TypesSchemaMissing | EmptyTypes | IncompleteTypes
 */
export async function generateTypes(session: pg.Client, schemas: readonly string[]): Promise<string> {
  // 0.3 s to load; most commands never need it.
  const [{ introspect }, { generateTypescript, sortGeneratorMetadata }] = await Promise.all([
    import('@supabase/postgrest-typegen/introspection'),
    import('@supabase/postgrest-typegen/generation'),
  ]);
  // One snapshot: the library asks ten questions.
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    // Argument and result types of functions are written relative to it.
    await session.query('SET LOCAL search_path = public, extensions');
    await requireSchemas(session, schemas);
    const metadata = sortGeneratorMetadata(
      await introspect(oneAtATime(session), { includedSchemas: [...schemas] }),
    );
    await requireAllVisible(session, schemas, metadata.columns);
    const [defaultSchema] = schemas.includes('public') ? ['public'] : schemas;
    return await generateTypescript(metadata, {
      detectOneToOneRelationships: true,
      ...(defaultSchema !== undefined && { defaultSchema }),
    });
  } finally {
    await session.query('ROLLBACK');
  }
}

/** The library asks everything at once; node-postgres wants one query after the other. */
function oneAtATime(session: pg.Client): { query(sql: string): Promise<pg.QueryResult> } {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query(sql) {
      const result = last.then(() => session.query(sql));
      last = result.catch(() => undefined);
      return result;
    },
  };
}

async function requireSchemas(session: pg.Client, schemas: readonly string[]): Promise<void> {
  const { rows } = await session.query<{ nspname: string }>(
    `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname`,
  );
  const existing = rows.map(({ nspname }) => nspname);
  const missing = schemas.filter((schema) => !existing.includes(schema));
  if (missing.length > 0) throw new TypesSchemaMissing(missing, existing);
}

/** The library leaves out, without a word, what the role has no privilege on. */
async function requireAllVisible(
  session: pg.Client,
  schemas: readonly string[],
  columns: readonly { readonly schema: string; readonly table: string }[],
): Promise<void> {
  const { rows: relations } = await session.query<Relation>(relationsSql, [schemas]);
  const seen = new Map<string, number>();
  const key = (schema: string, name: string): string => JSON.stringify([schema, name]);
  for (const { schema, table } of columns)
    seen.set(key(schema, table), (seen.get(key(schema, table)) ?? 0) + 1);
  const hidden = relations.filter(
    ({ schema, name, columns }) => (seen.get(key(schema, name)) ?? 0) < columns,
  );
  if (hidden.length === 0) return;
  const { rows } = await session.query<{ role: string }>('SELECT current_user AS role');
  const role = rows[0]?.role ?? '';
  if (seen.size === 0) throw new EmptyTypes(role, schemas);
  throw new IncompleteTypes(
    role,
    hidden.map(({ schema, name }) => `${schema}.${name}`),
  );
}
