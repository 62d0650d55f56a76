import { describe, expect, test } from 'vitest';
import { mapperSql } from '../../../agents/models/playbook/planner/understand/mappers/index.ts';

/** Each mapper's calls one by one, around them what its tool writes into a new file. */
const within: Readonly<Record<string, (calls: string) => string>> = {
  Rails: (calls) => `class Change < ActiveRecord::Migration[7.1]\n  def change\n${calls}\n  end\nend`,
  Laravel: (calls) => `Schema::table('tasks', function (Blueprint $table) {\n${calls}\n});`,
  Knex: (calls) =>
    `exports.up = async (knex) => {\n  await knex.schema.alterTable('tasks', (t) => {\n${calls}\n  });\n};`,
  'Knex schema': (calls) => `exports.up = function (knex) {\n  return knex.schema${calls};\n};`,
  Sequelize: (calls) =>
    `module.exports = {\n  up: async (queryInterface, Sequelize) => {\n${calls}\n  },\n  down: async (queryInterface) => {},\n};`,
  TypeORM: (calls) =>
    `export class Change1700000000000 implements MigrationInterface {
       public async up(queryRunner: QueryRunner): Promise<void> {\n${calls}\n}
       public async down(queryRunner: QueryRunner): Promise<void> {}
     }`,
  'node-pg-migrate': (calls) => `exports.up = (pgm) => {\n${calls}\n};\n\nexports.down = (pgm) => {};`,
  Alembic: (calls) => `def upgrade():\n${calls.replace(/^/gm, '    ')}\n\ndef downgrade():\n    pass`,
  Ecto: (calls) =>
    `defmodule App.Repo.Migrations.Change do\n  use Ecto.Migration\n\n  def change do\n${calls}\n  end\nend`,
  Django: (calls) =>
    `class Migration(migrations.Migration):\n    dependencies = [("app", "0001_initial")]\n    operations = [\n${calls}\n    ]`,
};
const sqlOf = (mapper: string, calls: string) => mapperSql(within[mapper]?.(calls) ?? '');

describe('calls of migrations', () => {
  test.each<[string, string, readonly string[]]>([
    ['Rails', 'rename_table :tasks, :jobs', ['ALTER TABLE tasks RENAME TO jobs']],
    ['Rails', 'drop_table :tasks', ['DROP TABLE tasks']],
    ['Rails', 'remove_index :tasks, name: "by_title"', ['DROP INDEX by_title']],
    ['Rails', 'execute "CREATE EXTENSION citext;"', ['CREATE EXTENSION citext']],
    [
      'Rails',
      'add_timestamps :tasks, null: false',
      [
        'ALTER TABLE tasks ADD COLUMN created_at timestamptz NOT NULL',
        'ALTER TABLE tasks ADD COLUMN updated_at timestamptz NOT NULL',
      ],
    ],
    [
      'Rails',
      `change_column_default :tasks, :likes, from: nil, to: 0
       change_column_default :tasks, :state, to: nil
       change_column_default :tasks, :done_at, -> { "now()" }
       change_column_default :tasks, :kind, :open`,
      [
        'ALTER TABLE tasks ALTER COLUMN likes SET DEFAULT 0',
        'ALTER TABLE tasks ALTER COLUMN state DROP DEFAULT',
        'ALTER TABLE tasks ALTER COLUMN done_at SET DEFAULT now()',
        "ALTER TABLE tasks ALTER COLUMN kind SET DEFAULT 'open'",
      ],
    ],
    [
      'Rails',
      `add_check_constraint :tasks, "likes >= 0", name: "likes_check"
       add_check_constraint :tasks, "price > 0"`,
      [
        'ALTER TABLE tasks ADD CONSTRAINT likes_check CHECK (likes >= 0)',
        'ALTER TABLE tasks ADD CHECK (price > 0)',
      ],
    ],
    [
      'Rails',
      `create_enum :mood, ["in progress", "to-do"]
       create_enum :sort, %w[small x-large]
       change_table :tasks, bulk: true do |t|
         t.enum :mood, enum_type: :mood, default: "to-do", null: false
         t.remove :a, :b
         t.rename :old, :new
         t.change :note, :text
         t.change_null :title, false
         t.datetime :seen_at, precision: 6
         t.decimal :price, precision: 8, scale: 2
         t.json :extra, default: {}
       end`,
      [
        "CREATE TYPE mood AS ENUM ('in progress', 'to-do')",
        "CREATE TYPE sort AS ENUM ('small', 'x-large')",
        "ALTER TABLE tasks ADD COLUMN mood mood NOT NULL DEFAULT 'to-do'",
        'ALTER TABLE tasks ADD COLUMN seen_at timestamptz',
        'ALTER TABLE tasks ADD COLUMN price numeric(8, 2)',
        "ALTER TABLE tasks ADD COLUMN extra jsonb DEFAULT '{}'",
        'ALTER TABLE tasks DROP COLUMN a',
        'ALTER TABLE tasks DROP COLUMN b',
        'ALTER TABLE tasks RENAME COLUMN old TO new',
        'ALTER TABLE tasks ALTER COLUMN note TYPE text',
        'ALTER TABLE tasks ALTER COLUMN title SET NOT NULL',
      ],
    ],
    [
      'Rails',
      `add_foreign_key :tasks, :addresses
       add_reference :tasks, :owner, foreign_key: { to_table: :users, name: :fk_owner }`,
      [
        'ALTER TABLE tasks ADD FOREIGN KEY (address_id) REFERENCES addresses',
        'ALTER TABLE tasks ADD COLUMN owner_id bigint CONSTRAINT fk_owner REFERENCES users',
      ],
    ],
    [
      'Laravel',
      `$table->renameColumn('old', 'new');
       $table->dropColumn('a', 'b');
       $table->primary(['id', 'locale'], 'tasks_pk');
       $table->foreign('user_id')->references('id')->on('users')->onDelete('set null');
       $table->foreign('team_id', 'fk_team')->references('id')->on('teams')->cascadeOnUpdate();
       $table->enum('state', ['open', 'done'])->default('open');
       $table->timestamp('seen_at')->useCurrent();
       $table->string('code')->nullable()->index();
       $table->decimal('price', 8, 2)->after('title');
       $table->rememberToken();
       $table->softDeletes();`,
      [
        'ALTER TABLE tasks ADD CONSTRAINT tasks_pk PRIMARY KEY (id, locale)',
        'ALTER TABLE tasks ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL',
        'ALTER TABLE tasks ADD CONSTRAINT fk_team FOREIGN KEY (team_id) REFERENCES teams (id) ON UPDATE CASCADE',
        "ALTER TABLE tasks ADD COLUMN state varchar(255) NOT NULL DEFAULT 'open'",
        "ALTER TABLE tasks ADD CHECK (state IN ('open', 'done'))",
        'ALTER TABLE tasks ADD COLUMN seen_at timestamp NOT NULL DEFAULT now()',
        'ALTER TABLE tasks ADD COLUMN code varchar(255)',
        'ALTER TABLE tasks ADD COLUMN price numeric(8, 2) NOT NULL',
        'ALTER TABLE tasks ADD COLUMN remember_token varchar(100)',
        'ALTER TABLE tasks ADD COLUMN deleted_at timestamp',
        'ALTER TABLE tasks RENAME COLUMN old TO new',
        'ALTER TABLE tasks DROP COLUMN a',
        'ALTER TABLE tasks DROP COLUMN b',
        'CREATE INDEX ON tasks (code)',
      ],
    ],
    [
      'Knex',
      `t.renameColumn('old', 'new');
       t.dropColumns('a', 'b');
       t.setNullable('note');
       t.dropNullable('title');
       t.primary(['id', 'locale']);
       t.index(['state'], 'by_state');
       t.unique(['code'], { indexName: 'once' });
       t.foreign('team_id', 'fk_team').references('teams.id').onDelete('SET NULL');
       t.foreign('owner_id').references('id').inTable('users').withKeyName('fk_owner');
       t.enu('state', ['open', 'done']).defaultTo('open');
       t.decimal('price', 8, 2);
       t.specificType('tags', 'text[]');
       t.timestamp('seen_at', { useTz: false }).defaultTo(knex.fn.now());
       t.uuid('ref').primary().defaultTo(knex.fn.uuid());`,
      [
        'ALTER TABLE tasks ADD PRIMARY KEY (id, locale)',
        'ALTER TABLE tasks ADD CONSTRAINT once UNIQUE (code)',
        'ALTER TABLE tasks ADD CONSTRAINT fk_team FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL',
        'ALTER TABLE tasks ADD CONSTRAINT fk_owner FOREIGN KEY (owner_id) REFERENCES users (id)',
        "ALTER TABLE tasks ADD COLUMN state text DEFAULT 'open'",
        "ALTER TABLE tasks ADD CHECK (state IN ('open', 'done'))",
        'ALTER TABLE tasks ADD COLUMN price numeric(8, 2)',
        'ALTER TABLE tasks ADD COLUMN tags text[]',
        'ALTER TABLE tasks ADD COLUMN seen_at timestamp DEFAULT now()',
        'ALTER TABLE tasks ADD COLUMN ref uuid PRIMARY KEY DEFAULT gen_random_uuid()',
        'ALTER TABLE tasks RENAME COLUMN old TO new',
        'ALTER TABLE tasks DROP COLUMN a',
        'ALTER TABLE tasks DROP COLUMN b',
        'ALTER TABLE tasks ALTER COLUMN note DROP NOT NULL',
        'ALTER TABLE tasks ALTER COLUMN title SET NOT NULL',
        'CREATE INDEX by_state ON tasks (state)',
      ],
    ],
    [
      'Knex schema',
      ".renameTable('tasks', 'jobs').dropTableIfExists('old')",
      ['ALTER TABLE tasks RENAME TO jobs', 'DROP TABLE old'],
    ],
    [
      'Sequelize',
      `await queryInterface.removeColumn('tasks', 'old');
       await queryInterface.renameColumn('tasks', 'a', 'createdAt');
       await queryInterface.renameTable('tasks', 'jobs');
       await queryInterface.removeConstraint('tasks', 'once');
       await queryInterface.removeIndex('tasks', 'by_title');
       await queryInterface.addConstraint('tasks', { type: 'primary key', fields: ['id'] });
       await queryInterface.addConstraint('tasks', {
         fields: ['owner_id'],
         type: 'FOREIGN KEY',
         name: 'fk_owner',
         references: { table: 'users', field: 'id' },
         onDelete: 'cascade',
         onUpdate: 'no action',
       });
       await queryInterface.addColumn('tasks', 'price', { type: Sequelize.DECIMAL(8, 2), allowNull: false });
       await queryInterface.addColumn('tasks', 'tags', { type: Sequelize.ARRAY(Sequelize.STRING), defaultValue: [] });
       await queryInterface.addColumn('tasks', 'seen', { type: Sequelize.DATE, defaultValue: Sequelize.fn('now') });
       await queryInterface.addColumn('tasks', 'ref', { type: Sequelize.UUID, defaultValue: Sequelize.literal('gen_random_uuid()') });`,
      [
        'ALTER TABLE tasks DROP COLUMN old',
        'ALTER TABLE tasks RENAME COLUMN a TO "createdAt"',
        'ALTER TABLE tasks RENAME TO jobs',
        'ALTER TABLE tasks DROP CONSTRAINT once',
        'DROP INDEX by_title',
        'ALTER TABLE tasks ADD PRIMARY KEY (id)',
        'ALTER TABLE tasks ADD CONSTRAINT fk_owner FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE NO ACTION',
        'ALTER TABLE tasks ADD COLUMN price numeric(8, 2) NOT NULL',
        "ALTER TABLE tasks ADD COLUMN tags varchar(255)[] DEFAULT '{}'",
        'ALTER TABLE tasks ADD COLUMN seen timestamptz DEFAULT now()',
        'ALTER TABLE tasks ADD COLUMN ref uuid DEFAULT gen_random_uuid()',
      ],
    ],
    [
      'TypeORM',
      `await queryRunner.createTable(
         new Table({
           name: 'posts',
           columns: [
             { name: 'id', type: 'int', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
             { name: 'ref', type: 'uuid', isGenerated: true, generationStrategy: 'uuid' },
             new TableColumn({ name: 'title', type: 'varchar', length: '80', isNullable: true, isUnique: true }),
             { name: 'price', type: 'numeric', precision: 8, scale: 2, default: 0 },
             { name: 'ownerId', type: 'uuid' },
           ],
           foreignKeys: [
             { columnNames: ['ownerId'], referencedTableName: 'users', referencedColumnNames: ['id'], onDelete: 'CASCADE' },
           ],
         }),
         true,
       );
       await queryRunner.dropColumn('tasks', 'old');
       await queryRunner.renameColumn('tasks', 'a', 'b');
       await queryRunner.createForeignKey(
         'tasks',
         new TableForeignKey({
           name: 'fk_owner',
           columnNames: ['owner_id'],
           referencedColumnNames: ['id'],
           referencedTableName: 'users',
           onUpdate: 'SET NULL',
         }),
       );`,
      [
        'CREATE TABLE posts (id serial PRIMARY KEY, ref uuid NOT NULL DEFAULT gen_random_uuid(), title varchar(80) UNIQUE, price numeric(8, 2) NOT NULL DEFAULT 0, "ownerId" uuid NOT NULL, FOREIGN KEY ("ownerId") REFERENCES users (id) ON DELETE CASCADE)',
        'ALTER TABLE tasks DROP COLUMN old',
        'ALTER TABLE tasks RENAME COLUMN a TO b',
        'ALTER TABLE tasks ADD CONSTRAINT fk_owner FOREIGN KEY (owner_id) REFERENCES users (id) ON UPDATE SET NULL',
      ],
    ],
    [
      'node-pg-migrate',
      `pgm.createType('mood', ['happy', "can't say"]);
       pgm.addTypeValue('mood', 'sad', { before: 'happy' });
       pgm.createTable('posts', {
         id: 'id',
         title: { type: 'varchar(80)', notNull: true, unique: true },
         rating: 'float',
         owner_id: { type: 'uuid', references: '"users"', onDelete: 'CASCADE' },
         seen_at: { type: 'timestamp', default: pgm.func('current_timestamp') },
       }, { ifNotExists: true });
       pgm.createIndex('posts', 'owner_id', { name: 'by_owner', unique: true });
       pgm.dropColumns('tasks', ['a', 'b']);
       pgm.renameColumn('tasks', 'old', 'new');
       pgm.sql('ALTER TABLE tasks ALTER COLUMN likes SET DEFAULT 1;');
       pgm.dropTable('legacy');`,
      [
        "CREATE TYPE mood AS ENUM ('happy', 'can''t say')",
        "ALTER TYPE mood ADD VALUE 'sad' BEFORE 'happy'",
        'CREATE TABLE posts (id serial PRIMARY KEY, title varchar(80) NOT NULL UNIQUE, rating real, owner_id uuid REFERENCES "users" ON DELETE CASCADE, seen_at timestamp DEFAULT current_timestamp)',
        'CREATE UNIQUE INDEX by_owner ON posts (owner_id)',
        'ALTER TABLE tasks DROP COLUMN a',
        'ALTER TABLE tasks DROP COLUMN b',
        'ALTER TABLE tasks RENAME COLUMN old TO new',
        'ALTER TABLE tasks ALTER COLUMN likes SET DEFAULT 1',
        'DROP TABLE legacy',
      ],
    ],
    [
      'Alembic',
      `op.execute("UPDATE tasks SET likes = 0;")
op.drop_table("legacy")
op.rename_table("tasks", "jobs")
op.create_unique_constraint(op.f("uq_code"), "tasks", ["code", "owner_id"])
op.create_index("ix_a", "tasks", ["a"], postgresql_where=sa.text("a > 0"), postgresql_using="btree")
with op.batch_alter_table("tasks", schema=None) as batch_op:
    batch_op.add_column(sa.Column("b", sa.Numeric(8, 2), nullable=True))
    batch_op.create_index(batch_op.f("ix_b"), ["b"], unique=False)
    batch_op.drop_constraint("old", type_="foreignkey")
    batch_op.drop_column("c")
op.create_table("posts",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.CheckConstraint("id > 0", name=op.f("ck")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk")),
)`,
      [
        'UPDATE tasks SET likes = 0',
        'DROP TABLE legacy',
        'ALTER TABLE tasks RENAME TO jobs',
        'ALTER TABLE tasks ADD CONSTRAINT uq_code UNIQUE (code, owner_id)',
        'CREATE INDEX ix_a ON tasks USING btree (a) WHERE a > 0',
        'ALTER TABLE tasks ADD COLUMN b numeric(8, 2)',
        'CREATE INDEX ix_b ON tasks (b)',
        'ALTER TABLE tasks DROP CONSTRAINT old',
        'ALTER TABLE tasks DROP COLUMN c',
        'CREATE TABLE posts (id integer NOT NULL, CONSTRAINT ck CHECK (id > 0), CONSTRAINT pk PRIMARY KEY (id))',
      ],
    ],
    [
      'Ecto',
      `rename table(:tasks), :old, to: :new
       drop table(:legacy)
       drop_if_exists table(:older)
       alter table(:tasks) do
         add :team_id, references(:teams, name: :fk_team, column: :ref, type: :uuid), null: false
       end`,
      [
        'ALTER TABLE tasks RENAME COLUMN old TO new',
        'DROP TABLE legacy',
        'DROP TABLE older',
        'ALTER TABLE tasks ADD COLUMN team_id uuid NOT NULL CONSTRAINT fk_team REFERENCES teams (ref)',
      ],
    ],
    [
      'Django',
      `migrations.RemoveField(
          model_name="task",
          name="old",
       ),
       migrations.AddField(model_name="task", name="note", field=models.CharField(max_length=80, null=True, default=None)),`,
      ['ALTER TABLE task DROP COLUMN old', 'ALTER TABLE task ADD COLUMN note varchar(80)'],
    ],
  ])('%s: %s', (mapper, calls, statements) => {
    expect(sqlOf(mapper, calls)).toEqual(statements);
  });
});

describe('what a call says beside is not passed over', () => {
  test.each<[string, string]>([
    ['Rails', 'remove_index :tasks, :title'],
    ['Rails', 'rename_table old_name, :jobs2, x'],
    ['Rails', 'add_index :tasks, ["lower(title)"]'],
    ['Rails', 'add_check_constraint :tasks, "a > 0", validate: false'],
    ['Rails', 'add_foreign_key :tasks, :users, validate: false'],
    ['Rails', 'add_column :tasks, :seen_at, :datetime, precision: 3'],
    ['Rails', 'drop_table :tasks, force: :cascade'],
    ['Rails', 'change_table :tasks do |t|\nt.change :price, :decimal, precision: 8\nend'],
    ['Rails', 'change_table :tasks do |t|\nt.index ["lower(title)"]\nend'],
    ['Rails', 'change_table :tasks do |t|\nt.enum :mood, values: %w[a b]\nend'],
    ['Rails', 'create_table :posts, primary_key: :code do |t|\nt.string :code\nend'],
    ['Rails', 'add_reference :tasks, :owner, index: { name: "x" }'],
    ['Rails', 'add_reference :tasks, :owner, polymorphic: true, foreign_key: true'],
    ['Laravel', "$table->renameColumn('a', $to);"],
    ['Laravel', "$table->foreign(['a', 'b'])->references(['c', 'd'])->on('users');"],
    ['Laravel', "$table->foreign('a')->references('id')->on('users')->noActionOnDelete();"],
    ['Laravel', "$table->foreign('a')->references('id')->on('users')->onDelete($action);"],
    ['Laravel', "$table->foreignId('a')->constrained(table: 'users');"],
    ['Laravel', "$table->foreignId('a')->constrained('users', 'ref');"],
    ['Laravel', "$table->string('a')->default(DB::raw('now()'));"],
    ['Laravel', "$table->string('a')->change();"],
    ['Laravel', '$table->timestamps(3);'],
    ['Laravel', "$table->dropColumn('a', $b);"],
    ['Knex', "t.renameColumn('a', to);"],
    ['Knex', 't.dropColumn(name);'],
    ['Knex', "t.unique(['a'], { indexName: 'once', predicate: knex.whereNotNull('a') });"],
    ['Knex', "t.unique(['a'], { indexName: 'once', deferrable: 'deferred' });"],
    ['Knex', "t.index(['a'], 'by_a', 'gin');"],
    ['Knex', "t.timestamp('a', { precision: 3 });"],
    ['Knex', "t.integer('a').references('id').inTable('users').onDelete(action);"],
    ['Knex', "t.integer('a').defaultTo(count);"],
    ['Knex', "t.foreign('a').references('id').inTable('users').deferrable('deferred');"],
    ['Knex', 't.timestamps(true, true, true);'],
    ['Knex schema', ".renameTable('tasks', to)"],
    ['Knex schema', '.dropTable(name)'],
    ['Sequelize', "await queryInterface.removeColumn('tasks', 'a', { transaction });"],
    ['Sequelize', "await queryInterface.renameColumn('tasks', 'a', to);"],
    ['Sequelize', "await queryInterface.addIndex('tasks', ['a'], { where: { b: true } });"],
    [
      'Sequelize',
      "await queryInterface.addConstraint('tasks', { fields: ['a'], type: 'check', where: {} });",
    ],
    ['Sequelize', "await queryInterface.addConstraint('tasks', { fields: ['a'], type: 'unique', name });"],
    [
      'Sequelize',
      "await queryInterface.addConstraint('tasks', { fields: ['a'], type: 'unique', name: once });",
    ],
    [
      'Sequelize',
      "await queryInterface.addConstraint('tasks', { fields: ['a'], type: 'foreign key', references: { table: 'users', field: 'id' }, onDelete: action });",
    ],
    ['TypeORM', "await queryRunner.dropColumn('tasks', column);"],
    ['TypeORM', "await queryRunner.renameColumn('tasks', 'a', new TableColumn({ name: 'b', type: 'int' }));"],
    ['TypeORM', "await queryRunner.dropTable('tasks');"],
    [
      'TypeORM',
      "await queryRunner.addColumn('tasks', new TableColumn({ name: 'a', type: 'int', isArray: true }));",
    ],
    [
      'TypeORM',
      "await queryRunner.addColumn('tasks', new TableColumn({ name: 'a', type: 'int', default: count }));",
    ],
    [
      'TypeORM',
      "await queryRunner.createIndex('tasks', new TableIndex({ columnNames: ['a'], where: 'b' }));",
    ],
    [
      'TypeORM',
      "await queryRunner.createTable(new Table({ name: 'a', columns: [{ name: 'b', type: 'int' }], uniques: [{ columnNames: ['b'] }] }));",
    ],
    [
      'TypeORM',
      "await queryRunner.createForeignKey('tasks', new TableForeignKey({ columnNames: ['a'], referencedColumnNames: ['id'], referencedTableName: 'users', deferrable: 'x' }));",
    ],
    ['node-pg-migrate', "pgm.dropColumn('tasks', 'a', { cascade: true });"],
    ['node-pg-migrate', "pgm.dropTable('tasks', { cascade: true });"],
    ['node-pg-migrate', "pgm.createTable('a', { b: 'text' }, { constraints: { check: 'length(b) > 1' } });"],
    ['node-pg-migrate', "pgm.addColumn('tasks', { a: { type: 'text', collation: 'C' } });"],
    ['node-pg-migrate', "pgm.addColumn('tasks', { a: { type: 'text', default: initial } });"],
    ['node-pg-migrate', "pgm.addColumn('tasks', { a: { type: 'uuid', references: { name: 'users' } } });"],
    [
      'node-pg-migrate',
      "pgm.addColumn('tasks', { a: { type: 'uuid', references: 'users', onDelete: action } });",
    ],
    ['node-pg-migrate', "pgm.createIndex('tasks', 'a', { where: 'b' });"],
    ['node-pg-migrate', "pgm.sql('ALTER TABLE {t} ADD a text', { t: 'tasks' });"],
    ['node-pg-migrate', "pgm.renameColumn('tasks', 'a', to);"],
    ['node-pg-migrate', "pgm.addConstraint('tasks', 'once', { unique: 'a' });"],
    ['Alembic', 'op.create_index("ix", "tasks", [sa.text("lower(title)")])'],
    ['Alembic', 'op.create_index("ix", "tasks", ["a"], postgresql_where=where)'],
    ['Alembic', 'op.create_index("ix", "tasks", ["a"], postgresql_include=["b"])'],
    ['Alembic', 'op.create_unique_constraint("uq", "tasks", ["a"], deferrable=True)'],
    ['Alembic', 'op.alter_column("tasks", "a", nullable=is_null)'],
    ['Alembic', 'op.alter_column("tasks", "a", new_column_name=name)'],
    ['Alembic', 'op.alter_column("tasks", "a", type_=sa.Integer(), postgresql_using="a::int")'],
    ['Alembic', 'op.alter_column("tasks", "a", server_default=sa.text("now()"))'],
    ['Alembic', 'op.alter_column("tasks", "a", type_=mysql.TINYINT())'],
    ['Alembic', 'op.create_foreign_key("fk", "tasks", "users", ["a"], ["id"], initially="DEFERRED")'],
    ['Alembic', 'op.create_foreign_key("fk", "tasks", "users", ["a"], ["id"], ondelete=action)'],
    ['Alembic', 'op.create_table("a", sa.Column("b", sa.Text()), sa.CheckConstraint(rule))'],
    ['Alembic', 'op.create_table("a", sa.Column("b", sa.Text()), sa.UniqueConstraint("b", deferrable=True))'],
    ['Ecto', 'create index(:tasks, ["lower(title)"])'],
    ['Ecto', 'create index(:tasks, [desc: :title])'],
    ['Ecto', 'alter table(:tasks) do\nadd :a, references(:users, on_update: :update_all)\nend'],
    ['Ecto', 'alter table(:tasks) do\nadd :a, :utc_datetime, default: fragment("now()")\nend'],
    ['Ecto', 'alter table(:tasks) do\nadd :a, :hstore\nend'],
    [
      'Django',
      'migrations.AddField(model_name="task", name="a", field=models.CharField(max_length=9, unique=True)),',
    ],
  ])('%s: %s', (mapper, calls) => {
    expect(sqlOf(mapper, calls)).toBeUndefined();
  });
});
