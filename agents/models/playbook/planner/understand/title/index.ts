import { nameKey } from '../../resolve/words.ts';
import type { ColumnDraft, Draft } from '../draft.ts';
import type { Findings } from '../findings.ts';
import type { ReaderState } from '../reader-state.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { indexedOf, isRuleTold } from './bare-rule.ts';
import { isMotiveTitle } from './motive-title.ts';
import { isRetold, orderedBelow } from './retold.ts';
import {
  isHeadline,
  isMereWords,
  isSaidBelow,
  isToldAgain,
  saysAgain,
  withoutSummaries,
  withoutUnnamed,
} from './summaries.ts';

/** What was read in the title. */
export interface OfTitle {
  readonly columns: ColumnDraft[];
  readonly rules: RuleDraft[];
  /** How many of the first unread parts are the title's. */
  unread: number;
}

/** Once the body is read: what the title only sums up is no request, and nothing to ask about. */
export function settleTitle(
  { draft, found, context }: ReaderState,
  title: OfTitle,
  request: { readonly title: string; readonly body: string },
  titleText: string,
): void {
  withoutUnnamed(draft.rules);
  if (withoutSummaries(draft.rules, title.rules, context)) {
    const [open = ''] = found.unread;
    if (title.unread === 1 && title.rules.length === 1 && !/\band\b|[,;&]/.test(open)) found.unread.shift();
    found.leftAlone.push(request.title);
  }
  const [unread = ''] = found.unread;
  if (title.unread === 1 && isMereWords(unread) && isToldAgain(title, draft)) {
    found.unread.shift();
    found.leftAlone.push(request.title);
  }
  for (const open of found.unread.slice(0, title.unread))
    if (isSaidBelow(open, title, draft)) {
      found.leave([open]);
      title.unread -= 1;
    }
  const [motive] = found.unread;
  const ordered = orderedBelow(draft).length > 0 && title.columns.length + title.rules.length === 0;
  if (title.unread === 1 && ordered && motive !== undefined && isMotiveTitle(motive)) {
    found.leave([motive]);
    title.unread = 0;
  }
  settleRetold(draft, found, title, titleText);
  const labels = draft.rules.flatMap((rule) => (rule.kind === 'enumValue' ? [nameKey(rule.value)] : []));
  const isLabel = ({ name }: ColumnDraft): boolean => labels.includes(nameKey(name.text));
  for (const column of title.columns.filter((one) => isHeadline(one, request, draft) || isLabel(one))) {
    const at = draft.columns.indexOf(column);
    if (at !== -1) draft.columns.splice(at, 1);
    found.leftAlone.push(request.title);
  }
  if (title.unread === 1 && saysAgain(found.unread[0] ?? '', draft.rules)) found.unread.shift();
  for (const open of [found.unread, found.unreadTitle])
    for (const text of open.filter((one) => isRuleTold(one, draft.rules, context))) {
      open.splice(open.indexOf(text), 1);
      found.leftAlone.push(text);
    }
  withoutPlainUnique(draft.rules, title.rules);
  withoutDoubledUnique(draft.rules);
  const below = draft.rules.filter((rule) => !title.rules.includes(rule));
  const ofTitle = found.unread.filter((part) => found.sentences.get(part) === titleText);
  if (titleText !== '' && ofTitle.length > 0 && isRuleTold(titleText, below, context)) {
    for (const part of ofTitle) found.unread.splice(found.unread.indexOf(part), 1);
    found.leftAlone.push(titleText);
    withoutToldIndex(draft.rules, title.rules);
  }
}

/** What the body says again of the title, and the title of the body, in fewer words. */
function settleRetold(draft: Draft, found: Findings, title: OfTitle, titleText: string): void {
  const below = orderedBelow(draft);
  const retold = found.unread.filter((part, at) =>
    at < title.unread
      ? below.length > 0 && isRetold(part, below)
      : title.unread === 0 && title.columns.length > 0 && isRetold(part, [titleText]),
  );
  title.unread -= found.unread.slice(0, title.unread).filter((part) => retold.includes(part)).length;
  found.leave(retold);
}

const isSameName = (name: string, said: string): boolean =>
  [nameKey(said), nameKey(said).replace(/s$/, '')].includes(nameKey(name));

/** `No two may have the same name`, and `a unique index on name`: one rule, in the form that is named. */
function withoutDoubledUnique(rules: RuleDraft[]): void {
  const indexes = rules.filter((rule) => rule.kind === 'index' && rule.unique && rule.where === undefined);
  const kept = rules.filter(
    (rule) =>
      rule.kind !== 'unique' ||
      rule.per !== undefined ||
      rule.name !== undefined ||
      !indexes.some((index) => {
        const { table, columns } = indexedOf(index);
        const own = rule.table?.table?.name;
        return (
          columns.join() === rule.columns.map(({ text }) => nameKey(text)).join() &&
          (table === undefined || own === undefined || table === own)
        );
      }),
  );
  if (kept.length < rules.length) rules.splice(0, rules.length, ...kept);
}

/** The index that a statement makes says more than the title does. */
function withoutToldIndex(rules: RuleDraft[], ofTitle: readonly RuleDraft[]): void {
  const below = rules.filter((rule) => !ofTitle.includes(rule)).map(indexedOf);
  const isTold = (rule: RuleDraft): boolean => {
    const own = indexedOf(rule);
    return below.some(
      ({ table, columns }) =>
        columns.length > 0 &&
        columns.join() === own.columns.join() &&
        (own.table === undefined || own.table === table),
    );
  };
  const kept = rules.filter((rule) => !(ofTitle.includes(rule) && rule.kind === 'index' && isTold(rule)));
  if (kept.length < rules.length) rules.splice(0, rules.length, ...kept);
}

/** `Usernames should be unique` above `… unique and not case sensitive`: the text says how. */
function withoutPlainUnique(rules: RuleDraft[], ofTitle: readonly RuleDraft[]): void {
  const lower = rules.flatMap((rule) =>
    rule.kind === 'operation' && rule.operation.op === 'add_index' && rule.operation.unique
      ? [...JSON.stringify(rule.operation.columns).matchAll(/lower\(\W*(\w+)/g)].map(([, name = '']) => name)
      : [],
  );
  const kept = rules.filter(
    (rule) =>
      rule.kind !== 'unique' ||
      !ofTitle.includes(rule) ||
      rule.columns.length !== 1 ||
      !lower.some((name) => isSameName(name, rule.columns[0]?.text ?? '')),
  );
  if (kept.length < rules.length) rules.splice(0, rules.length, ...kept);
}
