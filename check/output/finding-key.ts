import type { Finding } from './findings.ts';

/** The same for one finding however its line moves: what it says of lines is left out. */
export const keyOf = ({
  migration,
  rule,
  message,
}: Pick<Finding, 'migration' | 'rule' | 'message'>): string =>
  JSON.stringify([migration, rule, stableMessage(message)]);

/** Without numbers of lines, which change with any line that is put in before. */
export const stableMessage = (message: string): string =>
  message.replace(/\bline \d+(?:, column \d+)?/g, 'line …');
