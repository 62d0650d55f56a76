import { nameKey } from '../resolve/words.ts';
import type { ColumnDraft } from '../understand/draft.ts';

const wordsOf = ({ name }: ColumnDraft): readonly string[] => nameKey(name.text).split(/[ _]/);

/** `phone` and `phone number`: one is the beginning or the end of the other. */
function isPartOf(part: ColumnDraft, whole: ColumnDraft): boolean {
  const [few, many] = [wordsOf(part).join('_'), wordsOf(whole).join('_')];
  return few !== many && (many.startsWith(`${few}_`) || many.endsWith(`_${few}`));
}

const areAlike = (one: ColumnDraft, other: ColumnDraft): boolean =>
  (one.table?.table === other.table?.table || !one.table || !other.table) &&
  (isPartOf(one, other) || isPartOf(other, one));

/** `Phone number for profiles`, above a body that adds `phone`: the title only sums it up. */
export const sumsUp = (draft: ColumnDraft, drafts: readonly ColumnDraft[]): boolean =>
  draft.title &&
  (!draft.name.marked || /[A-Z ]/.test(draft.name.text)) &&
  Object.keys(draft.facts.facts).length === 0 &&
  drafts.some((other) => !other.title && other.name.marked && areAlike(draft, other));

/** A column of the body that may be that of the title in other words: `phone`, below it "phone number". */
export const maybeSame = (draft: ColumnDraft, drafts: readonly ColumnDraft[]): ColumnDraft | undefined =>
  draft.title || draft.name.marked
    ? undefined
    : drafts.find((other) => other.title && areAlike(draft, other));
