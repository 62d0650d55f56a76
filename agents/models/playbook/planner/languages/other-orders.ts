import { askWords } from '../lexicon/other-tongues.ts';
import type { Text } from './language.ts';

/*
 * Orders of languages that are not translated, where their names and a few words leave no doubt: each form names the
 * table in Latin letters, and is put into the words that the grammar reads.
 */

const name = '[`"「『]?([A-Za-z_]\\w*)[`"」』]?';
const form = (text: string, flags = 'iu'): RegExp => new RegExp(text.replaceAll('NAME', name), flags);

const created: readonly RegExp[] = [
  form('NAME\\s*테이블(?:을|를)?\\s*(?:생성|추가|만들)(?!하지)'),
  form('NAME\\s*テーブル(?:を|の)?\\s*(?:新規)?(?:作成|追加)(?!し(?:ない|た|まし))'),
  form('(?:创建|新建|新增|添加|增加)\\s*NAME\\s*(?:数据)?表(?!中|里|的|添|新|增)'),
  form('(?<!\\p{L})(?:создать|создай|добавить) (?:новую )?таблицу NAME'),
  form('(?<!\\p{L})(?:creare|crea|aggiungere) (?:la|una|una nuova) tabella NAME'),
  form('(?<!\\p{L})(?:utworzyć|utwórz|stworzyć|dodać) (?:nową )?tabelę NAME'),
  form('NAME tablosu(?:nu)? (?:oluştur|ekle)'),
];

/** Table first, then the column. */
const inTable: readonly RegExp[] = [
  form('NAME\\s*테이블에\\s*NAME\\s*(?:컬럼|칼럼|필드)(?:을|를)?\\s*추가(?!하지)'),
  form('NAME\\s*テーブルに、?\\s*NAME\\s*(?:カラム|列|フィールド)を?\\s*追加(?!し(?:ない|た|まし))'),
  form(
    '(?:[在给为]\\s*)?NAME\\s*(?:数据)?表(?:中|里)?\\s*(?:新增|增加|添加|加上?)(?:一个)?\\s*NAME\\s*(?:字段|列)',
  ),
  form(
    '(?<!\\p{L})в таблицу NAME (?:нужно |надо |необходимо )?добавить (?:новое |новую |новый )?(?:поле|колонку|столбец) NAME',
  ),
  form('NAME tablosuna NAME (?:sütunu|alanı|kolonu) ekle'),
];

/** The column first. */
const ofColumn: readonly RegExp[] = [
  form(
    '(?<!\\p{L})добавить (?:новое |новую |новый )?(?:поле|колонку|столбец) NAME (?:в|к) (?:таблицу|таблице) NAME',
  ),
  form('(?<!\\p{L})aggiungere (?:il |un |la |una )?(?:campo|colonna) NAME (?:alla|nella) tabella NAME'),
  form('(?<!\\p{L})dodać (?:kolumnę|pole) NAME do tabeli NAME'),
];

const typed =
  /^\s*(?:[-*]\s*)?(?:类型|型は|型|타입은?|тип|tipo|typ|tip|tür)(?:\s*[:：为は]|\s)\s*`?([a-z]+(?:\(\d+(?:, ?\d+)?\))?)`?/iu;
/** Nothing is ordered there. */
const denied =
  /不要|不用|不需|无需|别再|[?？吗]|(?<!\p{L})не (?:нужно|надо|стоит|следует)|не добав|(?<!\p{L})non (?:si|deve)|(?<!\p{L})nie (?:trzeba|należy)/iu;

function order(line: string): string | undefined {
  if (denied.test(line) || askWords.test(line)) return undefined;
  for (const one of inTable) {
    const [said, table, column] = one.exec(line) ?? [];
    if (said !== undefined) return line.replace(said, `Add the column \`${column}\` to \`${table}\`. `);
  }
  for (const one of ofColumn) {
    const [said, column, table] = one.exec(line) ?? [];
    if (said !== undefined) return line.replace(said, `Add the column \`${column}\` to \`${table}\`. `);
  }
  for (const one of created) {
    const [said, table] = one.exec(line) ?? [];
    if (said !== undefined) return line.replace(said, `Create the table \`${table}\`. `);
  }
  const [said, type] = typed.exec(line) ?? [];
  return said === undefined ? undefined : line.replace(said, `Type: ${type}`);
}

/** A line whose rest says more than politeness is left as it is: half of it would be another order. */
const rest =
  /^(?:[，,、]?\s*(?:可为空|允许为空|NULL許可))?[\s.。!！)\]한다합니다하기는です。するпожалуйста]*$/u;
const whole = (ordered: string): boolean =>
  rest.test(
    ordered
      .replace(/(?:Add the column|Create the table)[^.]*\. |Type: [^\s,，、]+/, '')
      .replace(/^\W*\[[^\]]*\]/, ''),
  );

/** The request with the orders that are beyond doubt in English; the same where there is none. */
export function withOtherOrders(request: Text): Text {
  let fenced = false;
  const line = (text: string): string => {
    if (/^\s*(?:```|~~~)/.test(text)) fenced = !fenced;
    const ordered = fenced ? undefined : order(text);
    return ordered !== undefined && whole(ordered) ? ordered.trimEnd() : text;
  };
  return { title: line(request.title), body: request.body.split('\n').map(line).join('\n') };
}
