import type { Difference } from '../../snapshot/index.ts';
import { givenBack } from './owner.ts';
import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

/** `public.fam using hash`; its operators come with the classes. */
export const operatorFamilyStatements: Writer = (difference, { objects }) => {
  const { object, kind, attribute, after } = difference;
  if (kind !== 'operator family') return [];
  const address = addressOf(difference);
  const wanted = objects[object]?.attributes;
  if (wanted === undefined) return [`DROP ${address}`];
  if (attribute === 'owner') return givenBack(address, wanted);
  return attribute === null && after === null ? [`CREATE ${address}`, ...givenBack(address, wanted)] : [];
};

/** `public.cls using hash` */
export const operatorClassStatements: Writer = (difference, { objects }, all) => {
  const { object, kind, attribute, after } = difference;
  if (kind !== 'operator class') return [];
  const [, name = '', method = ''] = /^(.*) using (.*)$/s.exec(nameOf(difference)) ?? [];
  const address = addressOf(difference);
  const wanted = objects[object]?.attributes;
  if (wanted === undefined) return [`DROP ${address}`];
  if (attribute === 'owner') return givenBack(address, wanted);
  if (attribute !== null || after !== null) return [];
  const family = `operator family ${wanted.family} using ${method}`;
  const missing = (attributeName: 'operators' | 'functions'): string[] => {
    const found = all.find((one) => one.object === family && one.attribute === attributeName)?.after ?? '';
    return items(objects[family]?.attributes[attributeName]).filter((item) => !items(found).includes(item));
  };
  const members = [
    ...missing('operators').map(asOperator),
    ...missing('functions').map(asFunction),
    ...(wanted.storage === undefined ? [] : [`STORAGE ${wanted.storage}`]),
  ];
  const standard = wanted.default === undefined ? '' : ' DEFAULT';
  return members.length === 0
    ? []
    : [
        `CREATE OPERATOR CLASS ${name}${standard} FOR TYPE ${wanted.type} USING ${method} FAMILY ${wanted.family} AS ${members.join(', ')}`,
        ...givenBack(address, wanted),
      ];
};

const addressOf = (difference: Difference): string =>
  `${difference.kind.toUpperCase()} ${nameOf(difference).replace(/ using (?=[^ ]+$)/, ' USING ')}`;

/** `1 public.===(a,b) s, 2 …`: a comma between two of them is followed by a number. */
const items = (text: string | undefined): string[] =>
  text === undefined || text === 'none' || text === '' ? [] : text.split(/, (?=\d+ )/);

/** The last word says whether the operator searches or orders. */
function asOperator(item: string): string {
  const [, number = '', operator = ''] = /^(\d+) (.*) \w$/s.exec(item) ?? [];
  return `OPERATOR ${number} ${operator}`;
}

function asFunction(item: string): string {
  const [, number = '', name = ''] = /^(\d+) (.*)$/s.exec(item) ?? [];
  return `FUNCTION ${number} ${name}`;
}
