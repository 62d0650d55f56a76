import { actionsSql, optionsOf, quoted } from './model.ts';

/** sql`lower(${t.email})` with the names of columns in their places; undefined where it holds something else. */
export function templateSql(given: string, keys: ReadonlyMap<string, string>): string | undefined {
  const inside = /^sql(?:<\w+>)?`([\s\S]*)`$/.exec(given.trim())?.[1];
  const sql = inside?.replace(/\$\{\s*\w+\.(\w+)\s*\}/g, (whole, key: string) => {
    const name = keys.get(key);
    return name === undefined ? whole : quoted(name);
  });
  return sql === undefined || sql.includes('${') ? undefined : sql.trim();
}

/** ` ON DELETE CASCADE` of `{ onDelete: 'cascade' }` */
export function actionsOf(given: string | undefined): string | undefined {
  const options = optionsOf(given ?? '');
  if (!options || [...options.keys()].some((one) => one !== 'onDelete' && one !== 'onUpdate'))
    return undefined;
  return actionsSql(options.get('onDelete'), options.get('onUpdate'));
}
