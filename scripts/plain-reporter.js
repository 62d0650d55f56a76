/** For commands that are tests: what the test prints, without a frame; how far it is, only for a person who watches. */
export const plainReporter = {
  onUserConsoleLog({ content, type }) {
    if (type === 'stdout') process.stdout.write(content);
    else if (process.stderr.isTTY) process.stderr.write(`\r${content.trimEnd()}`);
  },
  onTestCaseResult(test) {
    for (const { message } of test.result().errors ?? []) console.error(message);
  },
};
