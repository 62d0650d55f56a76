import { namesOf } from '../../../policies/sql/walk.ts';
import type { StatementRule } from '../rule.ts';

export const definerSearchPath: StatementRule = {
  id: 'definer-search-path',
  level: 'warning',
  rows: [100],
  statement({ node, scene: { after } }) {
    if (!('CreateFunctionStmt' in node)) return null;
    const names = namesOf(node.CreateFunctionStmt.funcname);
    const schema = names.length > 1 ? names.at(-2) : undefined;
    return after.all('functions').flatMap(({ name, parts, attributes }) => {
      const isIt = parts.at(-1) === names.at(-1) && (schema === undefined || parts[0] === schema);
      const fixed = /\bsearch_path=/.test(attributes.settings ?? '');
      if (!isIt || attributes['security definer'] === undefined || fixed) return [];
      return [
        {
          message: `${name} runs with its owner's rights and the caller's search_path: a caller can put his own table or function in its way`,
          remedy: "SET search_path = '' on the function, and schemas before the names in it",
        },
      ];
    });
  },
};
