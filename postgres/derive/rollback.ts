import { extract } from '@supabase/pg-delta/extract';
import { type Action, type Plan, plan } from '@supabase/pg-delta/plan';
import type pg from 'pg';
import type { StepDraft } from '../operations/operation.ts';
import { renderScript } from '../script/index.ts';
import { NothingLeftOver } from './errors.ts';

export interface DerivedRollback {
  /** Removes what is left over; a script whose step lines say how its parts run. */
  readonly up: string;
  /** Brings it back. */
  readonly down: string;
  /** Statements of `up` that take data away. */
  readonly destroys: readonly string[];
  /** What the comparison does not understand, in words; empty when it saw everything. */
  readonly unseen: readonly string[];
}

/** Ours, and the history: no migration's leftovers. */
const ownSchemas = ['godwit', 'godwit_archive', 'supabase_migrations'];

/**
 * SQL that leads a schema back to where it was. `before` is a scratch database in which the earlier migrations were
 * replayed, `after` the database that may hold leftovers of a later one. Reads both, changes neither.
 * @throws NothingLeftOver
 */
export async function deriveRollback(before: pg.Pool, after: pg.Pool): Promise<DerivedRollback> {
  const [was, is] = await Promise.all([extract(before), extract(after)]);
  const options = { ...view, assumedRoles: await rolesOf(after) };
  const back = plan(is.factBase, was.factBase, options);
  const again = plan(was.factBase, is.factBase, options);
  if (back.actions.length === 0) throw new NothingLeftOver();
  const { up, down } = renderScript(steps(segments(back), segments(again)));
  return {
    up,
    down,
    destroys: back.actions.filter(({ dataLoss }) => dataLoss === 'destructive').map(({ sql }) => sql),
    unseen: [...new Set([...was.diagnostics, ...is.diagnostics].map(({ message }) => message))],
  };
}

/** What is compared: everything but our own schemas. */
export const view = {
  scope: 'database',
  policy: {
    id: 'godwit',
    filter: [
      {
        match: {
          any: [
            { schema: ownSchemas },
            { all: [{ kind: 'schema' }, { name: ownSchemas }] },
            { target: { schema: ownSchemas } },
            { target: { kind: 'schema', name: ownSchemas } },
          ],
        },
        action: 'exclude',
      },
    ],
  },
} satisfies Parameters<typeof plan>[2];

async function rolesOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
  return rows.map(({ rolname }) => rolname);
}

export type Segment = Pick<StepDraft, 'kind'> & { readonly sql: string };

/** Runs of statements that share a transaction. A new enum value can be used only after a commit. */
export function segments({ actions, preamble }: Plan): Segment[] {
  const found: { kind: StepDraft['kind']; statements: string[]; closed: boolean }[] = [];
  for (const action of actions) {
    const last = found.at(-1);
    const alone = action.transactionality === 'nonTransactional';
    const joins = last !== undefined && !last.closed && !alone && !action.newSegmentBefore;
    if (joins) last.statements.push(terminated(action));
    else
      found.push({
        kind: alone ? 'concurrent' : 'transactional',
        statements: [terminated(action)],
        closed: alone,
      });
    const current = found.at(-1);
    if (current !== undefined && action.transactionality === 'commitBoundaryAfter') current.closed = true;
  }
  // The statements name everything with its schema: of the settings only search_path is not needed.
  const settings = preamble
    .filter(({ name }) => name !== 'search_path')
    .map(({ name, value }) => `SET LOCAL ${name} = ${value};`);
  return found.map(({ kind, statements }) => ({
    kind,
    sql: [...(kind === 'transactional' ? settings : []), ...statements].join('\n'),
  }));
}

const terminated = ({ sql }: Action): string => `${sql.trimEnd().replace(/;$/, '')};`;

/** Both ways have to be divided alike; where one has fewer parts, a part of it does nothing. */
function steps(ups: readonly Segment[], downs: readonly Segment[]): [StepDraft, ...StepDraft[]] {
  const nothing: Segment = { kind: 'transactional', sql: '-- Nothing to do here.\nSELECT 1;' };
  const count = Math.max(ups.length, downs.length, 1);
  const step = (at: number): StepDraft => {
    const { kind, sql } = ups[at] ?? nothing;
    return { kind, up: sql, down: (downs[count - 1 - at] ?? nothing).sql };
  };
  return [step(0), ...Array.from({ length: count - 1 }, (_, at) => step(at + 1))];
}
