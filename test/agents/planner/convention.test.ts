import { describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { catalogOf, table } from './table.ts';

const moment = 'timestamp(3) without time zone';
const catalog: Catalog = {
  ...catalogOf(
    table('User', { id: 'text', createdAt: moment, role: 'public."Role"' }),
    table('Post', { id: 'text', authorId: 'text', publishedAt: moment }),
  ),
  enums: [{ schema: 'public', name: 'Role', labels: ['USER', 'ADMIN'] }],
};

describe('a schema in camel case goes on in camel case', () => {
  const plan = (title: string, code = '') =>
    planRequest({ title, body: code === '' ? '' : `\`\`\`\n${code}\n\`\`\`` }, catalog);

  it.each<[string, string, readonly object[]]>([
    [
      'Users need a last login date',
      '',
      [{ op: 'add_column', table: 'User', column: 'lastLoginDate', type: 'date' }],
    ],
    [
      'Allow posts to be soft-deleted',
      '',
      [{ op: 'add_column', table: 'Post', column: 'deletedAt', type: 'timestamp with time zone' }],
    ],
    [
      'Record when a post was archived',
      '',
      [{ op: 'add_column', table: 'Post', column: 'archivedAt', type: 'timestamp with time zone' }],
    ],
    [
      'Add createdAt and updatedAt to all entities',
      '',
      [
        { op: 'add_column', table: 'Post', column: 'createdAt' },
        { op: 'add_column', table: 'User', column: 'updatedAt' },
        { op: 'add_column', table: 'Post', column: 'updatedAt' },
      ],
    ],
    [
      'Add a self-referencing parent column to posts',
      '',
      [{ op: 'add_column', table: 'Post', column: 'parentId', references: { table: 'Post', column: 'id' } }],
    ],
    [
      'Users can belong to many posts',
      '',
      [
        {
          op: 'create_table',
          table: 'UserPost',
          columns: [{ name: 'userId' }, { name: 'postId' }],
          primaryKey: ['userId', 'postId'],
        },
      ],
    ],
    [
      'Add Tag model',
      'model Tag {\n  id Int @id\n  shortName String\n  postId String\n  post Post @relation(fields: [postId], references: [id])\n  kind TagKind\n}\n\nenum TagKind {\n  PLAIN\n}',
      [
        { op: 'create_enum', name: 'TagKind' },
        {
          op: 'create_table',
          table: 'Tag',
          columns: [
            {},
            { name: 'shortName' },
            { name: 'postId', references: { table: 'Post', column: 'id' } },
            { name: 'kind', type: 'public."TagKind"' },
          ],
        },
      ],
    ],
    [
      'As follows',
      'CREATE INDEX ON "Post" ("authorId", "publishedAt" DESC);\nALTER TABLE "User" ADD COLUMN "seenAt" timestamp(3);',
      [
        { op: 'add_column', table: 'User', column: 'seenAt' },
        { op: 'add_index', table: 'Post', columns: ['authorId', { column: 'publishedAt', order: 'desc' }] },
      ],
    ],
  ])('%s', (title, code, operations) => {
    expect(plan(title, code)).toMatchObject({ decision: 'change', operations });
  });
});

describe('tables with the name of their application in front', () => {
  const shop: Catalog = {
    ...catalog,
    tables: ['shop_product', 'shop_order', 'shop_order_line', 'auth_user'].map((name) =>
      table(name, { id: 'integer', note: 'text' }),
    ),
  };
  const plan = (title: string) => planRequest({ title, body: '' }, shop);

  it('are found without it, and that is told', () => {
    expect(plan('Add a boolean `is_active` to the product model')).toMatchObject({
      decision: 'change',
      operations: [{ op: 'add_column', table: 'shop_product', column: 'is_active', type: 'boolean' }],
      assumptions: ['"product" is read as the table shop_product'],
    });
  });

  it('are asked about before anything is dropped', () => {
    expect(plan('Drop the column note from the product table')).toMatchObject({
      decision: 'clarify',
      questions: ['There is no table "product". Is "shop_product" meant?'],
    });
  });

  it('are no reason to refuse a new table', () => {
    expect(plan('Create a table product with a text column name')).toMatchObject({
      decision: 'change',
      operations: [{ op: 'create_table', table: 'product' }],
    });
  });

  it('may have two words, where several tables begin so', () => {
    const wisp: Catalog = {
      ...catalog,
      tables: ['wisp_users_user', 'wisp_users_organization', 'wisp_users_organizationuser'].map((name) =>
        table(name, { id: 'integer' }),
      ),
    };
    const body = 'Add an optional `birth_date` field (`DateField`) to the User model.';
    expect(planRequest({ title: 'Add birth_date', body }, wisp)).toMatchObject({
      decision: 'change',
      operations: [{ op: 'add_column', table: 'wisp_users_user', column: 'birth_date', type: 'date' }],
      assumptions: expect.arrayContaining(['"User" is read as the table wisp_users_user']),
    });
  });
});
