export { commentRules, withoutExcused } from './excuse.ts';
export { type JudgedHazard, judge } from './judge.ts';
export type { Rule } from './rule.ts';
export { otherLocks, rules } from './rules/index.ts';
export { sceneOf } from './scene.ts';
