import { namesOf } from '../../../policies/sql/walk.ts';
import type { StatementRule } from '../rule.ts';

export const functionVolatility: StatementRule = {
  id: 'function-volatility',
  level: 'advice',
  rows: [69],
  statement({ node, scene: { before, after } }) {
    const name =
      'CreateFunctionStmt' in node
        ? namesOf(node.CreateFunctionStmt.funcname).at(-1)
        : 'AlterFunctionStmt' in node
          ? namesOf(node.AlterFunctionStmt.func?.objname).at(-1)
          : undefined;
    if (name === undefined || after.sameArea(before, 'functions')) return null;
    return after.all('functions').flatMap((made) => {
      const was = before.all('functions').find((one) => one.name === made.name)?.attributes.volatility;
      const is = made.attributes.volatility;
      if (made.parts.at(-1) !== name || was === undefined || is === undefined || was === is) return [];
      return [
        {
          message: `${made.name} was ${was} and is ${is}: indexes, generated columns and plans that were made with it are not made anew`,
          remedy: 'REINDEX what is built on it, or a function of another name',
        },
      ];
    });
  },
};
