import { type Token, textOf } from '../../text/tokens.ts';

/** `When validating the config, check that …`: what the code does, and no rule of a table. */
const validating =
  /^(?:when|while|before|after|during|upon|on) (?:validating|parsing|loading|deserializing|deserialising|compiling|rendering|submitting)\b/i;

/** `In the create method, set …`, `The constructor of the Order class should …` */
const inMethod =
  /^(?:in|inside|within) (?:the |our |its )?(?:[\w.`]+(?:\(\))?`? )?(?:method|function|constructor|handler|callback|setter|getter)\b|^in `[\w.]+\(\)`|^(?:the |its |our )?(?:\w+ )?(?:constructor|setter|getter)\b/i;

export const isOfValidation = (tokens: readonly Token[]): boolean =>
  [validating, inMethod].some((form) => form.test(textOf(tokens)));
