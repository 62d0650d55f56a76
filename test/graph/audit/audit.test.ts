import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendAudit, auditHead } from '../../../graph/audit/append.ts';
import { auditProtection } from '../../../graph/audit/protection.ts';
import { listAudit } from '../../../graph/audit/read.ts';
import { type AuditEntry, auditHash, noRow } from '../../../graph/audit/row.ts';
import { verifyAudit } from '../../../graph/audit/verify.ts';
import { openStateDatabase, type StateDatabase } from '../../../graph/store/state-database.ts';
import { inTransaction } from '../../../graph/store/transaction.ts';
import { asset } from '../../../package-root.ts';
import { canonicalJson } from '../../../policies/canonical.ts';
import { Target } from '../../../postgres/connection/target.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

interface Audited extends AsyncDisposable {
  readonly db: TestDatabase;
  /** As the engine comes in. */
  readonly login: Target;
  readonly state: StateDatabase;
  /** As somebody who may do anything: the trigger is off meanwhile. */
  tamper(sql: string): Promise<void>;
}

async function audited(rows: number, target?: (db: TestDatabase) => Promise<Target>): Promise<Audited> {
  const db = await testDatabase();
  const login = (await target?.(db)) ?? db.target;
  const state = await openStateDatabase(login);
  for (let index = 1; index <= rows; index++) await append(state, entry(index));
  return {
    db,
    login,
    state,
    tamper: async (sql) => {
      await db.query(`ALTER TABLE godwit.audit DISABLE TRIGGER append_only; ${sql};
        ALTER TABLE godwit.audit ENABLE ALWAYS TRIGGER append_only`);
    },
    async [Symbol.asyncDispose]() {
      await state.close();
      await db[Symbol.asyncDispose]();
    },
  };
}

const entry = (index: number): AuditEntry => ({
  run_id: `run${index % 3}`,
  key: `key.${index}`,
  kind: 'answer-given',
  actor: 'ana',
  payload: { hash: `${index}`, about: 'zero \0 byte', nested: { b: 1.5, a: [null, true] } },
});

const append = ({ pool }: StateDatabase, one: AuditEntry) =>
  inTransaction(pool, (client) => appendAudit(client, one));

test('rows follow each other without a gap, whoever adds them, and one that is added again stays one', async () => {
  await using it = await audited(0);
  const other = await openStateDatabase(it.db.target);
  await using _ = { [Symbol.asyncDispose]: () => other.close() };
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  await Promise.all([
    ...numbers.map((number) => append(number % 2 === 0 ? it.state : other, entry(number))),
    // A transaction that is taken back leaves no gap.
    inTransaction(other.pool, async (client) => {
      await appendAudit(client, entry(99));
      throw new Error('taken back');
    }).catch(() => undefined),
    ...[1, 2, 3].map((number) => append(other, entry(number))),
  ]);
  const rows = await listAudit(it.state.pool, { limit: 100 });
  expect(rows.map(({ seq }) => seq)).toEqual(numbers.map((number) => number + 1));
  expect(new Set(rows.map(({ key }) => key)).size).toBe(40);
  const head = await auditHead(it.state.pool);
  expect(await verifyAudit(it.state.pool, [])).toEqual({ rows: 40, head, anchors: 0, broken: null });
  // As the page says, for whoever checks it with other means.
  const [first] = rows;
  if (first === undefined) throw new Error('there is no row');
  const { hash, ...row } = first;
  expect(auditHash(noRow.hash, row)).toBe(hash);
  expect(canonicalJson(row)).toMatch(
    /^\{"actor":"ana","at":"\d{4}-\d\d-\d\dT[\d:.]+Z","key":"key\.\d+","kind":"answer-given","payload":\{"about":"zero � byte",.*\},"run_id":"run\d","seq":1\}$/,
  );
});

describe('a chain of twelve rows', () => {
  let it: Audited;
  let hashes: readonly string[] = [];
  beforeAll(async () => {
    it = await audited(12);
    hashes = (await listAudit(it.state.pool, { limit: 12 })).map(({ hash }) => hash);
    return () => it[Symbol.asyncDispose]();
  });

  const column = (name: string, change: string) =>
    `UPDATE godwit.audit SET ${name} = ${change} WHERE seq = 5`;
  const swapped = `UPDATE godwit.audit SET seq = CASE seq WHEN 5 THEN -7 ELSE -5 END WHERE seq IN (5, 7);
    UPDATE godwit.audit SET seq = -seq WHERE seq < 0`;
  const closedUp = `DELETE FROM godwit.audit WHERE seq = 5; UPDATE godwit.audit SET seq = -seq WHERE seq > 5;
    UPDATE godwit.audit SET seq = -seq - 1 WHERE seq < 0`;
  const rehashed = (seq: number) =>
    `UPDATE godwit.audit SET actor = 'eve', hash = encode(sha256(convert_to(prev_hash || '{"actor":"eve","at":"' ||
       to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","key":"' || key || '","kind":"' || kind ||
       '","payload":' || payload || ',"run_id":"' || run_id || '","seq":' || seq || '}', 'UTF8')), 'hex')
     WHERE seq = ${seq}`;
  const anchor = (seq: number, hash = hashes[seq - 1] ?? '') => ({ seq, hash, where: 'commit c0ffee' });

  test.each([
    ['the actor changed', column('actor', "'eve'"), 'edited', 5],
    ['the time changed by a millisecond', column('at', "at + '1 ms'"), 'edited', 5],
    [
      'another spelling of the payload',
      column('payload', "replace(payload::text, ':', ': ')::json"),
      'edited',
      5,
    ],
    ['another run', column('run_id', "'run9'"), 'edited', 5],
    ['the link changed', column('prev_hash', 'hash'), 'edited', 5],
    ['the hash changed', column('hash', 'prev_hash'), 'edited', 5],
    ['an edited row with a hash that fits', rehashed(5), 'edited', 5],
    ['a row deleted', 'DELETE FROM godwit.audit WHERE seq = 5', 'deleted', 5],
    ['the first rows deleted', 'DELETE FROM godwit.audit WHERE seq < 4', 'deleted', 1],
    ['a row deleted, the others closed up', closedUp, 'deleted', 5],
    ['two rows exchanged', swapped, 'reordered', 5],
    ['the tail cut off', 'DELETE FROM godwit.audit WHERE seq > 8', 'truncated', 9],
    ['everything cut off', 'TRUNCATE godwit.audit', 'truncated', 1],
    ['the last row written anew', rehashed(12), 'edited', 12],
  ])('%s', async (_, sql, how, seq) => {
    await it.db.query('DROP TABLE IF EXISTS kept; CREATE TABLE kept AS TABLE godwit.audit');
    await it.tamper(sql);
    const { rows, broken } = await verifyAudit(it.state.pool, [anchor(3), anchor(12)]);
    await it.tamper('TRUNCATE godwit.audit; INSERT INTO godwit.audit TABLE kept');
    expect(broken, JSON.stringify(broken)).toMatchObject({ how, seq });
    expect(rows).toBeLessThanOrEqual(seq);
  });

  test('is whole again, and holds the anchors', async () => {
    expect(await verifyAudit(it.state.pool, [anchor(3), anchor(3), anchor(12)])).toMatchObject({
      rows: 12,
      anchors: 3,
      broken: null,
    });
    expect(await verifyAudit(it.state.pool, [anchor(3, hashes[3])])).toMatchObject({
      broken: { how: 'edited', seq: 3, text: expect.stringContaining('commit c0ffee') },
    });
  });

  test.each([
    "UPDATE godwit.audit SET actor = 'eve'",
    'DELETE FROM godwit.audit',
    'TRUNCATE godwit.audit',
    'SET session_replication_role = replica; DELETE FROM godwit.audit',
  ])('refuses %s of a superuser', async (sql) => {
    await expect(it.db.query(sql)).rejects.toThrow('godwit.audit is append-only');
  });
});

describe('whose login', () => {
  /** Another database of the server may have made it before. */
  const makeRole = `DO $$ BEGIN CREATE ROLE godwit_audit NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;`;

  /** The database belongs to a role with these attributes, and is opened as it. */
  const as =
    (attributes: string, administers = false) =>
    async (db: TestDatabase): Promise<Target> => {
      const role = `login_${db.target.database}`;
      await db.query(`CREATE ROLE ${role} LOGIN PASSWORD 'pw' ${attributes};
      ALTER DATABASE ${db.target.database} OWNER TO ${role}`);
      // What CREATE ROLE gives the one who makes a role.
      if (administers)
        await db.query(`${makeRole}
          GRANT godwit_audit TO ${role} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
      const url = new URL(db.target.connectionString());
      url.username = role;
      url.password = 'pw';
      return Target.parse(url.href);
    };
  const gone = (it: Audited) => ({
    [Symbol.asyncDispose]: async () => {
      const role = `login_${it.db.target.database}`;
      await it.db.query(`ALTER DATABASE ${it.db.target.database} OWNER TO CURRENT_USER;
        REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP OWNED BY ${role}; DROP ROLE ${role}`);
    },
  });

  test('may create roles: the audit belongs to a role of its own, and the login only reads and adds', async () => {
    await using it = await audited(2, as('CREATEROLE', true));
    await using _ = gone(it);
    expect(await auditProtection(it.state.pool)).toMatchObject({ by: 'role' });
    for (const sql of [
      "UPDATE godwit.audit SET actor = 'eve'",
      'DELETE FROM godwit.audit',
      'TRUNCATE godwit.audit',
      'ALTER TABLE godwit.audit DISABLE TRIGGER append_only',
      'CREATE OR REPLACE FUNCTION godwit.refuse_change() RETURNS trigger LANGUAGE sql AS $$SELECT$$',
    ])
      await expect(it.state.pool.query(sql), sql).rejects.toMatchObject({ code: '42501' });
    // Set up again, as every start does.
    await (await openStateDatabase(it.login)).close();
    await append(it.state, entry(8));
    expect(await verifyAudit(it.state.pool, [])).toMatchObject({ rows: 3, broken: null });
  });

  test('may not: the trigger is what there is, and it is said', async () => {
    await using it = await audited(2, as(''));
    await using _ = gone(it);
    expect(await auditProtection(it.state.pool)).toMatchObject({
      by: 'trigger',
      text: expect.stringContaining('owns the table'),
    });
    await expect(it.state.pool.query('DELETE FROM godwit.audit')).rejects.toThrow('append-only');
    await it.db.query('ALTER TABLE godwit.audit DISABLE TRIGGER append_only');
    expect(await auditProtection(it.state.pool)).toMatchObject({ by: 'none' });
    await it.db.query('ALTER TABLE godwit.audit ENABLE ALWAYS TRIGGER append_only');

    // As docs/audit.md tells an administrator.
    const page = await readFile(asset('docs/audit.md'), 'utf8');
    const [, sql = ''] = /```sql\n(CREATE ROLE[^`]+)```/.exec(page) ?? [];
    await it.db.query(
      sql
        .replace(/^CREATE ROLE .*$/m, () => makeRole)
        .replaceAll('the_login', `login_${it.db.target.database}`)
        .replace('another_administrator', 'CURRENT_USER'),
    );
    await (await openStateDatabase(it.login)).close();
    await append(it.state, entry(7));
    expect(await auditProtection(it.state.pool)).toEqual({
      by: 'role',
      text: `a trigger refuses changes; login_${it.db.target.database} can only read and add`,
    });
  });
});
