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
  offline primary secret
  worth headcount born start end begin finish due arrival departure checkin checkout pickup renewal signup since until opens closes
  wage fare bonus deposit refund payout commission profit loss margin gross net pay rent charge debt credit tip
  mileage streak xp karma reputation popularity ranking ordinal order sort sequence seq rownum nth floor estimate effort velocity
  calories protein carbs fat kg cm km mm gram grams meter meters metres temp humidity pressure wind altitude elevation radius angle area mass power energy voltage
  current bandwidth latency ping ttl timeout cap quota max min maximum minimum avg average mean median sum port revision build
  evaluation satisfaction nps gpa bpm iq group lifespan warranty runtime uptime eta etd seen left joined anniversary
  optin optout out newsletter consent admin superuser staff vip guest sold recurring repeat readonly read unread spam dirty draft
  final live smoker vegetarian vegan pregnant remote fulltime parttime autorenew trial gift taxable returnable refundable
  fragile billable mandatory required completion overdue late early vote list array children
  parent child boss supervisor customer client account product item course teacher student invoice tenant`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** `featured`, `paid`: yes or no, or when. */
const participle = /^(?:\w{3,}ed|paid|sent|done|hidden)$/;

export function isOpenName(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return openNames.has(last) || participle.test(last);
}
