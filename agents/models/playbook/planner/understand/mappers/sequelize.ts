import { actionsSql, closing, optionsOf, partsOf, quoted, textIn } from '../models/model.ts';
import { sequelizeColumn } from '../models/sequelize-column.ts';
import { indexSql } from './block.ts';

const calls =
  /\bqueryInterface\s*\.\s*(addColumn|createTable|removeColumn|renameColumn|renameTable|dropTable|addIndex|addConstraint|removeIndex|removeConstraint)\(/;
/** What stands around the calls, and says nothing. */
const frame =
  /^(?:\s|[.;,:{}()*[\]<>=]|\/\*\*[\s\S]*?\*\/|\/\/[^\n]*|['"]use strict['"]|@type|import\b[^\n]*|const\s+\{[^}]*\}\s*=\s*require\([^)]*\)|(?:module|exports|export|default|const|async|function|up|queryInterface|Sequelize|DataTypes|QueryInterface|return|await|Promise|all|void)\b)*$/;

const texts = (given: string | undefined): readonly string[] | undefined => {
  const list = partsOf(/^\[([\s\S]*)\]$/.exec(given ?? '')?.[1] ?? '').map(textIn);
  return list.length > 0 && list.every((one) => one !== undefined) ? list : undefined;
};

/** The statements of a migration of Sequelize; undefined where one of its calls is not known. */
export function sequelizeSql(given: string): readonly string[] | undefined {
  let rest =
    given
      .split(/\b(?:async\s+)?down\s*(?:\(|:|=)|\bexports\.down\b/)[0]
      ?.replace(/\/\*\*[\s\S]*?\*\//g, '') ?? '';
  const statements: string[] = [];
  for (let found = calls.exec(rest); found; found = calls.exec(rest)) {
    const start = found.index + found[0].length;
    const end = closing(rest, start);
    const made = end === -1 ? undefined : callSql(found[1] ?? '', partsOf(rest.slice(start, end)));
    if (made === undefined) return undefined;
    statements.push(...made);
    rest = `${rest.slice(0, found.index)} ${rest.slice(end + 1)}`;
  }
  return statements.length > 0 && frame.test(rest) ? statements : undefined;
}

function callSql(
  verb: string,
  [first, second, third, ...more]: readonly string[],
): readonly string[] | undefined {
  const table = textIn(first);
  if (table === undefined || more.length > 0) return undefined;
  const at = `ALTER TABLE ${quoted(table)}`;
  const [name, to] = [textIn(second), textIn(third)];
  switch (verb) {
    case 'addColumn': {
      const column = sequelizeColumn(name ?? '', third ?? '');
      return column && [`${at} ADD COLUMN ${column.sql}`];
    }
    case 'createTable': {
      const columns = partsOf(/^\{([\s\S]*)\}$/.exec(second ?? '')?.[1] ?? '').map((part) => {
        const [, key = '', said = ''] = /^['"]?(\w+)['"]?\s*:\s*([\s\S]+)$/.exec(part) ?? [];
        return sequelizeColumn(key, said);
      });
      return third === undefined && columns.length > 0 && columns.every((one) => one !== undefined)
        ? [`CREATE TABLE ${quoted(table)} (${columns.map(({ sql }) => sql).join(', ')})`]
        : undefined;
    }
    case 'removeColumn':
      return name === undefined || third !== undefined ? undefined : [`${at} DROP COLUMN ${quoted(name)}`];
    case 'renameColumn':
      return name === undefined || to === undefined
        ? undefined
        : [`${at} RENAME COLUMN ${quoted(name)} TO ${quoted(to)}`];
    case 'renameTable':
      return name === undefined ? undefined : [`${at} RENAME TO ${quoted(name)}`];
    case 'dropTable':
      return second === undefined ? [`DROP TABLE ${quoted(table)}`] : undefined;
    case 'removeConstraint':
      return name === undefined ? undefined : [`${at} DROP CONSTRAINT ${quoted(name)}`];
    case 'removeIndex':
      return name === undefined ? undefined : [`DROP INDEX ${quoted(name)}`];
    case 'addIndex':
      return index(table, second, third);
    default:
      return constraint(at, second);
  }
}

function index(
  table: string,
  fields: string | undefined,
  given: string | undefined,
): readonly string[] | undefined {
  const columns = texts(fields);
  const options = optionsOf(given ?? '');
  if (!columns || !options || [...options.keys()].some((one) => !/^(?:unique|name)$/.test(one)))
    return undefined;
  return [
    indexSql(quoted(table), {
      columns: columns.map(quoted),
      unique: options.get('unique') === 'true',
      name: textIn(options.get('name')),
    }),
  ];
}

/** `{ fields: ['email'], type: 'unique', name: 'once' }` */
function constraint(at: string, given: string | undefined): readonly string[] | undefined {
  const options = optionsOf(given ?? '');
  const columns = texts(options?.get('fields'))?.map(quoted).join(', ');
  if (!options || columns === undefined) return undefined;
  const name = textIn(options.get('name'));
  if (options.has('name') && name === undefined) return undefined;
  const called = name === undefined ? '' : `CONSTRAINT ${quoted(name)} `;
  const known = new Set(['fields', 'type', 'name', 'references', 'onDelete', 'onUpdate']);
  if ([...options.keys()].some((one) => !known.has(one))) return undefined;
  const type = textIn(options.get('type'))?.toLowerCase();
  if (type === 'unique') return [`${at} ADD ${called}UNIQUE (${columns})`];
  if (type === 'primary key') return [`${at} ADD ${called}PRIMARY KEY (${columns})`];
  const to = optionsOf(options.get('references') ?? '');
  const [table, field] = [textIn(to?.get('table')), textIn(to?.get('field'))];
  if ((to?.size ?? 0) > 2) return undefined;
  const actions = actionsSql(options.get('onDelete'), options.get('onUpdate'));
  if (type !== 'foreign key' || table === undefined || field === undefined || actions === undefined)
    return undefined;
  return [
    `${at} ADD ${called}FOREIGN KEY (${columns}) REFERENCES ${quoted(table)} (${quoted(field)})${actions}`,
  ];
}
