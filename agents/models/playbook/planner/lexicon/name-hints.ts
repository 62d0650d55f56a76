import { phrases } from './phrases.ts';

const moment = 'timestamp with time zone';
const money = 'numeric(12,2)';

const typed = (
  lists: readonly (readonly [type: string, names: string])[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(lists.flatMap(([type, names]) => phrases(names).map((name) => [name, type])));

/**
 * What the last word of a column's name says about its type where the request says none. Each use is an
 * assumption. Only names that mean one thing: for `level` or `size` the planner asks.
 */
export const nameHints = typed([
  [moment, 'at | created | modified | deadline | timestamp | datetime'],
  ['date', 'on | date | birthday | birthdate | dob'],
  [
    'integer',
    `count | minutes | seconds | hours | days | attempts | position | points | servings | seats | stock | quantity | age | year | capacity |
    milliseconds | ms | weeks | months | years`,
  ],
  ['bigint', 'bytes | filesize'],
  [money, 'revenue | salary | discount | cost | budget | fee | price | amount | subtotal | tax | vat'],
  ['double precision', 'latitude | longitude | lat | lng | lon | long'],
  [
    'boolean',
    `enabled | disabled | active | inactive | archived | verified | visible | hidden | pinned | public | private | featured | deleted | published |
    unpublished | locked | banned | blocked | suspended | approved | confirmed | completed | cancelled | canceled | paid | starred | subscribed |
    unsubscribed | favorited | favourited | muted | anonymous | searchable | editable | premium`,
  ],
  ['jsonb', 'metadata | settings | payload | json | config | configuration | preferences | meta'],
  ['uuid', 'uuid | guid'],
  ['inet', 'ip'],
  [
    'text',
    `gender | nationality | excerpt | biography | headline | caption | instructions | username | firstname | lastname | surname | company | street |
    postcode | zip | iban | bic | ein | ssn | isbn | link | hashtag | label | icon | banner | body | content | message | reason | subject | key | value | website |
    barcode | sku | currency | email | name | title | description | summary | note | notes | comment | bio | url | slug | phone | nickname | subtitle |
    address | city | country | language | locale | timezone | theme | color | colour | token | uri | href | homepage | hostname | domain | path |
    filename | filepath | mimetype | hash | checksum | sha | digest | secret | password | salt | avatar | photo | picture | image | thumbnail | logo |
    favicon | text | quote | feedback | remarks | remark | answer | question | signature | occupation | profession | pronouns | tagline | slogan | motto |
    abstract | transcript | handle | alias | lang | mobile | telephone | fax | state | province | district | region | county | suburb | neighborhood |
    useragent | query | prompt | template | html | markdown | css | regex | pattern | role | model | brand | vendor | manufacturer |
    supplier | publisher | genre | mood | species | breed | license | licence | hint | explanation | error | stacktrace | changelog | by |
    location | venue | village | town | hometown | birthplace | neighbourhood | specialty | speciality | hobby | diet | religion | diagnosis | complaint | employer | caste |
    allergies | symptoms | ingredients`,
  ],
]);

/** The last two words, where the last alone says too little, or something else. */
export const pairHints = typed([
  [
    'text',
    `phone number | telephone number | mobile number | contact number | fax number | tracking number | order number | serial number | account number |
    invoice number | license number | house number | vat number | reference number | registration number |
    insurance number | passport number | card number | member number | membership number | employee number | student number | customer number | case number | ticket number |
    batch number | lot number | part number | contract number | policy number | flight number | identification number | id number | user agent | time zone | event type |
    language preference | language choice | language setting | locale preference | theme preference | notification type | content type | mime type | media type | file type | file name | file path | host name | external id | zip code | postal code |
    country code | language code | currency code | error code | discount code | coupon code | promo code | invite code | referral code | access code |
    verification code | confirmation code | area code | password hash | first name | last name | blood type | commit sha | commit hash`,
  ],
  [
    moment,
    `last login | last seen | last used | last active | last run | last sync | last activity | last update | last updated | last modified | last visit |
    last access | last accessed | last synced | last edited | date time | start time | end time | login time | logout time | departure time | arrival time`,
  ],
  ['integer', 'sort order | display order | sort index | order index'],
  ['bigint', 'file size'],
  ['inet', 'ip address'],
]);

/** Whose ids these are, they are text: `stripe_customer_id`. */
export const services: ReadonlySet<string> = new Set(
  phrases(`stripe | paypal | github | gitlab | google | facebook | twitter | linkedin | apple | microsoft | discord | slack | telegram | auth0 | firebase |
    hubspot | salesforce | twilio | spotify | youtube | instagram | tiktok | zoom | shopify | braintree | okta | clerk | cognito | plaid | xero | jira |
    transaction | charge | razorpay | square | mailchimp | sendgrid | cloudinary | vimeo | twitch | steam | strava | notion | oauth | sso | saml | ldap | external`),
);

/** The first word of a name that says yes or no. */
export const booleanPrefixes: ReadonlySet<string> = new Set(
  phrases('is | has | can | should | allow | allows | show | needs | was | enable | requires'),
);
