/** What has to be asked before a request is carried out, and what was settled instead. */
export class Answers {
  readonly questions: string[] = [];
  /** What would be refused as it is: asked about where nothing else is refused first. */
  readonly refusals: string[] = [];
  readonly assumptions: string[] = [];
  /** Requests that the schema fulfils already. */
  readonly fulfilled: string[] = [];

  ask(question: string): undefined {
    if (!this.questions.includes(question)) this.questions.push(question);
    return undefined;
  }

  assume(assumption: string): void {
    if (!this.assumptions.includes(assumption)) this.assumptions.push(assumption);
  }
}
