import type { ColumnDraft, RuleDraft } from './draft.ts';
import type { ReaderState } from './reader-state.ts';
import {
  isHeadline,
  isMereWords,
  isSaidBelow,
  isToldAgain,
  saysAgain,
  withoutSummaries,
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
): void {
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
      found.unread.splice(found.unread.indexOf(open), 1);
      title.unread -= 1;
      found.leftAlone.push(open);
    }
  for (const column of title.columns.filter((one) => isHeadline(one, request, draft))) {
    const at = draft.columns.indexOf(column);
    if (at !== -1) draft.columns.splice(at, 1);
    found.leftAlone.push(request.title);
  }
  if (title.unread === 1 && saysAgain(found.unread[0] ?? '', draft.rules)) found.unread.shift();
}
