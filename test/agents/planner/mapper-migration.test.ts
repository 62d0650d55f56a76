import { expect, test } from 'vitest';
import { mapperSql } from '../../../agents/models/playbook/planner/understand/mapper-migration.ts';

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
      'CREATE UNIQUE INDEX ON tasks (a, b)',
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
      'ALTER TABLE tasks ADD COLUMN code text',
      'ALTER TABLE tasks ADD COLUMN hidden boolean NOT NULL DEFAULT false',
      'ALTER TABLE tasks DROP COLUMN old',
      'CREATE UNIQUE INDEX ON tasks (code)',
    ],
  ],
])('%s', (_, text, statements) => {
  expect(mapperSql(text)).toEqual(statements);
});

test.each([
  'add_column :tasks, :likes, :integer\nexecute "DELETE FROM tasks"',
  'add_column :tasks, :likes, :integer, default: -> { compute }',
  'add_column :tasks, :likes, :hstore',
  'add_column :tasks, :likes, :integer, array: true',
  'add_index :tasks, :a, where: "b"',
  'op.add_column("tasks", sa.Column("a", sa.Integer(), sa.ForeignKey("x.id")))',
  "Schema::table('tasks', function (Blueprint $table) {\n$table->foreignId('user_id')->constrained();\n});",
  "$table->integer('likes');",
  'class Empty < ActiveRecord::Migration[7.1]\nend',
])('half a migration is none: %s', (text) => {
  expect(mapperSql(text)).toBeUndefined();
});
