import { type Token, textOf } from '../../text/tokens.ts';

/* Lines about the service beside its tables: `Implement POST /api/badges to save …`, `Add `APP_URL` to the env`. */

const route = /\b(?:GET|POST|PUT|PATCH|DELETE) (?:\/|`\/)|\bendpoints? (?:`?\/|for\b|to\b)/;
const made =
  /^(?:create|build|implement|write|add|make|set up) (?:(?:a|an|the|new|simple|basic|custom|our) )*(?:\w+ ){0,2}?(?:middleware|endpoint|endpoints|controller|service|page|component|hook|cron job|worker|job|script|command|view|serializer|listener|interceptor|plug|form|button|dialog|screen)\b(?!.*[`_])/i;
/** `Create a view of published tasks`: what the database shows. */
const view =
  /^(?:create|add|make|build) (?:(?:an?|the|new|sql|database|db|materialized) )*view (?:of|over|called|named|showing|that|which|listing)\b/i;
const statement = /\b(?:column|columns|table|tables|migration|schema)\b/i;
const constant = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const settings = /\benv\b|\benvironment\b|\.env\b|\bconfig\b/i;

export const isServiceLine = (tokens: readonly Token[], isKnown: (name: string) => boolean): boolean => {
  const text = textOf(tokens);
  if (
    (route.test(text) && !statement.test(text)) ||
    (made.test(text) && !view.test(text) && !/\b(?:column|columns|field|fields)\b/i.test(text))
  )
    return true;
  const marked = tokens.filter(({ kind, text: name }) => kind === 'code' || name.includes('_'));
  return (
    settings.test(text) &&
    marked.length > 0 &&
    marked.every(({ text: name }) => name.split('/').every((one) => constant.test(one)) && !isKnown(name))
  );
};
