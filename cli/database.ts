import { Target } from '../postgres/connection/target.ts';

/** `--database`, else DATABASE_URL; undefined where neither is given. @throws InvalidConnectionUrl */
export function givenTarget(url: string | undefined, env: NodeJS.ProcessEnv): Target | undefined {
  const given = url ?? env.DATABASE_URL;
  return given ? Target.parse(given) : undefined;
}

/** Whether a text is a database's address rather than a file's name. */
export const isDatabaseUrl = (text: string): boolean => /^postgres(ql)?:\/\//i.test(text);
