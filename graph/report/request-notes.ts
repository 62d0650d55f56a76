import type { SchemaRequirements } from '../../agents/handoffs/index.ts';

const mostLeftAlone = 20;

/** How the request was read, one line each: what looks like an attack, what was assumed, what was passed over. */
export function requestNotes(requirements: SchemaRequirements | undefined): string[] {
  if (requirements === undefined) return [];
  const { hazards, assumptions, leftAlone } = requirements;
  const more = leftAlone.length - mostLeftAlone;
  return [
    ...hazards.map((text) => `hazard: ${text}`),
    ...assumptions.map((text) => `assumed: ${text}`),
    ...leftAlone.slice(0, mostLeftAlone).map((text) => `left alone: ${text}`),
    ...(more > 0 ? [`left alone: ${more} more parts, all of them in the report`] : []),
  ];
}
