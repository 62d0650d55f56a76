import { describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { catalogOf, table } from './table.ts';

const catalog = catalogOf(
  table('users', {
    id: 'text',
    password: 'text',
    old_password: 'text',
    flag: 'text',
    unused_flag: 'text',
    email: 'text',
  }),
  ...['old_users', 'legacy_users', 'tokens', 'unused_tokens'].map((name) => table(name, { id: 'text' })),
);
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
