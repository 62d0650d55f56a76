import { expect, test } from 'vitest';
import { withSession } from '../../postgres/connection/session.ts';
import { type Operation, operations } from '../../postgres/operations/index.ts';
import { serverTarget } from '../support/database.ts';
import { roles } from './names.ts';
import { over } from './over/index.ts';
import { playRandom, reduced } from './sequence.ts';

test('every kind of operation is made here, or it is said why not', () => {
  expect(Object.keys(over).sort()).toEqual(Object.keys(operations).sort());
});

/** By a person, who wants to see how far it is. */
const asked = process.env.GODWIT_SEQUENCES_RUNS !== undefined;
const runs = Number(process.env.GODWIT_SEQUENCES_RUNS ?? 50);
// The same ones in every run of the suite; `npm run test:sequences` draws others.
const seed = Number(process.env.GODWIT_SEQUENCES_SEED ?? 1);

test(`${runs} random sequences go up, down and up again`, { timeout: 0 }, async () => {
  console.log(`seed ${seed}`);
  await createRoles();
  const kinds = new Set<Operation['op']>();
  const counted = { ran: 0, refused: 0, split: 0 };
  let failed = 0;
  for (let number = 0; number < runs; number++) {
    const { start, ran, refused, split, failure } = await playRandom(seed, number);
    for (const { op } of ran) kinds.add(op);
    counted.ran += ran.length;
    counted.refused += refused;
    counted.split += split;
    if (failure !== null) {
      failed++;
      console.log(report(number, await reduced(start, failure)));
    }
    if (asked) console.error(`${number + 1} of ${runs}, ${failed} failed`);
  }
  console.log(
    `${runs} sequences, ${counted.ran} operations of ${kinds.size} kinds, ${counted.refused} refused, ${failed} failed`,
  );
  expect(failed).toBe(0);
});

/** What follows is the rest of a statement that is as long as a batch. */
const longestMessage = 1500;

const report = (number: number, { start, failure }: Awaited<ReturnType<typeof reduced>>): string =>
  [
    `sequence ${number} of seed ${seed}: ${failure.during}`,
    failure.message.slice(0, longestMessage),
    ...start.map((sql) => `${sql};`),
    ...failure.operations.map((operation) => JSON.stringify(operation)),
    '',
  ].join('\n');

/** Roles are the server's: another test may make them at the same moment. */
const createRoles = (): Promise<unknown> =>
  withSession(serverTarget(), { applicationName: 'sequences' }, (session) =>
    session.query(
      roles
        .map(
          (role) =>
            `DO $$ BEGIN CREATE ROLE ${role}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
        )
        .join(';'),
    ),
  );
