import { reportNode } from '../agents/define.ts';

/** An agent is three nodes: it thinks, one call is judged and acted out, a person is asked where that is needed. */
export const actNode = (agent: string): string => `${agent}.act`;
export const askNode = (agent: string): string => `${agent}.ask`;
export { reportNode };
