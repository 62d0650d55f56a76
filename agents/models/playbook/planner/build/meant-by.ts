import { neighbours } from '../resolve/words.ts';

/** Asks for the name that is there and nearest to the one that is not. */
export const meantBy = (name: string, known: readonly string[]): string => {
  const [first] = neighbours(name, known);
  return first === undefined ? ' Which is meant?' : ` Is "${first}" meant?`;
};
