import { expect, test } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { testDatabase } from '../../support/database.ts';

const key = (onDelete?: string) => [
  {
    op: 'add_foreign_key',
    schema: 'public',
    table: 'visits',
    column: 'vet_id',
    references: { schema: 'public', table: 'vets', column: 'id', ...(onDelete ? { onDelete } : {}) },
  },
];
const longer = [{ op: 'alter_type', table: 'visits', column: 'finding', type: 'character varying(300)' }];

/** `[title, body, what comes of it]`; nothing where that is no change. */
const cases: readonly (readonly [string, string, readonly object[] | undefined])[] = [
  ['Add a foreign key from visits.vet_id to vets with ON DELETE SET NULL', '', key('set null')],
  ['Add a foreign key from visits.vet_id to vets', 'Use on delete cascade.', key('cascade')],
  ['Foreign key missing on visits (vet_id > vets)', 'Foreign key missing on visits (vet_id > vets).', key()],
  ['No foreign key on visits.vet_id', 'Visits of vets who left stay behind.', key()],
  ['No foreign key on visits.vet_id', 'Other tables have ON DELETE CASCADE.', undefined],
  ['Finding too short', 'The finding column is a VARCHAR(120). Can this be increased to 300?', longer],
  ['Finding too short', 'The finding column cuts what is longer. Can this be increased to 300?', undefined],
];

test('a report says what is lacking or too short, and what becomes of the rows of a key', async () => {
  await using db = await testDatabase({
    sql: `CREATE TABLE vets (id bigint PRIMARY KEY, name text NOT NULL);
      CREATE TABLE visits (id bigint PRIMARY KEY, vet_id bigint, finding varchar(120));`,
  });
  const catalog = await withSession(db.target, { applicationName: 'test' }, readCatalog);
  for (const [title, body, wanted] of cases) {
    const decision = planRequest({ title, body }, catalog);
    if (wanted) expect(decision).toMatchObject({ decision: 'change', operations: wanted });
    else expect(decision.decision).not.toBe('change');
  }
});
