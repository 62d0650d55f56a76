/** Words that say yes and name nothing, in any order, with what people put around them. */
const words = new Set(
  'yes y yep yeah ok okay sure fine good great perfect go ahead do it approve approved approval confirm confirmed confirming accept accepted agree agreed lgtm ship merge apply run looks please now this that the migration i we thanks thank you proceed continue on to me let s lets'.split(
    ' ',
  ),
);
/** One of them has to be there: "thank you" alone is no yes. */
const assents =
  /\b(?:y|yes|yep|yeah|ok|okay|sure|go ahead|go on|do it|approved?|approval|confirm(?:ed)?|accept(?:ed)?|agreed?|lgtm|ship it|merge it|apply it|run it|proceed|continue|looks good)\b/i;
/** A sentence that says more is about something. */
const longest = 60;

/** Whether a text says yes without a word about what to: nobody knows which of several things it was meant for. */
export function isBareAssent(text: string): boolean {
  const said = text.trim();
  if (said.length > longest || !assents.test(said)) return false;
  return (
    said
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.every((word) => words.has(word)) === true && !/\d/.test(said)
  );
}
