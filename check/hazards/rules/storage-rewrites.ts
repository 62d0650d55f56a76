import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';
import { waitText } from '../words.ts';

const words: Readonly<Record<string, string>> = {
  AT_SetLogged: 'SET LOGGED',
  AT_SetUnLogged: 'SET UNLOGGED',
  AT_SetAccessMethod: 'SET ACCESS METHOD',
  AT_SetTableSpace: 'SET TABLESPACE',
};

export const storageRewrites: StatementRule = {
  id: 'storage-rewrites',
  level: 'warning',
  rows: [73],
  explainsLock: true,
  statement({ node, existing, touchOf }) {
    const [change] = alterations(
      node,
      'AT_SetLogged',
      'AT_SetUnLogged',
      'AT_SetAccessMethod',
      'AT_SetTableSpace',
    );
    const touch = touchOf(existing(change?.relation));
    if (touch?.rewrite !== true) return null;
    return {
      message: `${words[change?.command.subtype ?? '']} takes ${waitText(touch)}`,
      remedy: 'a maintenance window, or a new table that is filled in batches and swapped',
    };
  },
};
