import type { Catalog, CatalogRestore, CatalogSync, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, dollarQuoted, ident, literal, qualified } from '../sql.ts';
import { pauseSync, syncFlag, syncPrefix } from './sync.ts';

/** A table and the one that takes columns of it. */
export interface Split {
  readonly source: CatalogTable;
  readonly into: CatalogTable;
}

export const splitGroup = ({ source, into }: Split): string =>
  `${source.schema}.${source.name} + ${into.schema}.${into.name}`;

export interface SplitTrigger {
  /** Tells the triggers of a table apart. */
  readonly part: string;
  readonly when: string;
  /** Tells the functions apart; triggers of one role have the same. */
  readonly role: string;
  readonly body: string;
  readonly columns: readonly string[];
  readonly restores: readonly CatalogRestore[];
}

/** Its function runs as its owner: who may write the one table need not have rights on the other. */
export function splitTrigger(split: Split, trigger: SplitTrigger, catalog: Catalog): CatalogSync {
  const { source, into } = split;
  const { part, when, role, body, columns, restores } = trigger;
  const called = derivedName([`${syncPrefix}split`, into.name, part]);
  const name = qualified(
    source.schema,
    // `a_b` split into `c` and `a` split into `b_c` must not share one.
    derivedName(['godwit_split', source.name, into.name, role], functionNames(catalog, source.schema)),
  );
  return {
    trigger: called,
    definition: `CREATE TRIGGER ${ident(called)} ${when} EXECUTE FUNCTION ${name}()`,
    function: name,
    functionDefinition:
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ` +
      `SET search_path = pg_catalog, ${ident(source.schema)}, pg_temp AS ${dollarQuoted(body)}`,
    columns,
    group: splitGroup(split),
    restores,
  };
}

/** Those of the database, and those that earlier operations of the same request will make. */
function functionNames(catalog: Catalog, schema: string): ReadonlySet<string> {
  const [before, quoted] = [`${schema}.`, `${ident(schema)}.`];
  return new Set([
    ...(catalog.functions ?? [])
      .filter((one) => one.startsWith(before))
      .map((one) => one.slice(before.length)),
    ...catalog.tables
      .flatMap(({ syncs }) => (syncs ?? []).map((sync) => sync.function))
      .filter((one) => one.startsWith(quoted))
      .map((one) => one.slice(quoted.length + 1, -1).replaceAll('""', '"')),
  ]);
}

/**
 * The key of the source was changed, and its foreign key follows: nothing to hand on. A statement of an application
 * that gives a row to another one of the source is no trigger's.
 */
export const follows = (foreignKey: string): string =>
  `TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND OLD.${ident(foreignKey)} IS DISTINCT FROM NEW.${ident(foreignKey)}`;

/** A setting of the transaction keeps what one trigger writes from waking the others. */
export function guarded(
  split: Split,
  result: string,
  statements: string,
  { declare = '', unless }: { readonly declare?: string; readonly unless?: string } = {},
): string {
  const flag = literal(syncFlag(splitGroup(split)));
  const idle = [`current_setting(${flag}, true) = 'on'`, ...(unless === undefined ? [] : [`(${unless})`])];
  return `${declare}BEGIN
  IF ${idle.join(' OR ')} THEN RETURN ${result}; END IF;
  ${pauseSync(splitGroup(split))};
${statements}
  PERFORM set_config(${flag}, 'off', true);
  RETURN ${result};
END`;
}
