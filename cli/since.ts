import { InvalidArgumentError } from 'commander';

const unitMs: Readonly<Record<string, number>> = {
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** `90min`, `2h`, `3d`, `1w` before now; or a date, `2026-11-20`, or a time, `2026-11-20T08:00Z`. UTC, as everywhere. */
export function sinceOf(value: string, now = new Date()): Date {
  const [, number, unit] = /^\s*(\d+)\s*(min|m|h|d|w)\s*$/i.exec(value) ?? [];
  if (number !== undefined && unit !== undefined)
    return new Date(now.getTime() - Number(number) * (unitMs[unit.toLowerCase()] ?? 0));
  const [, date, time, zone] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(value.trim()) ?? [];
  const since = date === undefined ? undefined : new Date(`${date}T${time ?? '00:00'}${zone ?? 'Z'}`);
  // A date rolls over: 31 February would be 3 March.
  if (since === undefined || Number.isNaN(since.getTime()) || isNoDay(date ?? ''))
    throw new InvalidArgumentError(
      'must be a duration such as 90min, 2h, 3d or 1w, or a date such as 2026-11-20',
    );
  return since;
}

const isNoDay = (date: string): boolean => {
  const day = new Date(`${date}T00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date;
};
