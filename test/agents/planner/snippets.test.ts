import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { asShown, tasksAppCatalog } from './tasks-app.ts';

const django = `from django.db import models

class Comment(models.Model):
    """What learners say."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        "profiles.Profile",
        null=True,  # gone
        on_delete=models.SET_NULL,
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, db_index=True)
    rank = models.PositiveIntegerField(default=0)
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        db_table = "comments"
        ordering = ["-rank"]
        indexes = [models.Index(fields=["task", "-rank"], name="by_rank")]
        constraints = [
            models.UniqueConstraint(fields=["task", "author"], name="once"),
            models.CheckConstraint(check=models.Q(rank__lte=10), name="rank_10"),
        ]

    def __str__(self):
        return self.status

class Reply(models.Model):
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)

    class Meta:
        db_table = "replies"`;
const prisma = `enum TeamRole {
  OWNER
  MEMBER @map("member")
}

model Membership {
  teamId    Int      @map("team_id")
  profileId String   @map("profile_id") @db.Uuid
  role      TeamRole @default(MEMBER)
  team      Team     @relation(fields: [teamId], references: [id], onDelete: Cascade)
  profile   Profile  @relation(fields: [profileId], references: [id])

  @@id([teamId, profileId])
  @@unique([profileId, role])
  @@map("memberships")
}

model Team {
  id      Int          @id @default(autoincrement())
  members Membership[]
  created DateTime     @default(now())

  @@index([created(sort: Desc)], map: "teams_by_age")
  @@map("teams")
}`;
const typeorm = `export enum Kind {
  A = 'a',
  B = 'b',
}

@Entity('teams')
@Index('teams_by_kind', ['kind'])
@Unique(['name', 'kind'])
export class Team {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index()
  @Column({ length: 80 })
  name: string;

  @Column({ type: 'enum', enum: Kind, default: Kind.A })
  kind: Kind;

  @OneToMany(() => Member, (member) => member.team)
  members: Member[];
}

@Entity({ name: 'members' })
export class Member {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Team, (team) => team.members, { onDelete: 'CASCADE', onUpdate: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'team_id' })
  team: Team;
}`;
const sqlalchemy = `class Kind(enum.Enum):
    a = "first"
    b = "second"

class Team(Base):
    __tablename__ = "teams"
    id = Column(Integer, primary_key=True)
    name = Column(String(80), nullable=False, index=True)
    kind = Column(Enum(Kind), nullable=False)

class Member(Base):
    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("team_id", "profile_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    profile_id = Column(UUID(as_uuid=True), ForeignKey("profiles.id"), nullable=False)
    active = Column(Boolean, default=True, nullable=False)
    team = relationship("Team")`;

const abstract = `class Stamped(models.Model):
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

class Team(Stamped):
    tags = ArrayField(models.CharField(max_length=10), default=list)
    people = models.ManyToManyField("profiles.Profile", related_name="teams")
    friends = models.ManyToManyField("self", symmetrical=False)

    class Meta:
        db_table = "teams"
        indexes = [GinIndex(fields=["tags"], name="by_tag")]`;
const drizzle = `import {
  pgTable, uuid,
} from 'drizzle-orm/pg-core';

export const roleEnum = pgEnum('member_role', ['owner', 'guest']);

export const teams = pgTable('teams', {
  teamId: uuid('team_id').primaryKey().defaultRandom(),
  parentId: uuid('parent_id'),
  email: text('email').notNull().unique('teams_email_once'),
  tags: text('tags').array().notNull().default([]),
  size: integer('size').default(sql\`1 + 1\`),
}, (t) => ({
  byEmail: uniqueIndex('teams_by_email').on(sql\`lower(\${t.email})\`),
  bySize: index('teams_by_size').on(t.size.desc(), t.email).where(sql\`\${t.size} > 0\`),
  byTag: index().using('gin', t.tags),
  sizeCheck: check('size_positive', sql\`\${t.size} > 0\`),
  parent: foreignKey({ columns: [t.parentId], foreignColumns: [t.teamId] }).onDelete('set null'),
}));

export const members = pgTable('members', {
  teamId: uuid('team_id').notNull().references(() => teams.teamId, { onDelete: 'cascade' }),
  profileId: uuid('profile_id').notNull().references(() => profiles.id),
  role: roleEnum('role').notNull().default('guest'),
}, (table) => [
  primaryKey({ columns: [table.teamId, table.profileId] }),
  unique().on(table.profileId, table.role),
]);

export const teamRelations = relations(teams, ({ many }) => ({ members: many(members) }));
export type Team = typeof teams.$inferSelect;`;

const sequelize = `const { DataTypes } = require('sequelize');

const Team = sequelize.define('Team', {
  id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
  name: { type: DataTypes.STRING(80), allowNull: false, unique: true },
  leaderId: { type: DataTypes.UUID, references: { model: 'profiles', key: 'id' }, onDelete: 'SET NULL' },
}, { tableName: 'teams', underscored: true, indexes: [{ fields: ['leaderId', 'name'], name: 'by_leader' }] });

module.exports = Team;`;
const jpa = `@Entity
@Table(name = "teams", uniqueConstraints = @UniqueConstraint(columnNames = {"name", "leader_id"}))
public class Team {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(nullable = false, length = 80)
    private String name;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "leader_id", nullable = false)
    private Profile leader;

    @OneToMany(mappedBy = "team")
    private List<Member> members = new ArrayList<>();

    private boolean open = true;

    public Long getId() { return id; }
}`;
const exposed = `object Teams : IntIdTable("teams") {
    val name = varchar("name", 80).uniqueIndex()
    val leader = reference("leader_id", Profiles, onDelete = ReferenceOption.CASCADE)
    val size = integer("size").nullable().default(3)
}

object Members : Table("members") {
    val team = reference("team_id", Teams)
    val nick = text("nick")
    override val primaryKey = PrimaryKey(team, nick)
}`;

let catalog: Catalog;
beforeAll(async () => {
  catalog = await asShown(await tasksAppCatalog());
});
const plan = (code: string) =>
  planRequest({ title: 'Add these models', body: `\`\`\`\n${code}\n\`\`\`` }, catalog);
const enumOf = (name: string, labels: readonly string[]) => ({ op: 'create_enum', name, labels });
const to = (table: string, onDelete?: string) => ({
  schema: 'public',
  table,
  column: 'id',
  ...(onDelete === undefined ? {} : { onDelete }),
});

describe('a snippet of several models becomes every table, column, type and index of them', () => {
  it('Django', () => {
    const decision = plan(django);
    expect(decision).toMatchObject({
      decision: 'change',
      operations: [
        {
          op: 'create_table',
          table: 'comments',
          primaryKey: ['id'],
          uniques: [['task_id', 'author_id']],
          checks: [{ check: 'rank >= 0' }, { name: 'rank_10', check: 'rank <= 10' }],
          columns: [
            { name: 'id', type: 'bigint', identity: 'by default' },
            { name: 'task_id', type: 'uuid', notNull: true, references: to('tasks', 'cascade') },
            { name: 'author_id', type: 'uuid', references: to('profiles', 'set null') },
            { name: 'status', type: 'character varying(10)', notNull: true, default: "'open'" },
            { name: 'rank', type: 'integer', notNull: true, default: '0' },
            { name: 'price', type: 'numeric(8,2)' },
          ],
        },
        {
          op: 'create_table',
          table: 'replies',
          columns: [
            { name: 'id' },
            { name: 'comment_id', type: 'bigint', references: to('comments', 'restrict') },
            { name: 'parent_id', type: 'bigint', references: to('replies', 'cascade') },
          ],
        },
        { op: 'add_index', table: 'comments', columns: ['status'] },
        {
          op: 'add_index',
          table: 'comments',
          columns: ['task_id', { column: 'rank', order: 'desc' }],
          name: 'by_rank',
        },
      ],
    });
    expect(decision.decision === 'change' && decision.assumptions).toContain(
      'Comment.status: its choices are checked by Django, and not by the database',
    );
  });

  it.each([
    [
      'Prisma',
      prisma,
      [
        enumOf('team_role', ['OWNER', 'member']),
        { op: 'create_table', table: 'teams', primaryKey: ['id'] },
        {
          op: 'create_table',
          table: 'memberships',
          primaryKey: ['team_id', 'profile_id'],
          columns: [
            { name: 'team_id', type: 'integer', references: to('teams', 'cascade') },
            {
              name: 'profile_id',
              type: 'uuid',
              references: { ...to('profiles'), onDelete: 'restrict', onUpdate: 'cascade' },
            },
            { name: 'role', type: 'public.team_role', default: "'member'" },
          ],
        },
        { op: 'add_index', table: 'memberships', columns: ['profile_id', 'role'], unique: true },
        {
          op: 'add_index',
          table: 'teams',
          columns: [{ column: 'created', order: 'desc' }],
          name: 'teams_by_age',
        },
      ],
    ],
    [
      'Django with a base of its own, a list and pairs',
      abstract,
      [
        {
          op: 'create_table',
          table: 'teams',
          columns: [
            { name: 'id' },
            { name: 'created_at', type: 'timestamp with time zone', notNull: true },
            { name: 'tags', type: 'character varying(10)[]', notNull: true, default: "'{}'" },
          ],
        },
        {
          op: 'create_table',
          table: 'teams_people',
          columns: [
            { name: 'id' },
            { name: 'team_id', type: 'bigint', notNull: true, references: to('teams') },
            { name: 'profile_id', type: 'uuid', notNull: true, references: to('profiles') },
          ],
          uniques: [['team_id', 'profile_id']],
        },
        {
          op: 'create_table',
          table: 'teams_friends',
          columns: [{}, { name: 'from_team_id' }, { name: 'to_team_id' }],
        },
        { op: 'add_index', table: 'teams', columns: ['tags'], method: 'gin', name: 'by_tag' },
      ],
    ],
    [
      'Drizzle with third arguments',
      drizzle,
      [
        enumOf('member_role', ['owner', 'guest']),
        {
          op: 'create_table',
          table: 'teams',
          columns: [
            { name: 'team_id' },
            { name: 'parent_id', references: { table: 'teams', column: 'team_id', onDelete: 'set null' } },
            { name: 'email', unique: true },
            { name: 'tags', type: 'text[]', default: "'{}'" },
            { name: 'size', default: '1 + 1' },
          ],
          primaryKey: ['team_id'],
          checks: [{ name: 'size_positive', check: 'size > 0' }],
        },
        {
          op: 'create_table',
          table: 'members',
          columns: [
            { references: { table: 'teams', column: 'team_id', onDelete: 'cascade' } },
            { references: to('profiles') },
            { name: 'role', type: 'public.member_role', default: "'guest'" },
          ],
          primaryKey: ['team_id', 'profile_id'],
          uniques: [['profile_id', 'role']],
        },
        { op: 'add_index', columns: ['tags'], method: 'gin' },
        { op: 'add_index', columns: [{ expression: 'lower(email)' }], unique: true, name: 'teams_by_email' },
        { op: 'add_index', columns: [{ column: 'size', order: 'desc' }, 'email'], where: 'size > 0' },
      ],
    ],
    [
      'TypeORM',
      typeorm,
      [
        enumOf('kind', ['a', 'b']),
        { op: 'create_table', table: 'teams', uniques: [['name', 'kind']] },
        {
          op: 'create_table',
          table: 'members',
          columns: [
            {},
            { name: 'team_id', type: 'uuid', references: { ...to('teams', 'cascade'), onUpdate: 'cascade' } },
          ],
        },
        { op: 'add_index', table: 'teams', columns: ['kind'], name: 'teams_by_kind' },
        { op: 'add_index', table: 'teams', columns: ['name'] },
      ],
    ],
    [
      'Sequelize',
      sequelize,
      [
        {
          op: 'create_table',
          table: 'teams',
          columns: [
            { name: 'id', type: 'uuid' },
            { name: 'name', type: 'character varying(80)', notNull: true, unique: true },
            { name: 'leader_id', type: 'uuid', references: to('profiles', 'set null') },
            { name: 'created_at', notNull: true },
            { name: 'updated_at', notNull: true },
          ],
          primaryKey: ['id'],
        },
        { op: 'add_index', columns: ['leader_id', 'name'], name: 'by_leader' },
      ],
    ],
    [
      'JPA',
      jpa,
      [
        {
          op: 'create_table',
          table: 'teams',
          columns: [
            { name: 'id', type: 'bigint', identity: 'by default' },
            { name: 'name', type: 'character varying(80)', notNull: true },
            { name: 'leader_id', type: 'uuid', notNull: true, references: to('profiles') },
            { name: 'open', type: 'boolean', notNull: true },
          ],
          uniques: [['name', 'leader_id']],
        },
      ],
    ],
    [
      'Exposed',
      exposed,
      [
        {
          op: 'create_table',
          table: 'teams',
          columns: [
            { name: 'id', type: 'serial' },
            { name: 'name', notNull: true },
            { name: 'leader_id', type: 'uuid', notNull: true, references: to('profiles', 'cascade') },
            { name: 'size', default: '3' },
          ],
        },
        {
          op: 'create_table',
          table: 'members',
          columns: [{ name: 'team_id', type: 'integer', references: to('teams') }, { name: 'nick' }],
          primaryKey: ['team_id', 'nick'],
        },
        { op: 'add_index', columns: ['name'], unique: true },
      ],
    ],
    [
      'SQLAlchemy',
      sqlalchemy,
      [
        enumOf('kind', ['a', 'b']),
        { op: 'create_table', table: 'teams', columns: [{}, {}, { name: 'kind', type: 'public.kind' }] },
        { op: 'create_table', table: 'members', uniques: [['team_id', 'profile_id']] },
        { op: 'add_index', table: 'teams', columns: ['name'] },
      ],
    ],
  ])('%s', (_, code, operations) => {
    expect(plan(code)).toMatchObject({ decision: 'change', operations });
  });

  it('Prisma says what happens to a relation of which the model does not', () => {
    const model = (name: string, other: string, mark: string, more = '') => `model ${name} {
  id      Int    @id
  otherId Int${mark}
  other   ${other}${mark} @relation("${name}", fields: [otherId], references: [id]${more})
  backs   ${other}[] @relation("${other}")
  @@map("table_${name.toLowerCase()}")
}`;
    const ring = `${model('A', 'B', '')}\n\n${model('B', 'A', '?', ', onDelete: Cascade, onUpdate: NoAction')}`;
    expect(plan(ring)).toMatchObject({
      decision: 'change',
      operations: [
        { op: 'create_table', table: 'table_a', columns: [{}, { name: 'other_id', notNull: true }] },
        {
          op: 'create_table',
          table: 'table_b',
          columns: [{}, { name: 'other_id', references: to('table_a', 'cascade') }],
        },
        {
          op: 'add_foreign_key',
          table: 'table_a',
          column: 'other_id',
          references: { ...to('table_b', 'restrict'), onUpdate: 'cascade' },
        },
      ],
      assumptions: expect.arrayContaining([
        'A.other is ON DELETE RESTRICT and ON UPDATE CASCADE, as Prisma has it where the model does not say',
      ]),
    });
  });

  it('adds to a table that is there what it lacks, beside a new one', () => {
    const code = `model Team {
  id    String @id @db.Uuid
  tasks Task[]
  @@map("teams")
}

model Task {
  title  String
  teamId String? @map("team_id") @db.Uuid
  team   Team?   @relation(fields: [teamId], references: [id])
  @@index([teamId])
}`;
    expect(plan(code)).toMatchObject({
      decision: 'change',
      operations: [
        { op: 'create_table', table: 'teams' },
        {
          op: 'add_column',
          table: 'tasks',
          column: 'team_id',
          type: 'uuid',
          references: to('teams', 'set null'),
        },
        { op: 'add_index', table: 'tasks', columns: ['team_id'] },
      ],
    });
  });
});

it('a snippet may use an enum of the database without showing it', () => {
  const model = (value: string) =>
    `model Draft {\n  id     Int        @id\n  status TaskStatus @default(${value})\n  @@map("drafts")\n}`;
  expect(plan(model('draft'))).toMatchObject({
    decision: 'change',
    operations: [{ columns: [{}, { name: 'status', type: 'public.task_status', default: "'draft'" }] }],
  });
  expect(plan(model('DRAFT'))).toMatchObject({ decision: 'clarify' });
});

describe('a snippet is asked about as a whole', () => {
  const team = (...lines: string[]) =>
    `class Team(models.Model):\n    name = models.CharField(max_length=80)\n${lines.map((line) => `    ${line}\n`).join('')}`;
  const named = 'class Meta:\n        db_table = "teams"';
  it.each([
    [
      'pairs that are rows of a model that nobody shows',
      team('people = models.ManyToManyField(Profile, through="Seat")', named),
      /Team/,
    ],
    ['a base with columns of its own', team(named).replace('models.Model', 'TimeStampedModel'), /Team/],
    [
      'a default that the application makes',
      team('code = models.TextField(default=make_code)', named),
      /Team/,
    ],
    [
      'a condition nobody reads',
      team(named, '    indexes = [models.Index(Upper("name"), name="x")]'),
      /Team/,
    ],
    [
      'a model that nobody shows',
      team('org = models.ForeignKey(Org, on_delete=models.CASCADE)', named),
      /Team/,
    ],
    [
      'lists on both sides, whose pairs no model holds',
      'model A {\n  id Int @id\n  bs B[]\n  @@map("as")\n}\n\nmodel B {\n  id Int @id\n  as A[]\n  @@map("bs")\n}',
      /_AToB/,
    ],
    ['a field behind methods', jpa.replace(/}$/, '  @Column\n  private String late;\n}'), /Entity/],
    ['an association', `${sequelize}\nTeam.belongsTo(Profile);`, /Team/],
    ['a column of a type nobody knows', exposed.replace('text("nick")', 'json("nick")'), /Teams/],
    [
      'another key of a table that is there',
      'model Task {\n  id    String @db.Uuid\n  title String\n  rank  Int?\n  @@id([id, title])\n}',
      /Task/,
    ],
    [
      'two models, one of which is not read',
      `${prisma}\n\nmodel Odd {\n  point Unsupported("point")\n}`,
      /enum/,
    ],
  ])('%s', (_, code, question) => {
    expect(plan(code)).toMatchObject({
      decision: 'clarify',
      questions: [expect.stringMatching(question)],
      understood: [],
    });
  });
});

it('a model of another store is no change of this database', () => {
  const code = '```js\nconst taskSchema = new mongoose.Schema({ title: String, priority: Number });\n```';
  const decide = (title: string) => planRequest({ title, body: code }, catalog);
  expect(decide('Add a priority field to the Task model')).toMatchObject({
    decision: 'no_schema_change',
    reason: expect.stringContaining('Mongoose'),
  });
  expect(decide('Move the Task model to a table of Postgres')).toMatchObject({ decision: 'clarify' });
});
