import { describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog, CatalogTable } from '../../../postgres/catalog/index.ts';

const table = (name: string, columns: readonly string[]): CatalogTable =>
  ({
    schema: 'public',
    name,
    kind: 'table',
    estimatedRows: 10,
    bytes: 8192,
    rlsEnabled: false,
    comment: null,
    columns: ['id', ...columns].map((column) => ({
      name: column,
      type: 'text',
      notNull: column === 'id',
      default: null,
      identity: null,
      generated: null,
      comment: null,
    })),
    primaryKey: ['id'],
    constraints: [],
    indexes: [],
    policies: [],
    triggers: [],
  }) as CatalogTable;

const catalog: Catalog = {
  serverVersion: 180000,
  enums: [],
  extensions: [],
  tables: [
    table('users', ['password', 'old_password', 'flag', 'unused_flag', 'email']),
    table('old_users', []),
    table('legacy_users', []),
    table('tokens', []),
    table('unused_tokens', []),
  ],
};
const plan = (title: string) => planRequest({ title, body: '' }, catalog);

describe('a name whose first word says what things are like', () => {
  it.each([
    ['Drop the old users table', { op: 'drop_table', table: 'old_users' }],
    ['Drop table old users', { op: 'drop_table', table: 'old_users' }],
    ['Delete the legacy users table', { op: 'drop_table', table: 'legacy_users' }],
    ['Drop the unused tokens table', { op: 'drop_table', table: 'unused_tokens' }],
    ['Rename the old users table to archive', { op: 'rename_table', table: 'old_users', to: 'archive' }],
    ['Drop the old password column', { op: 'drop_column', table: 'users', column: 'old_password' }],
    ['Remove old password from users', { op: 'drop_column', table: 'users', column: 'old_password' }],
    ['Drop the unused flag column of users', { op: 'drop_column', table: 'users', column: 'unused_flag' }],
    ['Make the old password column required', { op: 'set_not_null', table: 'users', column: 'old_password' }],
  ])('%s', (title, operation) => {
    expect(plan(title)).toMatchObject({ decision: 'change', operations: [operation] });
  });

  it.each([
    'Drop old users',
    'Delete old users',
    'Drop legacy users',
    'Drop the unused tokens',
    'Remove the unused flag',
  ])('%s may mean rows, and is asked about', (title) => {
    expect(plan(title).decision).toBe('clarify');
  });

  it('is not looked for where no table and no column is called so', () => {
    expect(plan('Drop the old email column')).toMatchObject({
      operations: [{ op: 'drop_column', table: 'users', column: 'email' }],
    });
    expect(plan('Add a new text column nickname to the old users table')).toMatchObject({
      operations: [{ op: 'add_column', table: 'old_users', column: 'nickname' }],
    });
  });
});
