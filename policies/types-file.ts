import type { PolicyFacts } from './facts.ts';
import { allow, deny, type Verdict } from './verdict.ts';

/** Writing the generated types, and committing: for a role that was given a TypeScript file by its exact name. */
export function judgeTypesWriter({ writable }: PolicyFacts): Verdict {
  const types = writable.find((entry) => entry.endsWith('.ts'));
  if (types !== undefined) return allow('types/writer', `${types} is this role's to write`);
  return deny(
    'types/not-writable',
    'the types file is not what this role writes',
    `it may write: ${writable.join(', ') || 'nothing'}`,
  );
}
