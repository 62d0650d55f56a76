import { InvalidArgumentError } from 'commander';

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30d`, `12h`, `90m`: in milliseconds. */
export function age(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const ms = units[unit];
  if (count === undefined || ms === undefined)
    throw new InvalidArgumentError(`"${text}" is no age: write 30d, 12h or 90m`);
  return Number(count) * ms;
}
