import { type Token, textOf } from '../text/tokens.ts';

/** `When validating the config, check that …`: what the code does, and no rule of a table. */
const validating =
  /^(?:when|while|before|after|during|upon|on) (?:validating|parsing|loading|deserializing|deserialising|compiling|rendering|submitting)\b/i;

export const isOfValidation = (tokens: readonly Token[]): boolean => validating.test(textOf(tokens));
