import { reportNode } from '../agents/define.ts';

/** An agent is three nodes: it thinks, the gate judges one call, the call is acted out. */
export const gateNode = (agent: string): string => `${agent}.gate`;
export const actNode = (agent: string): string => `${agent}.act`;
export { reportNode };
