import type { Operation } from '../../../../../postgres/operations/index.ts';
import { displayName } from '../resolve/schema-names.ts';
import { at } from './outcome.ts';
import type { Builders } from './rule.ts';

type Trigger = Extract<Operation, { op: 'create_trigger' }>;

/** Requests about triggers: one goes by its name, one comes with a function that is there. */
export const triggerBuilders: Builders<'createTrigger' | 'dropTrigger'> = {
  dropTrigger({ table, name }, { names, operations, catalog }) {
    const owner = table && names.table(table, [], true);
    if (table && !owner) return;
    const tables = owner?.is ? [owner.is] : catalog.tables;
    const found = tables.filter(({ triggers }) => triggers.includes(name));
    const [only] = found;
    if (only && found.length === 1)
      operations.push({ op: 'drop_trigger', ...at(names.asTarget(only)), name });
    else if (only)
      names.ask(`Which trigger "${name}" is meant: that of ${found.map(displayName).join(', ')}?`);
    else names.ask(`There is no trigger "${name}"${owner ? ` on ${owner.name}` : ''}. Which is meant?`);
  },
  createTrigger({ table, name, timing, events, called }, { names, operations }) {
    const target = names.table(table);
    if (!target) return;
    const own = name ?? called.name;
    if (target.is?.triggers.includes(own)) {
      names.ask(`${target.name} has a trigger "${own}" already. Shall the new one take its place?`);
      return;
    }
    if (name === undefined) names.assume(`the trigger of ${target.name} is called ${own}, like its function`);
    names.assume(`the trigger of ${target.name} works for each row`);
    operations.push({
      op: 'create_trigger',
      ...at(target),
      name: own,
      timing,
      events: events as Trigger['events'],
      forEach: 'row',
      function: called.name,
      functionSchema: called.schema,
    });
  },
};
