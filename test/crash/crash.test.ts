import { expect, test } from 'vitest';
import { type Crash, crashed, uninterrupted } from './crash.ts';

/** By a person: all of them, or each of so many. The suite takes some, spread over the whole run. */
const every = Number(process.env.GODWIT_CRASH_EVERY ?? 0);
const sampled = 2;
/** Each has a process and databases of its own. */
const atOnce = 2;

test('killed before or after any effect, a run goes on to the same end', { timeout: 0 }, async () => {
  const { effects, world } = await uninterrupted();
  const points = effects.flatMap((effect) =>
    (['before', 'after'] as const).map((side) => ({ effect, side })),
  );
  const step = every > 0 ? every : Math.ceil(points.length / sampled);
  // Not always the same side.
  const chosen = points.filter((_, at) => at % step === (step === 1 ? 0 : Math.floor(at / step) % 2));
  const crashes: Crash[] = [];
  const left = chosen.entries();
  const work = async (): Promise<void> => {
    for (const [, { effect, side }] of left) {
      const crash = await crashed(effect, side, world);
      crashes.push(crash);
      if (every > 0 && crash.outcome !== 'same') console.log(told(crash));
      if (every > 0) console.error(`${crashes.length} of ${chosen.length}`);
    }
  };
  await Promise.all(Array.from({ length: every > 0 ? atOnce : 1 }, work));
  const count = (outcome: Crash['outcome']): number =>
    crashes.filter((crash) => crash.outcome === outcome).length;
  const counts = {
    effects: effects.length,
    killed: crashes.length - count('not reached'),
    same: count('same'),
    different: count('different'),
    notReached: count('not reached'),
  };
  console.log(
    process.env.GODWIT_CRASH_JSON === '1'
      ? JSON.stringify(counts)
      : `${counts.effects} effects, ${counts.killed} times killed: ${counts.same} the same end, ` +
          `${counts.different} another, ${counts.notReached} not reached`,
  );
  expect(crashes.filter(({ outcome }) => outcome !== 'same').map(told)).toEqual([]);
});

const told = ({ effect, side, outcome, differences }: Crash): string =>
  [`${outcome}: killed ${side} effect ${effect.number}, ${effect.text.slice(0, 120)}`, ...differences].join(
    '\n  ',
  );
