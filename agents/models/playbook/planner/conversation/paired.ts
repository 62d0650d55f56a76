const numbered = /^\s*(?:#|q|question |frage )?(\d)\s*[.):–—-]+\s*(\S.*)$/is;

/**
 * Which part of an answer is about which question: by number (`1: text, 2: leave it out`), or line by line where
 * there are as many as questions. Undefined where it has to be read as one.
 */
export function paired(
  questions: readonly string[],
  answer: string,
): readonly (string | undefined)[] | undefined {
  if (questions.length === 1) return [answer.trim().replace(/^1\s*[.):]\s+/, '')];
  const lines = answer
    .split(/\n|;|[,.]?\s+(?=(?:#|q|question )?\d\s*[.):]\s)/i)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const byNumber = lines.map((line) => numbered.exec(line));
  if (byNumber.length > 0 && byNumber.every((match) => match !== null)) {
    const said = new Map(byNumber.map((match) => [Number(match?.[1]), (match?.[2] ?? '').trim()]));
    const fits =
      said.size === lines.length && [...said.keys()].every((at) => at >= 1 && at <= questions.length);
    return fits ? questions.map((_, at) => said.get(at + 1)) : undefined;
  }
  return lines.length === questions.length && byNumber.every((match) => match === null) ? lines : undefined;
}
