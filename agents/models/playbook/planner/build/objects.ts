import { displayName } from '../resolve/schema-names.ts';
import { cascades } from './cascade.ts';
import { meantBy } from './meant-by.ts';
import { at } from './outcome.ts';
import type { Builders } from './rule.ts';

/** Requests about enums, views, policies, rights and extensions. */
export const objectBuilders: Builders<
  | 'createEnum'
  | 'enumValue'
  | 'renameEnumValue'
  | 'dropEnum'
  | 'dropPolicy'
  | 'view'
  | 'dropView'
  | 'setSchema'
  | 'grant'
  | 'extension'
> = {
  createEnum({ name, labels }, { names, operations }) {
    operations.push({ op: 'create_enum', name: names.newName(name), schema: 'public', labels: [...labels] });
  },
  enumValue({ type, value, after, before }, { names, operations }) {
    const place = { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) };
    if (type.labels.includes(value)) names.fulfilled.push(`${type.name} has the value ${value} already`);
    else operations.push({ op: 'add_enum_value', name: type.name, schema: type.schema, value, ...place });
  },
  renameEnumValue({ type, from, to }, { names, operations }) {
    const has = type.labels.includes(from);
    if (!has && type.labels.includes(to))
      names.fulfilled.push(`${type.name} has the value ${to}, and ${from} no longer`);
    else if (!has)
      names.ask(
        `The enum ${type.name} has no value "${from}"; it has ${type.labels.join(', ')}. Which is meant?`,
      );
    else if (type.labels.includes(to))
      names.ask(`The enum ${type.name} has both ${from} and ${to}. What shall become of them?`);
    else operations.push({ op: 'rename_enum_value', name: type.name, schema: type.schema, value: from, to });
  },
  dropEnum({ type, name, cascade }, build) {
    const { names, operations, catalog } = build;
    const used = catalog.types?.find((one) => one.name === type?.name && one.schema === type.schema)?.usedBy;
    if (type) {
      cascades(cascade, type.name, used, build);
      operations.push({ op: 'drop_enum', name: type.name, schema: type.schema });
    } else
      names.ask(
        `There is no enum "${name}".${meantBy(
          name,
          catalog.enums.map((one) => one.name),
        )}`,
      );
  },
  dropPolicy({ table, name }, { names, operations, catalog }) {
    const owner = table && names.table(table, [], true);
    if (table && !owner) return;
    const tables = owner?.is ? [owner.is] : catalog.tables;
    const found = tables.filter(({ policies }) => policies.some((one) => one.name === name));
    const [only] = found;
    if (only && found.length === 1) operations.push({ op: 'drop_policy', ...at(names.asTarget(only)), name });
    else if (only)
      names.ask(`Which policy "${name}" is meant: that of ${found.map(displayName).join(', ')}?`);
    else
      names.ask(
        `There is no policy "${name}"${owner ? ` on ${owner.name}` : ''}.${meantBy(
          name,
          tables.flatMap(({ policies }) => policies.map((one) => one.name)),
        )}`,
      );
  },
  view({ name, query, replace, materialized }, { names, operations, catalog }) {
    const schema = name.table ?? 'public';
    const there = catalog.tables.some((one) => one.schema === schema && one.name === name.text);
    if (there && !replace)
      names.ask(`There is a ${name.text} already. Shall the view take its place, or have another name?`);
    else
      operations.push({
        op: 'create_view',
        name: name.text,
        schema,
        query,
        ...(there ? { replace: true } : {}),
        ...(materialized ? { materialized: true } : {}),
        securityInvoker: true,
      });
  },
  dropView({ name, cascade }, build) {
    const { names, operations, catalog } = build;
    const views = catalog.tables.filter(({ kind }) => kind === 'view' || kind === 'materialized view');
    const found = views.filter(
      (one) => one.name === name.text && (name.table === undefined || one.schema === name.table),
    );
    const [only] = found;
    if (only && found.length === 1) {
      const dependents = only.dependents?.map((one) => one.name);
      cascades(cascade, only.name, dependents, build);
      operations.push({ op: 'drop_view', name: only.name, schema: only.schema });
    } else
      names.ask(
        `There is no view "${name.text}".${meantBy(
          name.text,
          views.map((one) => one.name),
        )}`,
      );
  },
  setSchema({ table, to }, { names, operations, catalog }) {
    const target = names.table(table, [], true);
    if (!target) return;
    const there = new Set([
      ...(catalog.schemas ?? []).map(({ name }) => name),
      ...catalog.tables.map(({ schema }) => schema),
    ]);
    if (target.schema === to.text) names.fulfilled.push(`${target.name} is in the schema ${to.text} already`);
    else if (!there.has(to.text))
      names.ask(`There is no schema "${to.text}".${meantBy(to.text, [...there])} Or shall it be created?`);
    else operations.push({ op: 'set_schema', ...at(target), to: to.text });
  },
  grant({ revoke, tables, privileges, role }, { names, operations, catalog }) {
    if (!(catalog.roles ?? []).includes(role.text)) {
      names.ask(`There is no role "${role.text}".${meantBy(role.text, catalog.roles ?? [])}`);
      return;
    }
    for (const table of tables) {
      const target = names.table(table, [], true);
      if (!target) continue;
      const has = (target.is?.grants ?? []).find((one) => one.role === role.text)?.privileges ?? [];
      const holds = (privilege: string) => has.includes(privilege.toUpperCase());
      const said = `${role.text} ${revoke ? 'may not' : 'may'} ${privileges.join(', ')} ${target.name} already`;
      if (revoke ? !privileges.some(holds) : privileges.every(holds)) {
        names.fulfilled.push(said);
        continue;
      }
      operations.push({
        op: 'grant',
        ...(revoke ? { revoke } : {}),
        privileges: privileges as ['select'],
        on: 'table',
        name: target.name,
        schema: target.schema,
        roles: [role.text],
      });
    }
  },
  extension({ name }, { names, operations, catalog }) {
    if (catalog.extensions.includes(name)) names.fulfilled.push(`the extension ${name} is there already`);
    else operations.push({ op: 'create_extension', name });
  },
};
