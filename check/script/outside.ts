import type { Node } from 'libpg-query';
import { excerpt, possibleKinds } from '../../postgres/script/index.ts';

/** As possibleKinds; a DO whose body cannot be read is the server's to judge when it runs. */
export function possibleKindsOf(node: Node, sql: string): ReturnType<typeof possibleKinds> {
  try {
    return possibleKinds(node, sql);
  } catch {
    return ['transactional'];
  }
}

/** Why PostgreSQL refuses the statement inside a transaction block, or null. */
export function whyOutsideTransaction(node: Node, sql: string): string | null {
  const [kind] = possibleKindsOf(node, sql);
  if (kind === 'concurrent') return `"${excerpt(sql)}" cannot run inside a transaction block`;
  // A CALL may commit or not; a DO with COMMIT in sight does.
  return kind === 'batched' && 'DoStmt' in node
    ? `"${excerpt(sql)}" commits in its body, which only works outside a transaction block`
    : null;
}
