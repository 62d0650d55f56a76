/** One partition of a series: what its name ends in, its first day, and the first day after it. */
export interface Part {
  readonly suffix: string;
  readonly from: string;
  readonly to: string;
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const monthOf = (word: string): number =>
  word.length < 3 ? -1 : months.findIndex((month) => month.startsWith(word.toLowerCase()));

const lead =
  /^(?:with|having|including|create|add|make|plus)?\s*(?:the|a|one|its)?\s*(?:first|initial)?\s*(monthly|quarterly|yearly)?\s*partitions?\s*(?:(?:per|for each|for every|each)\s+(month|quarter|year))?\s*,?\s*(?:for|of|covering|in)?\s*(?:the)?\s*(?:years?|months?|whole of|all of|calendar year)?\s*/i;
const until = '(?:to|through|until|till|up to|-|–|bis)';
const years = new RegExp(`^(\\d{4})(?:\\s*(?:(and|,)|${until})\\s*(\\d{4}))?$`, 'i');
const span = new RegExp(`^(?:from\\s+)?(?:([a-z]+)\\s+)?(\\d{4})?\\s*${until}\\s*([a-z]+)\\s+(\\d{4})$`, 'i');
/** More would be better made by something that goes on making them. */
const most = 36;

const sizes: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const adverbs: Readonly<Record<string, string>> = { monthly: 'month', quarterly: 'quarter', yearly: 'year' };

/** `with partitions for 2026`, `monthly partitions from January 2026 to March 2026`; undefined where it says it otherwise. */
export function partsIn(wanted: string, period: string | undefined): readonly Part[] | undefined {
  const [head = '', adverb = '', each] = lead.exec(wanted) ?? [];
  const size = period ?? each?.toLowerCase() ?? adverbs[adverb.toLowerCase()];
  const step = sizes[size ?? ''];
  const range = monthsOf(wanted.slice(head.length).trim());
  if (step === undefined || size === undefined || !range) return undefined;
  const [first, last] = range;
  const count = (last - first + 1) / step;
  if (!Number.isInteger(count) || count < 1 || count > most || first % step !== 0) return undefined;
  return Array.from({ length: count }, (_, at) => {
    const from = first + at * step;
    return { suffix: suffixOf(from, size), from: dayOf(from), to: dayOf(from + step) };
  });
}

/** The first and the last month, counted from the year 0. */
function monthsOf(said: string): readonly [number, number] | undefined {
  const [whole, year, joint, second] = years.exec(said) ?? [];
  if (whole !== undefined) {
    const [from, to] = [Number(year), Number(second ?? year)];
    return joint !== undefined && to !== from + 1 ? undefined : [from * 12, to * 12 + 11];
  }
  const [, first = '', firstYear, last = '', lastYear] = span.exec(said) ?? [];
  const [from, to] = [monthOf(first), monthOf(last)];
  if (lastYear === undefined || from === -1 || to === -1) return undefined;
  return [Number(firstYear ?? lastYear) * 12 + from, Number(lastYear) * 12 + to];
}

const two = (month: number): string => String((month % 12) + 1).padStart(2, '0');
const dayOf = (month: number): string => `${Math.floor(month / 12)}-${two(month)}-01`;

function suffixOf(month: number, size: string): string {
  const year = Math.floor(month / 12);
  if (size === 'year') return String(year);
  return size === 'quarter' ? `${year}_q${(month % 12) / 3 + 1}` : `${year}_${two(month)}`;
}
