import { beforeAll, describe, expect, it, test } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import { schemaIn } from '../../../agents/models/playbook/planner/understand/models/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { asShown, tasksAppCatalog } from './tasks-app.ts';

const prisma = `model Attachment {
  id      Int      @id @default(autoincrement())
  url     String   @unique @db.VarChar(200)
  size    Int?
  tags    String[]
  added   DateTime @default(now()) @map("added_at") // when
  taskId  String   @map("task_id") @db.Uuid
  task    Task     @relation(fields: [taskId], references: [id], onDelete: Cascade)
  copies  Copy[]

  @@index([taskId, size])
  @@map("attachments")
}`;
const drizzle = `import { pgTable, uuid } from 'drizzle-orm/pg-core';

export const attachments = pgTable('attachments', {
  id: uuid('id').primaryKey().defaultRandom(),
  url: varchar('url', { length: 200 }).notNull().unique(),
  size: integer(),
  addedAt: timestamp('added_at', { withTimezone: true }).notNull().defaultNow(),
  taskId: uuid('task_id').notNull().references(() => tasks.id, { onDelete: 'cascade' }),
});`;
const typeorm = `@Entity({ name: 'attachments' })
export class Attachment extends BaseEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ type: 'varchar', length: 200, unique: true })
  url: string;

  @Column('integer', { nullable: true })
  size?: number;

  @Column({ default: false })
  hidden: boolean;

  @CreateDateColumn({ name: 'added_at', type: 'timestamptz' })
  addedAt: Date;
}`;
const sqlalchemy = `class Attachment(Base):
    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    url = Column(String(200), nullable=False, unique=True)
    size: Mapped[Optional[int]]  = mapped_column(Integer)
    added_at = Column(
        DateTime(timezone=True), nullable=False, server_default=func.now(),
    )
    task_id = Column(UUID(as_uuid=True), ForeignKey("tasks.id", ondelete="CASCADE"), nullable=False)
    task = relationship("Task", back_populates="attachments")`.replace(']]  =', ']] =');

describe('a model is read', () => {
  const url = { name: 'url', type: 'varchar(200)', notNull: true, rest: ['UNIQUE'] };
  const added = { name: 'added_at', type: 'timestamptz', notNull: true, rest: ['DEFAULT now()'] };
  test.each([
    ['Prisma', prisma, { indexes: [{ columns: ['task_id', 'size'], unique: false }] }],
    ['Drizzle', drizzle, {}],
    ['TypeORM', typeorm, {}],
    ['SQLAlchemy', sqlalchemy, {}],
  ])('%s', (_, text, more) => {
    const [model] = (schemaIn(text)?.models ?? []).map((one) => ({
      ...one,
      columns: one.columns.map(({ written, ...column }) => column),
    }));
    expect(model).toMatchObject({ table: 'attachments', named: true, ...more });
    expect(model?.columns).toEqual(expect.arrayContaining([url, added]));
    expect(model?.columns.find(({ name }) => name === 'size')).toMatchObject({
      type: 'integer',
      notNull: false,
    });
  });

  test.each([
    ['a type beside it', `${prisma}\n\ntype Kind {\n  a Int\n}`],
    ['a type nobody knows', prisma.replace('Int?', 'Kind')],
    ['an attribute nobody knows', prisma.replace('Int?', 'Int? @ignore')],
    ['a function as default', drizzle.replace('integer()', 'integer().$default(() => 1)')],
    ['a third argument nobody knows', drizzle.replace('});', '}, (t) => [pgPolicy("own")]);')],
    ['a key of no column', drizzle.replace('});', '}, (t) => [index().on(t.uri)]);')],
    ['a relation', typeorm.replace('@Column({ default: false })', '@ManyToOne(() => Task)')],
    ['a transformer', typeorm.replace('default: false', 'default: false, transformer: t')],
    ['a class of another kind', `${sqlalchemy}\n\nclass Other(Thing):\n    id = Column(Integer)`],
    ['a default of the application', sqlalchemy.replace('unique=True', 'default=make_url')],
    ['a method', `${sqlalchemy}\n\n    def open(self):\n        return 1`],
  ])('or not at all: %s', (_, text) => {
    expect(schemaIn(text)).toBeUndefined();
  });
});

describe('a request with a model', () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await asShown(await tasksAppCatalog());
  });
  const plan = (title: string, body: string) => planRequest({ title, body }, catalog);
  const code = (text: string) => `\`\`\`\n${text}\n\`\`\``;
  const task = (...lines: string[]) =>
    code(`model Task {\n  title String\n${lines.map((line) => `  ${line}\n`).join('')}}`);

  it.each([
    ['Prisma', prisma],
    ['Drizzle', drizzle],
    ['TypeORM', typeorm],
    ['SQLAlchemy', sqlalchemy],
  ])('makes the table that there is none of (%s)', (_, text) => {
    const decision = plan('Add an attachment model', code(text));
    expect(decision).toMatchObject({ decision: 'change' });
    const [made, ...others] = decision.decision === 'change' ? decision.operations : [];
    expect(made).toMatchObject({ op: 'create_table', table: 'attachments', primaryKey: ['id'] });
    expect(JSON.stringify(made)).toContain(
      '{"name":"url","type":"character varying(200)","notNull":true,"unique":true}',
    );
    expect(others.map(({ op }) => op)).toEqual(text === prisma ? ['add_index'] : []);
  });

  it('adds the columns that the table does not have', () => {
    expect(
      plan(
        'Add two fields to the Task model',
        task('priority Int @default(0)', 'estimate Decimal? @db.Decimal(8, 2)'),
      ),
    ).toMatchObject({
      decision: 'change',
      operations: [
        {
          op: 'add_column',
          table: 'tasks',
          column: 'priority',
          type: 'integer',
          notNull: true,
          default: '0',
        },
        { op: 'add_column', table: 'tasks', column: 'estimate', type: 'numeric(8,2)' },
      ],
    });
    expect(
      plan(
        'Task priorities',
        `Please add a \`priority\` field to the Task model:\n\n${task('priority Int @default(0)')}`,
      ),
    ).toMatchObject({ decision: 'change', operations: [{ column: 'priority' }] });
  });

  it.each([
    ['nobody wants it', 'Saving fails', `Our model looks like this:\n\n${task('priority Int')}`],
    ['it is an example', 'Add fields to the Task model', `Something like:\n\n${task('priority Int?')}`],
    ['a column is another', 'Add fields to the Task model', task('priority Int?', 'legacy_notes Int?')],
    [
      'a column is as before but for NULL',
      'Add fields to the Task model',
      task('priority Int?', 'due_date DateTime'),
    ],
    [
      'it has more than is asked for',
      'Add `priority` to the Task model',
      task('priority Int?', 'estimate Int?'),
    ],
    [
      'it refers to nothing',
      'Add a Team model',
      code(
        'model Team {\n  id Int @id\n  orgId Int\n  org Org @relation(fields: [orgId], references: [id])\n  @@map("teams")\n}',
      ),
    ],
    ['it is not to be', 'Do not add a Team model', code('model Team {\n  id Int @id\n  @@map("teams")\n}')],
    [
      'it is a question',
      'Should we add a Team model?',
      code('model Team {\n  id Int @id\n  @@map("teams")\n}'),
    ],
  ])('is no change where %s', (_, title, body) => {
    expect(plan(title, body).decision).not.toBe('change');
  });

  it.each([
    ['Team', 'teams'],
    ['TeamCategory', 'team_categories'],
  ])('names the table of %s as the schema does, where the model does not', (name, table) => {
    expect(plan('Add a model', code(`model ${name} {\n  id Int @id\n  shortName String\n}`))).toMatchObject({
      decision: 'change',
      operations: [{ op: 'create_table', table, columns: [{ name: 'id' }, { name: 'short_name' }] }],
      assumptions: expect.arrayContaining([
        `the table of the model ${name} is called ${table}, as the schema names its tables: the snippet does not say it`,
      ]),
    });
  });

  it('shows a table that is there, beside a change that is meant', () => {
    const body = `The model today:\n\n${task()}\n\nAdd an integer column \`effort\` to tasks.`;
    expect(plan('Effort', body)).toMatchObject({ decision: 'change', operations: [{ column: 'effort' }] });
  });
});
