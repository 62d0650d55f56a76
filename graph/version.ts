import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AgentDefinition } from '../agents/define.ts';
import { handoffs } from '../agents/handoffs/index.ts';

/** Raise when the meaning of a node or of the state changes while names stay the same. */
const revision = 6;

/**
 * Identity of the graph: nodes, edges and the shape of what goes over them. A run goes on only in the graph that
 * started it; LangGraph resumes a paused run in a changed graph by doing nothing, without an error.
 */
export function graphVersion(agents: readonly AgentDefinition[]): string {
  const shapes = Object.entries(handoffs).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input' }),
  ]);
  const edges = agents.map(({ name, accepts, emits, via }) => [name, accepts, emits, via]);
  return createHash('sha256')
    .update(JSON.stringify([revision, edges, shapes]))
    .digest('hex')
    .slice(0, 12);
}
