import { phrases } from './phrases.ts';

/** How long the rows of one partition go; one period a line. */
export const periods: readonly (readonly [readonly string[], string])[] = [
  [phrases('hour | hourly | hours | stunde | hora | heure'), 'hour'],
  [phrases('day | daily | days | calendar day | tag | taglich | dia | jour'), 'day'],
  [phrases('week | weekly | weeks | woche | wochentlich | semana | semaine'), 'week'],
  [
    phrases('month | monthly | months | calendar month | monat | monatlich | monatsweise | mes | mois'),
    'month',
  ],
  [phrases('quarter | quarterly | quarters | quartal | trimestre'), 'quarter'],
  [phrases('year | yearly | years | annually | jahr | jahrlich | ano | annee'), 'year'],
];
