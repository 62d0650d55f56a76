import type { Finding } from './findings.ts';

type Identity = Pick<Finding, 'migration' | 'rule' | 'message'>;

/** What stays of a finding however its line moves: numbers of lines change with any line that is put in before. */
export const identityOf = ({ migration, rule, message }: Identity): Identity => ({
  migration,
  rule,
  message: message.replace(/\bline \d+(?:, column \d+)?/g, 'line …'),
});

/** One text for one identity. */
export const keyOf = ({ migration, rule, message }: Identity): string =>
  JSON.stringify([migration, rule, message]);
