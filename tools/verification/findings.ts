import { z } from 'zod';

/** What every check of the integration tester answers. */
export const CheckOutput = z.object({
  ok: z.boolean(),
  /** One sentence each, naming the table, column or file. */
  findings: z.array(z.string()),
  summary: z.string(),
});

/** Longer lists tell a reviewer nothing more; the rest is in the ledger. */
const shown = 20;

/** The first findings, and how many more there are. */
export const firstOf = (findings: readonly string[]): string[] =>
  findings.length <= shown
    ? [...findings]
    : [...findings.slice(0, shown), `… and ${findings.length - shown} more`];

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
