import type { StatementRule } from '../rule.ts';
import { waitText } from '../words.ts';

export const domainConstraintScans: StatementRule = {
  id: 'domain-constraint-scans',
  level: 'warning',
  rows: [31],
  explainsLock: true,
  statement({ node, touched }) {
    if (!('AlterDomainStmt' in node)) return null;
    return touched
      .filter(({ scan }) => scan)
      .map((touch) => ({
        message: `ALTER DOMAIN takes ${waitText(touch)}, as in every table that uses the domain`,
        remedy: 'add the constraint NOT VALID, then VALIDATE it in a later migration',
      }));
  },
};
