import { type Token, textOf } from '../../text/tokens.ts';

/** `Set default for profiles.first_name`: without what shall be set, the body says it. */
const forms: readonly RegExp[] = [
  /^(?:set|add|change|define|missing|update|provide)(?: (?:an?|the|missing|new|proper|sensible))* defaults?(?: values?)? (?:for|of|on|to|in) (?:the )?`?[\w.]+`?(?: (?:column|field))?$/i,
  /^(?:add|missing|create|need)(?: (?:an?|the|missing|new|proper))* (?:check|check constraint|constraint|rule|validation)(?: (?:for|of|on|to|in) (?:the )?`?[\w.]+`?(?: (?:column|field|table))?)?$/i,
  /^(?:update|extend|expand|enhance) (?:the )?[\w-]+(?: (?:model|table|entity|schema|class))?$/i,
];
export const isBareTitle = (tokens: readonly Token[]): boolean =>
  forms.some((form) => form.test(textOf(tokens)));
