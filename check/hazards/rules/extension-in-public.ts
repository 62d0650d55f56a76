import type { StatementRule } from '../rule.ts';

export const extensionInPublic: StatementRule = {
  id: 'extension-in-public',
  level: 'advice',
  rows: [100],
  statement({ node, scene: { after, before } }) {
    if (!('CreateExtensionStmt' in node)) return null;
    const { extname = '' } = node.CreateExtensionStmt;
    if (before.named('extensions', [extname]) !== undefined) return null;
    if (after.named('extensions', [extname])?.attributes.schema !== 'public') return null;
    return {
      message: `extension "${extname}" puts its functions into public, where an API shows them and names meet`,
      remedy: 'CREATE EXTENSION … WITH SCHEMA extensions, or another schema of its own',
    };
  },
};
