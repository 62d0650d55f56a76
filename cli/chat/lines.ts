import { createInterface } from 'node:readline';

/** What somebody says, line by line. */
export interface Lines {
  /** The next line; undefined when there will be no more. */
  next(prompt: string): Promise<string | undefined>;
  close(): void;
}

/** A backslash at the end: the line goes on. */
const goesOn = /\\$/;

async function whole(read: () => Promise<string | undefined>): Promise<string | undefined> {
  let said = await read();
  while (said !== undefined && goesOn.test(said)) {
    const more = await read();
    said = said.replace(goesOn, '\n') + (more ?? '');
    if (more === undefined) break;
  }
  return said;
}

/** Lines of a pipe or a file, and of a terminal with editing and history. */
export function openLines({ stdin, stdout }: NodeJS.Process): Lines {
  return stdin.isTTY && stdout.isTTY ? terminalLines(stdin, stdout) : pipedLines(stdin);
}

/**
 * An interface of its own for each line: while a run works the terminal is as it was, so that Ctrl-C reaches the
 * run as a signal.
 */
function terminalLines(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Lines {
  let history: string[] = [];
  const read = (prompt: string): Promise<string | undefined> =>
    new Promise((resolve) => {
      const reader = createInterface({ input, output, terminal: true, history: [...history], prompt });
      reader.on('history', (now) => {
        history = now;
      });
      reader.once('line', (line) => {
        resolve(line);
        reader.close();
      });
      // Ctrl-C and Ctrl-D at the prompt: whoever is done says so.
      reader.once('close', () => resolve(undefined));
      reader.prompt();
    });
  return { next: (prompt) => whole(() => read(prompt)), close: () => {} };
}

function pipedLines(input: NodeJS.ReadStream): Lines {
  const reader = createInterface({ input });
  const lines = reader[Symbol.asyncIterator]();
  const read = async (): Promise<string | undefined> => {
    const { done, value } = await lines.next();
    return done === true ? undefined : value;
  };
  return { next: () => whole(read), close: () => reader.close() };
}
