import { optionChanges } from './columns.ts';
import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

export const relationStatements: Writer = (difference) => {
  const { kind, attribute, before, after } = difference;
  const name = nameOf(difference);
  switch (`${kind} ${attribute}`) {
    case 'table toast options':
    case 'materialized view toast options':
      return optionChanges(inToast(before), inToast(after)).map((change) => `ALTER TABLE ${name} ${change}`);
    case 'table options':
    case 'materialized view options':
      return optionChanges(before, after).map((change) => `ALTER TABLE ${name} ${change}`);
    case 'table of type':
      return [`ALTER TABLE ${name} ${before === 'none' ? 'NOT OF' : `OF ${before}`}`];
    case 'materialized view populated':
      return [`REFRESH MATERIALIZED VIEW ${name}${before === 'no' ? ' WITH NO DATA' : ''}`];
    default:
      return [];
  }
};

/** The options of a TOAST table are set through its table. */
const inToast = (options: string | null): string | null =>
  options === null || options === 'none' ? null : options.replace(/(^|, )/g, '$1toast.');
