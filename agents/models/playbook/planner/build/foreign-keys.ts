import { type ForeignKey, foreignKey } from './column.ts';
import { ofKind } from './constraints.ts';
import { at } from './outcome.ts';
import { type Builders, placed } from './rule.ts';

/** Whether a foreign key does what one shall do, as far as that is said. */
const actsAs = (definition: string, { onDelete, onUpdate }: ForeignKey): boolean =>
  (onDelete === undefined || definition.includes(actionSql('DELETE', onDelete))) &&
  (onUpdate === undefined || definition.includes(actionSql('UPDATE', onUpdate)));
const said = ({ onDelete, onUpdate }: ForeignKey): string =>
  [
    ...(onDelete === undefined ? [] : [`ON DELETE ${onDelete.toUpperCase()}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate.toUpperCase()}`]),
  ].join(' ');
/** NO ACTION is not written. */
const actionSql = (event: string, action: string): string =>
  action === 'no action' ? '' : `ON ${event} ${action.toUpperCase()}`;

/** Requests about foreign keys. */
export const keyBuilders: Builders<'foreignKey' | 'foreignKeyAction'> = {
  foreignKey(rule, build) {
    const found = placed(rule, build);
    const key = found && foreignKey(rule.references, rule.facts.facts.onDelete, build.names);
    if (!found || !key) return;
    const same = found.target.is?.constraints.find(
      (one) =>
        one.kind === 'foreign key' &&
        one.columns.join() === found.column &&
        one.references?.table === key.table,
    );
    if (same && !actsAs(same.definition, key))
      build.names.ask(
        `${found.target.name}.${found.column} references ${key.table} already: ${same.name} is ${same.definition}. Shall that become ${said(key)}?`,
      );
    else if (same)
      build.names.fulfilled.push(`${found.target.name}.${found.column} references ${key.table} already`);
    else
      build.operations.push({
        op: 'add_foreign_key',
        ...at(found.target),
        column: found.column,
        references: key,
        ...(rule.name === undefined ? {} : { name: rule.name }),
      });
  },
  foreignKeyAction(rule, build) {
    const { names } = build;
    const found = placed(rule, build);
    if (!found) return;
    const { target, column } = found;
    const keys = ofKind(target, 'foreign key', [column]);
    const [key] = keys;
    const parent = rule.parent?.table?.name;
    if (!key || keys.length > 1 || (parent !== undefined && key.references?.table !== parent)) {
      names.ask(
        key
          ? `${target.name}.${column} has ${keys.map((one) => one.definition).join(' and ')}. Which foreign key is meant?`
          : `${target.name}.${column} is no foreign key. Which table shall it reference?`,
      );
      return;
    }
    const now = /ON DELETE (CASCADE|SET NULL|RESTRICT|SET DEFAULT)/.exec(key.definition)?.[1] ?? 'NO ACTION';
    if (now.toLowerCase() === rule.action)
      names.fulfilled.push(`${key.name} of ${target.name} is ON DELETE ${now} already`);
    else if (rule.action === 'set null' && names.catalogColumn(target, column)?.notNull)
      names.ask(
        `${target.name}.${column} is NOT NULL: it cannot be set to null when its row goes. Shall it take NULL?`,
      );
    else
      build.operations.push({
        op: 'alter_foreign_key',
        ...at(target),
        name: key.name,
        onDelete: rule.action,
      });
  },
};
