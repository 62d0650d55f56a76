import { wordsOf } from '../resolve/words.ts';

/** Last words of names that may hold a number as well as a word, or nothing in particular: for these the planner asks. */
const openNames: ReadonlySet<string> = new Set(
  `level size priority rank rating rate grade score weight height width length depth duration number no total balance limit
  percentage percent ratio factor frequency interval period range threshold volume temperature distance speed
  progress version time day month week hour minute second expiry expiration validity lifetime
  image picture photo avatar file attachment document logo location coordinate
  data detail info information field column attribute property setting option option configuration config preference
  tba tbd etc other stuff thing something extra additional new
  flag check type status state kind difficulty foo bar baz test
  urgent premium private favorite favourite important optional anonymous available default internal external free online
  offline primary secret`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** `featured`, `paid`: yes or no, or when. */
const participle = /^(?:\w{3,}ed|paid|sent|done|hidden)$/;

export function isOpenName(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return openNames.has(last) || participle.test(last);
}
