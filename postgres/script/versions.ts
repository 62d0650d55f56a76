import type { Step } from '../migration.ts';
import type { StepDraft } from '../operations/operation.ts';
import { InvalidVersion } from './errors.ts';

const second = 1000;

/** A version for this moment: UTC `YYYYMMDDhhmmss`. */
export const versionAt = (time: Date): string => time.toISOString().replace(/\D/g, '').slice(0, 14);

/** The moment a version names. @throws InvalidVersion for anything that is not a time of 14 digits */
export function timeOfVersion(version: string): Date {
  const [, year, month, day, hour, minute, sec] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(version) ?? [];
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${sec}Z`);
  // A date rolls over (31 February becomes 3 March): only what comes back unchanged is a time.
  if (Number.isNaN(time.getTime()) || versionAt(time) !== version) throw new InvalidVersion(version);
  return time;
}

/** Steps with versions one second apart, the first one's given. @throws InvalidVersion */
export function assignVersions(
  steps: readonly [StepDraft, ...StepDraft[]],
  firstVersion: string,
): [Step, ...Step[]] {
  const start = timeOfVersion(firstVersion).getTime();
  const [first, ...rest] = steps;
  const step = ({ kind, up, down }: StepDraft, at: number): Step => {
    return { version: versionAt(new Date(start + at * second)), kind, up, down };
  };
  return [step(first, 0), ...rest.map((draft, at) => step(draft, at + 1))];
}
