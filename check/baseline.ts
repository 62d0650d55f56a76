import { exitCode, GodwitError } from '../errors.ts';
import { identityOf, keyOf } from './output/finding-key.ts';
import type { Finding } from './output/findings.ts';

/** Findings that a repository had before it was checked, so that only new ones count. A file of its own, in JSON. */
export interface Baseline {
  readonly format: 1;
  readonly accepted: readonly AcceptedFinding[];
}

export interface AcceptedFinding {
  /** File of its up, from the root of the repository. */
  readonly migration: string;
  readonly rule: string;
  /** Without line numbers: lines may move. */
  readonly message: string;
  /** How many of them. */
  readonly times: number;
}

export interface Compared {
  readonly accepted: ReadonlySet<Finding>;
  /** Entries that nothing matched any more, with how many are left over: to be taken out. */
  readonly stale: readonly AcceptedFinding[];
}

export class BaselineInvalid extends GodwitError {
  readonly code = 'baseline-invalid';
  override readonly exit = exitCode.usage;

  constructor(file: string, reason: string, cause?: unknown) {
    super(`"${file}" is no baseline: ${reason}`, {
      hint: 'write it anew with --write-baseline',
      ...(cause !== undefined && { cause }),
    });
  }
}

export function baselineOf(findings: readonly Finding[]): Baseline {
  const entries = new Map<string, AcceptedFinding>();
  for (const finding of findings) {
    const identity = identityOf(finding);
    const key = keyOf(identity);
    entries.set(key, { ...identity, times: (entries.get(key)?.times ?? 0) + 1 });
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return { format: 1, accepted: sorted.map(([, entry]) => entry) };
}

/**
 * Which findings a baseline accepts; one more of a kind than it holds is new. `checked`: only entries of these
 * migrations can be stale, since others were not looked at.
 */
export function compareBaseline(
  { accepted: entries }: Baseline,
  findings: readonly Finding[],
  checked: ReadonlySet<string>,
): Compared {
  const left = new Map<string, number>();
  for (const entry of entries) left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + entry.times);
  const accepted = new Set<Finding>();
  for (const finding of findings) {
    const key = keyOf(identityOf(finding));
    const times = left.get(key) ?? 0;
    if (times === 0) continue;
    left.set(key, times - 1);
    accepted.add(finding);
  }
  const stale = entries.flatMap((entry) => {
    const times = Math.min(entry.times, left.get(keyOf(entry)) ?? 0);
    return times > 0 && checked.has(entry.migration) ? [{ ...entry, times }] : [];
  });
  return { accepted, stale };
}

export const renderBaseline = (baseline: Baseline): string => `${JSON.stringify(baseline, null, 2)}\n`;

/** @throws BaselineInvalid `file` is for its message alone */
export function parseBaseline(text: string, file: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BaselineInvalid(file, 'it is not JSON', error);
  }
  if (!isObject(value) || value.format !== 1) throw new BaselineInvalid(file, '"format" is not 1');
  if (!Array.isArray(value.accepted)) throw new BaselineInvalid(file, '"accepted" is not a list');
  const accepted = value.accepted.map((entry: unknown, at): AcceptedFinding => {
    if (!isAccepted(entry)) {
      throw new BaselineInvalid(
        file,
        `entry ${at + 1} needs "migration", "rule", "message" and "times" above zero`,
      );
    }
    const { migration, rule, message, times } = entry;
    return { migration, rule, message, times };
  });
  return { format: 1, accepted };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isAccepted = (value: unknown): value is AcceptedFinding =>
  isObject(value) &&
  ['migration', 'rule', 'message'].every((key) => typeof value[key] === 'string') &&
  Number.isSafeInteger(value.times) &&
  Number(value.times) > 0;
