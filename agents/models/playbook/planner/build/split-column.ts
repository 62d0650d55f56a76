import type { CatalogColumn } from '../../../../../postgres/catalog/catalog.ts';
import { ident, literal } from '../../../../../postgres/sql.ts';
import type { Cut } from '../lexicon/data.ts';
import { at, type Build } from './outcome.ts';
import { placed, type Rule } from './rule.ts';
import { isText } from './values.ts';

/** What stands before and behind the cut, as SQL; a text without one is wholly before it. */
function partsOf(column: string, { at: sign, which }: Cut): readonly [before: string, behind: string] {
  const value = sign === ' ' ? `btrim(${ident(column)})` : ident(column);
  const mark = literal(sign);
  const place =
    which === 'last'
      ? `length(${value}) - strpos(reverse(${value}), ${mark}) + 1`
      : `strpos(${value}, ${mark})`;
  const has = `strpos(${value}, ${mark}) > 0`;
  return [
    `CASE WHEN ${has} THEN btrim(left(${value}, (${place}) - 1)) ELSE ${value} END`,
    `CASE WHEN ${has} THEN btrim(substr(${value}, (${place}) + 1)) END`,
  ];
}

const spoken: Readonly<Record<string, string>> = { ' ': 'space', ',': 'comma' };

/** `Split name into first_name and last_name at the first space`: two columns beside the old one, filled from it. */
export function splitColumn(rule: Rule<'splitColumn'>, build: Build): void {
  const { names, operations } = build;
  const found = placed(rule, build, true);
  if (!found) return;
  const { target, column } = found;
  const source: CatalogColumn | undefined = names.catalogColumn(target, column);
  const into = rule.into.map((name) => names.newName(name));
  const [first = '', second = ''] = into;
  const there = into.filter((name) => names.catalogColumn(target, name));
  if (there.length > 0) {
    names.ask(
      `${target.name} has ${there.join(' and ')} already. Shall what is there be written over with the parts of ${column}?`,
    );
    return;
  }
  if (!source || !isText(source.type)) {
    names.ask(`${target.name}.${column} is ${source?.type}, not a text. How is it split?`);
    return;
  }
  const { cut } = rule;
  const sign = spoken[cut?.at ?? ' '] ?? `"${cut?.at}"`;
  if (!cut || (cut.which === undefined && cut.at === ' ')) {
    names.ask(
      `Where does ${first} end and ${second} begin in ${target.name}.${column}: at the first ${sign}, or at the last? A value without one becomes ${first} alone; of three words one column gets two.`,
    );
    return;
  }
  const which = cut.which ?? 'first';
  const parts = partsOf(column, { ...cut, which });
  into.forEach((name, index) => {
    names.willHaveColumn(target, name);
    operations.push({ op: 'add_column', ...at(target), column: name, type: source.type });
    operations.push({
      op: 'backfill',
      ...at(target),
      column: name,
      expression: parts[index] ?? '',
      where: `${ident(column)} IS NOT NULL`,
    });
  });
  names.assume(
    `${target.name}.${column} is split at the ${which} ${sign}: a value without one becomes ${first}, and ${second} stays empty; with several, ${which === 'first' ? `${second} takes all that follows the first` : `${first} takes all before the last`}`,
  );
  names.assume(
    `${target.name}.${column} stays as it is; rows that are written to it alone later on do not fill ${first} and ${second}`,
  );
}
