import { z } from 'zod';
import { ident } from '../sql.ts';
import { expression, name } from './fields.ts';

/** `EXCLUDE USING gist (room WITH =, during WITH &&)` */
export const exclusion = z.object({
  method: z.enum(['gist', 'spgist', 'btree']).default('gist'),
  elements: z.array(
    z.object({
      column: name.optional(),
      expression: expression.optional().describe('instead of a column'),
      operator: z
        .string()
        .refine((text) => /^[-+*/<>=~!@#%^&|`?]{1,63}$/.test(text), 'is not an operator')
        .describe('= for equal, && for overlapping'),
    }),
  ),
  where: expression.optional().describe('SQL condition of the rows it is about'),
});
export type Exclusion = z.infer<typeof exclusion>;

export function exclusionSql({ method, elements, where }: Exclusion): string {
  const compared = elements.map(
    ({ column, expression: sql, operator }) =>
      `${column === undefined ? `(${sql})` : ident(column)} WITH ${operator}`,
  );
  return `EXCLUDE USING ${method} (${compared.join(', ')})${where === undefined ? '' : ` WHERE (${where})`}`;
}
