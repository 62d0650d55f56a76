import { alembic } from './mappers/alembic.ts';
import { type Block, type BlockReader, blockSql, type Piece } from './mappers/block.ts';
import { django } from './mappers/django.ts';
import { ecto, ectoBlocks } from './mappers/ecto.ts';
import { knexSql } from './mappers/knex.ts';
import { laravel, laravelBlocks } from './mappers/laravel.ts';
import { rails, railsBlocks } from './mappers/rails.ts';
import { sequelizeSql } from './mappers/sequelize.ts';

/*
 * Migrations of object mappers (Rails, Ecto, Alembic, Django, Laravel, Knex, Sequelize) as the SQL that they stand for. A snippet
 * is read as a whole or not at all: half a migration would be another change.
 */

const rules = [...rails, ...ecto, ...alembic, ...django, ...laravel];
const blocks: readonly BlockReader[] = [railsBlocks, ectoBlocks, laravelBlocks];

/** What stands around the changes, and says nothing. */
const frame =
  /^(?:class \w+.*|defmodule .* do|use Ecto\.Migration|def (?:change|up|upgrade)\b.*|end|pass|from .* import .*|import .*|dependencies = \[.*\]|operations = \[|[\])};,]*|public function up\(\).*|use .*|<\?php|return new class.*|#.*|\/\/.*|"""[^"]*""")$/;
/** From here on it is the way back. */
const wayBack = /^(?:def (?:down|downgrade)\b|public function down\()/;

/** The statements of a migration; undefined where one of its lines is not known. */
export function mapperSql(text: string): readonly string[] | undefined {
  const called = knexSql(text) ?? sequelizeSql(text);
  if (called) return called;
  const statements: string[] = [];
  let open: { readonly reader: BlockReader; readonly block: Block; readonly pieces: Piece[] } | undefined;
  for (const line of linesOf(text)) {
    if (open) {
      if (open.reader.closes.test(line)) {
        statements.push(...blockSql(open.block, open.pieces));
        open = undefined;
        continue;
      }
      const pieces: readonly Piece[] | undefined = open.reader.reads(line.replace(/[;,]$/, ''));
      if (!pieces && !/^(?:#|\/\/)/.test(line)) return undefined;
      open.pieces.push(...(pieces ?? []));
      continue;
    }
    if (wayBack.test(line)) break;
    const reader = blocks.find(({ opens }) => opens(line));
    const block = reader?.opens(line);
    if (reader && block) open = { reader, block, pieces: [...block.pieces] };
    else if (!frame.test(line)) {
      const sql = sqlOf(line.replace(/[;,]$/, ''));
      if (sql === undefined) return undefined;
      statements.push(...sql.split(';\n'));
    }
  }
  return statements.length === 0 || open ? undefined : statements;
}

function sqlOf(line: string): string | undefined {
  for (const [form, sql] of rules) {
    const match = form.exec(line);
    if (match) return sql(...match.slice(1).map((part) => part ?? ''));
  }
  return undefined;
}

/** A call that goes over several lines is one. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let open = 0;
  for (const raw of text.split('\n')) {
    const line = raw.trim().replace(/\s+/g, ' ');
    if (line === '') continue;
    if (open > 0 && lines.length > 0) lines[lines.length - 1] += ` ${line}`;
    else lines.push(line);
    if (/\{$|^operations = \[$/.test(line)) open = 0;
    else open = Math.max(0, open + (line.match(/\(/g) ?? []).length - (line.match(/\)/g) ?? []).length);
  }
  return lines.map((line) => line.replace(/\( /g, '(').replace(/,? \)/g, ')'));
}
