import { dollarQuoted, literal } from '../sql.ts';

/* PL/pgSQL that runs once, as a statement of its own. */

export const block = (statements: readonly string[]): string =>
  `DO ${dollarQuoted(`BEGIN\n${statements.map((one) => `  ${one.replace(/;?\s*$/, ';')}\n`).join('')}END`)}`;

/** Stops, and with it the transaction, where the condition holds. `hint` says the way out. */
export const raiseIf = (condition: string, message: string, hint: string): string =>
  `IF ${condition} THEN
    RAISE EXCEPTION USING MESSAGE = ${literal(message)}, HINT = ${literal(hint)};
  END IF`;
