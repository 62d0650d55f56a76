import { benchBackfill } from './backfill.ts';
import { benchCheck } from './check.ts';
import { benchEngine } from './engine.ts';
import { benchLoad } from './load.ts';
import type { Measure } from './measure.ts';
import { benchPlan } from './plan.ts';
import { benchPolicy } from './policy.ts';
import { benchSnapshot } from './snapshot.ts';
import { benchState } from './state.ts';
import { benchWaiting } from './waiting.ts';
import { benchWorkers } from './workers.ts';

const benches: Readonly<Record<string, () => Promise<Measure[]> | AsyncGenerator<Measure>>> = {
  policy: benchPolicy,
  plan: benchPlan,
  check: benchCheck,
  snapshot: benchSnapshot,
  load: benchLoad,
  backfill: benchBackfill,
  state: benchState,
  engine: benchEngine,
  waiting: benchWaiting,
  workers: benchWorkers,
};

const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter((arg) => arg !== '--json');
const unknown = names.find((name) => !Object.hasOwn(benches, name));
if (unknown === undefined) {
  for (const [name, run] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    for await (const measure of await run()) tell(measure);
  }
} else {
  process.stderr.write(`there is no bench ${JSON.stringify(unknown)}: ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 2;
}

function tell(measure: Measure): void {
  const { said, ...facts } = measure;
  const { bench, what, medianUs, baseline, baselineUs, ratio, limitUs } = facts;
  const line = json
    ? JSON.stringify(facts)
    : (said ??
      `${bench.padEnd(8)} ${what.padEnd(15)} ${medianUs.toFixed(1).padStart(7)} us median ${limitUs === null ? '' : `(at most ${limitUs})`}, ` +
        `${ratio.toFixed(1)} times ${baseline} (${baselineUs.toFixed(1)} us)`);
  process.stdout.write(`${line}\n`);
}
