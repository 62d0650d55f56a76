import type { ClientBase } from 'pg';
import type { Work } from './work.ts';

/** What is known of an earlier attempt at a concurrent step that never came to its history row. */
export interface EarlierAttempt {
  /** Whether the index (or partition) that the statement is about was there before. */
  readonly targetExisted: boolean;
}

/** Remembers, before the statement runs, what was there; returns an earlier attempt that broke off. */
export async function beginAttempt(
  session: ClientBase,
  { version, part }: Work,
  targetExists: boolean,
): Promise<EarlierAttempt | null> {
  const { rows } = await session.query<EarlierAttempt>(
    `select target_existed as "targetExisted" from godwit.attempt where version = $1 and direction = $2`,
    [version, part],
  );
  const [earlier] = rows;
  if (earlier !== undefined) return earlier;
  await session.query(`insert into godwit.attempt (version, direction, target_existed) values ($1, $2, $3)`, [
    version,
    part,
    targetExists,
  ]);
  return null;
}

export async function endAttempt(session: ClientBase, { version, part }: Work): Promise<void> {
  await session.query('delete from godwit.attempt where version = $1 and direction = $2', [version, part]);
}

/** Versions with a broken off attempt. */
export async function begunAttempts(
  session: ClientBase,
  direction: Work['part'],
): Promise<ReadonlySet<string>> {
  const { rows } = await session.query<{ version: string }>(
    'select version from godwit.attempt where direction = $1',
    [direction],
  );
  return new Set(rows.map(({ version }) => version));
}
