import { z } from 'zod';
import { parseScript } from '../script/index.ts';
import { OperationRefused } from './errors.ts';
import { defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';
import { meaningful, tokenize } from './tokens.ts';

export const CustomSql = z.object({
  op: z.literal('custom_sql'),
  up: z.string().describe('SQL statements'),
  down: z.string().describe('SQL statements that undo them exactly'),
  reason: z.string().describe('why no other operation does it'),
});
export type CustomSql = z.infer<typeof CustomSql>;

/** What no other operation does. Its reverse is proven like any other. */
export const customSql = defineOperation<'custom_sql', CustomSql>({
  kind: 'custom_sql',
  params: CustomSql,
  describe: ({ reason }) => `run SQL: ${reason}`,
  plan({ up, down, reason }) {
    if (reason.trim() === '') {
      throw new OperationRefused('custom_sql', 'it gives no reason', 'say why no other operation does it');
    }
    const [first, ...rest] = parseScript(up, down).map((step) => ({
      ...step,
      up: closed(step.up),
      down: closed(step.down),
    }));
    if (first === undefined) throw new Error('a script has a step');
    return operationPlan([first, ...rest]);
  },
  /** What free SQL does to the schema is known only after it ran: later operations see the schema before it. */
  // What it makes is not known.
  apply: (_, { otherRelations, ...catalog }) => catalog,
});

/** With a semicolon behind the last statement: those of another step may follow. */
function closed(sql: string): string {
  const tokens = tokenize(sql);
  if (tokens.findLast(meaningful)?.text === ';') return sql;
  return tokens.findLast(({ kind }) => kind !== 'space')?.kind === 'comment'
    ? `${sql}\n;`
    : `${sql.trimEnd()};`;
}
