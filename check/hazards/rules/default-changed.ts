import type { StatementRule } from '../rule.ts';
import { alterations } from '../tree.ts';

export const defaultChanged: StatementRule = {
  id: 'default-changed',
  level: 'advice',
  rows: [53],
  statement: ({ node, existing, scene: { before, after } }) =>
    alterations(node, 'AT_ColumnDefault').flatMap(({ relation, command: { name = '' } }) => {
      const table = existing(relation);
      const valueIn = (catalog: typeof before) =>
        table && catalog.named('columns', [...table.parts, name])?.attributes.default;
      const [was, is] = [valueIn(before), valueIn(after)];
      if (was === undefined || was === is) return [];
      return [
        {
          message: `the default of "${name}" was ${was} and is ${is ?? 'none'}: code that loaded the old one may go on writing it`,
          remedy: 'see that code which runs meanwhile does not send the default itself',
        },
      ];
    }),
};
