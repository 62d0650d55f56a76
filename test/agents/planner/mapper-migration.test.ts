import { expect, test } from 'vitest';
import { mapperSql } from '../../../agents/models/playbook/planner/understand/mappers/index.ts';

test.each<[string, string, readonly string[]]>([
  [
    'Rails',
    `class AddLikes < ActiveRecord::Migration[7.1]
       def change
         add_column :tasks, :likes, :integer, default: 0, null: false
         add_column "tasks", "note", :string
         rename_column :tasks, :old, :new
         remove_column :tasks, :legacy, :text
         add_index :tasks, [:owner_id, :likes], unique: true
         add_index :tasks, :likes
         change_column_null :tasks, :note, false
         change_column :tasks, :likes, :bigint
       end
     end`,
    [
      'ALTER TABLE tasks ADD COLUMN likes integer NOT NULL DEFAULT 0',
      'ALTER TABLE tasks ADD COLUMN note text',
      'ALTER TABLE tasks RENAME COLUMN old TO new',
      'ALTER TABLE tasks DROP COLUMN legacy',
      'CREATE UNIQUE INDEX ON tasks (owner_id, likes)',
      'CREATE INDEX ON tasks (likes)',
      'ALTER TABLE tasks ALTER COLUMN note SET NOT NULL',
      'ALTER TABLE tasks ALTER COLUMN likes TYPE bigint',
    ],
  ],
  [
    'Rails, whose way back is another matter',
    'def up\n  add_column :tasks, :a, :jsonb\nend\n\ndef down\n  drop_everything!\nend',
    ['ALTER TABLE tasks ADD COLUMN a jsonb'],
  ],
  [
    'Alembic',
    `def upgrade():
         op.add_column(
             "tasks",
             sa.Column("likes", sa.Integer(), nullable=False, server_default="0"),
         )
         op.drop_column('tasks', 'old')
         op.alter_column("tasks", "note", nullable=False)
         op.create_index("ix", "tasks", ["a", "b"], unique=True)

     def downgrade():
         op.drop_column("tasks", "likes")`,
    [
      'ALTER TABLE tasks ADD COLUMN likes integer NOT NULL DEFAULT 0',
      'ALTER TABLE tasks DROP COLUMN old',
      'ALTER TABLE tasks ALTER COLUMN note SET NOT NULL',
      'CREATE UNIQUE INDEX ix ON tasks (a, b)',
    ],
  ],
  [
    'Django',
    `class Migration(migrations.Migration):
         dependencies = [("app", "0001_initial")]
         operations = [
             migrations.AddField(
                 model_name="task",
                 name="likes",
                 field=models.IntegerField(default=0),
             ),
             migrations.RenameField(model_name='task', old_name='a', new_name='b'),
         ]`,
    ['ALTER TABLE task ADD COLUMN likes integer NOT NULL DEFAULT 0', 'ALTER TABLE task RENAME COLUMN a TO b'],
  ],
  [
    'Laravel',
    `Schema::table('tasks', function (Blueprint $table) {
         $table->string('code', 20)->nullable();
         $table->boolean('hidden')->default(false);
         $table->dropColumn('old');
         $table->unique('code');
     });`,
    [
      'ALTER TABLE tasks ADD COLUMN code varchar(20)',
      'ALTER TABLE tasks ADD COLUMN hidden boolean NOT NULL DEFAULT false',
      'ALTER TABLE tasks DROP COLUMN old',
      'CREATE UNIQUE INDEX ON tasks (code)',
    ],
  ],
  [
    'Rails, a new table with references',
    `create_table :posts, id: :uuid do |t|
       t.string :title, null: false, limit: 80
       t.references :author, foreign_key: { to_table: :users, on_delete: :cascade }, null: false
       t.references :owned, polymorphic: true
       t.integer :views, default: 0, index: true
       t.timestamps
       t.index [:title, :views], unique: true, name: "by_title"
     end
     add_reference :tasks, :post, type: :uuid, foreign_key: true, index: { unique: true }
     add_foreign_key :tasks, :posts, column: :post_id, on_delete: :nullify`,
    [
      'CREATE TABLE posts (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), title varchar(80) NOT NULL, author_id bigint NOT NULL REFERENCES users ON DELETE CASCADE, owned_type varchar, owned_id bigint, views integer DEFAULT 0, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL)',
      'CREATE INDEX ON posts (owned_type, owned_id)',
      'CREATE INDEX ON posts (views)',
      'CREATE UNIQUE INDEX by_title ON posts (title, views)',
      'ALTER TABLE tasks ADD COLUMN post_id uuid REFERENCES posts',
      'CREATE UNIQUE INDEX ON tasks (post_id)',
      'ALTER TABLE tasks ADD FOREIGN KEY (post_id) REFERENCES posts ON DELETE SET NULL',
    ],
  ],
  [
    'Alembic, a new table and constraints',
    `op.create_table("posts",
         sa.Column("id", sa.Integer(), primary_key=True),
         sa.Column("title", sa.String(length=80), nullable=False, server_default="x"),
         sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now()),
         sa.Column("author_id", sa.UUID()),
         sa.ForeignKeyConstraint(["author_id"], ["users.id"], ondelete="CASCADE"),
         sa.UniqueConstraint("title", name="uq_title"),
     )
     op.add_column("tasks", sa.Column("code", sa.String(20), sa.ForeignKey("posts.id")))
     op.alter_column("tasks", "title", existing_type=sa.Text(), type_=sa.String(200), nullable=False)
     op.create_foreign_key("fk_a", "tasks", "posts", ["post_id"], ["id"], ondelete="SET NULL")
     op.create_check_constraint("ck", "tasks", "a > 0")
     op.drop_constraint("old", "tasks", type_="unique")
     op.drop_index(op.f("ix_old"), table_name="tasks")`,
    [
      "CREATE TABLE posts (id serial PRIMARY KEY, title varchar(80) NOT NULL DEFAULT 'x', at timestamptz DEFAULT now(), author_id uuid, FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE, CONSTRAINT uq_title UNIQUE (title))",
      'ALTER TABLE tasks ADD COLUMN code varchar(20) REFERENCES posts (id)',
      'ALTER TABLE tasks ALTER COLUMN title TYPE varchar(200)',
      'ALTER TABLE tasks ALTER COLUMN title SET NOT NULL',
      'ALTER TABLE tasks ADD CONSTRAINT fk_a FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE SET NULL',
      'ALTER TABLE tasks ADD CONSTRAINT ck CHECK (a > 0)',
      'ALTER TABLE tasks DROP CONSTRAINT old',
      'DROP INDEX ix_old',
    ],
  ],
  [
    'Laravel, a new table',
    `Schema::create('posts', function (Blueprint $table) {
         $table->id();
         $table->string('title', 80)->unique();
         $table->foreignId('user_id')->constrained()->cascadeOnDelete();
         $table->timestamps();
         $table->index(['title', 'user_id'], 'by_title');
     });`,
    [
      'CREATE TABLE posts (id bigserial PRIMARY KEY, title varchar(80) NOT NULL UNIQUE, user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE, created_at timestamp, updated_at timestamp)',
      'CREATE INDEX by_title ON posts (title, user_id)',
    ],
  ],
  [
    'Ecto',
    `defmodule MyApp.Repo.Migrations.CreatePosts do
       use Ecto.Migration

       def change do
         create table(:posts) do
           add :title, :string, null: false
           add :tags, {:array, :text}
           add :user_id, references(:users, on_delete: :delete_all, type: :binary_id)
           timestamps()
         end

         create unique_index(:posts, [:title, :user_id], name: :once)
         alter table(:tasks) do
           add :priority, :integer, default: 0, null: false
           remove :old
           modify :title, :text, null: false
         end
       end
     end`,
    [
      'CREATE TABLE posts (id bigserial PRIMARY KEY, title varchar(255) NOT NULL, tags text[], user_id uuid REFERENCES users ON DELETE CASCADE, inserted_at timestamp NOT NULL, updated_at timestamp NOT NULL)',
      'CREATE UNIQUE INDEX once ON posts (title, user_id)',
      'ALTER TABLE tasks ADD COLUMN priority integer NOT NULL DEFAULT 0',
      'ALTER TABLE tasks DROP COLUMN old',
      'ALTER TABLE tasks ALTER COLUMN title TYPE text',
      'ALTER TABLE tasks ALTER COLUMN title SET NOT NULL',
    ],
  ],
  [
    'Knex',
    `exports.up = function (knex) {
       return knex.schema
         .createTable('posts', function (table) {
           table.increments('id');
           table.string('title', 80).notNullable();
           table.integer('user_id').unsigned().references('id').inTable('users').onDelete('CASCADE');
           table.uuid('ref').defaultTo(knex.raw('gen_random_uuid()'));
           table.timestamps(true, true);
           table.unique(['title', 'user_id'], 'once');
         })
         .alterTable('tasks', (t) => {
           t.integer('priority').defaultTo(0).notNullable();
           t.dropColumn('old');
         });
     };

     exports.down = (knex) => knex.schema.dropTable('posts');`,
    [
      'CREATE TABLE posts (id serial PRIMARY KEY, title varchar(80) NOT NULL, user_id integer REFERENCES users (id) ON DELETE CASCADE, ref uuid DEFAULT gen_random_uuid(), created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(), CONSTRAINT once UNIQUE (title, user_id))',
      'ALTER TABLE tasks ADD COLUMN priority integer DEFAULT 0 NOT NULL',
      'ALTER TABLE tasks DROP COLUMN old',
    ],
  ],
  [
    'Sequelize',
    `/** @type {import('sequelize-cli').Migration} */
     module.exports = {
       async up(queryInterface, Sequelize) {
         await queryInterface.createTable('posts', {
           id: { allowNull: false, autoIncrement: true, primaryKey: true, type: Sequelize.INTEGER },
           title: { type: Sequelize.STRING(80), allowNull: false, unique: true },
           user_id: { type: Sequelize.UUID, references: { model: 'users', key: 'id' }, onDelete: 'CASCADE' },
         });
         await queryInterface.addColumn('tasks', 'likes', { type: Sequelize.INTEGER, defaultValue: 0 });
         await queryInterface.addIndex('tasks', ['likes'], { name: 'by_likes' });
         await queryInterface.addConstraint('tasks', { fields: ['a', 'b'], type: 'unique', name: 'once' });
       },

       async down(queryInterface) {
         await queryInterface.dropTable('posts');
       },
     };`,
    [
      'CREATE TABLE posts (id serial PRIMARY KEY, title varchar(80) NOT NULL UNIQUE, user_id uuid REFERENCES users (id) ON DELETE CASCADE)',
      'ALTER TABLE tasks ADD COLUMN likes integer DEFAULT 0',
      'CREATE INDEX by_likes ON tasks (likes)',
      'ALTER TABLE tasks ADD CONSTRAINT once UNIQUE (a, b)',
    ],
  ],
])('%s', (_, text, statements) => {
  expect(mapperSql(text)).toEqual(statements);
});

test.each([
  'add_column :tasks, :likes, :integer\nexecute sql_of_view',
  'add_column :tasks, :likes, :integer, default: -> { compute }',
  'add_column :tasks, :likes, :hstore',
  'add_column :tasks, :likes, :integer, array: true',
  'add_index :tasks, :a, opclass: :gin_trgm_ops',
  'op.add_column("tasks", sa.Column("a", sa.Integer(), sa.Computed("x.id")))',
  'op.execute(update_of(tasks))',
  "Schema::table('tasks', function (Blueprint $table) {\n$table->morphs('user');\n});",
  'create_table :posts do |t|\n  t.string :title, comment: "x"\nend',
  'create_table :posts do |t|\n  t.string :title',
  "module.exports = { up: async (queryInterface) => { await queryInterface.dropTable('a'); run(); } };",
  "knex.schema.table('tasks', (t) => { t.string('a'); run(); })",
  "knex.schema.table('tasks', (t) => { t.string('a').alter(); })",
  'alter table(:tasks) do\n  modify :title, :text, default: "x"\nend',
  "$table->integer('likes');",
  'class Empty < ActiveRecord::Migration[7.1]\nend',
])('half a migration is none: %s', (text) => {
  expect(mapperSql(text)).toBeUndefined();
});
