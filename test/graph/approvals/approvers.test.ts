import { expect, test } from 'vitest';
import { approvalRule, isSamePerson, whoApproves } from '../../../graph/approvals/approvers.ts';
import { isBareAssent } from '../../../graph/approvals/assent.ts';
import type { ApprovalsConfig, RiskClass } from '../../../tools/workspace/approvals-config.ts';

const url = { name: 'shop on db.example:5432', isEmbedded: false };
const own = { name: 'shop on 127.0.0.1:5433', isEmbedded: true };
const lonely: ApprovalsConfig = { high: { four_eyes: false } };
const team: ApprovalsConfig = {
  unattended: ['low', 'high'],
  expire_hours: 8,
  low: { approvers: ['ana'] },
  high: { approvers: ['ana', 'ben'], count: 2, four_eyes: true },
  targets: { [url.name]: { unattended: [], expire_hours: 1, high: { count: 1 } } },
};

test.each<
  [string, ApprovalsConfig, typeof url, RiskClass, { unattended?: boolean; expireHours?: number }, string]
>([
  ['nothing said, URL', {}, url, 'low', { unattended: true, expireHours: 24 }, 'anybody'],
  ['nothing said, URL', {}, url, 'moderate', { unattended: true }, 'anybody'],
  [
    'nothing said, URL',
    {},
    url,
    'high',
    { unattended: false },
    'anybody, but not kim or lee, who asked for it',
  ],
  ['nothing said, embedded', {}, own, 'high', { unattended: true }, 'anybody'],
  [
    'approvers named, embedded',
    team,
    own,
    'high',
    { unattended: false, expireHours: 8 },
    '2 different people of ana, ben, but not kim or lee, who asked for it',
  ],
  ['who works alone', lonely, url, 'high', { unattended: false }, 'anybody'],
  [
    'who works alone and never looks',
    { ...lonely, unattended: ['high'] },
    url,
    'high',
    { unattended: true },
    'anybody',
  ],
  ['somebody in particular', team, own, 'low', { unattended: false }, 'ana'],
  ['not in the list', team, own, 'moderate', { unattended: false }, 'anybody'],
  ['a target of its own', team, url, 'moderate', { unattended: false, expireHours: 1 }, 'anybody'],
  [
    'a target of its own',
    team,
    url,
    'high',
    { unattended: false },
    'ana, ben, but not kim or lee, who asked for it',
  ],
])('%s: %#', (_, config, target, risk, rule, who) => {
  const found = approvalRule(config, target, risk, ['kim', 'lee']);
  expect({ ...found, ...found.approvers }).toMatchObject(rule);
  expect(whoApproves(found.approvers)).toBe(who);
});

test('the key that says otherwise is the one of the target, where it has one', () => {
  expect(approvalRule(team, url, 'high', []).approvers.key).toBe(`approvals.targets.${url.name}.high`);
  expect(approvalRule(team, url, 'low', []).approvers.key).toBe('approvals.low');
});

test.each<[string, boolean]>([
  ['go ahead', true],
  ['Yes, please!', true],
  ['approve', true],
  ['ok, ship it', true],
  ['LGTM 👍', true],
  ['thank you', false],
  ['approve 0123456789ab', false],
  ['Add a column approved to tasks', false],
  ['yes: drop the table tasks', false],
])('%j says yes to nothing in particular: %s', (text, is) => {
  expect(isBareAssent(text)).toBe(is);
});

test.each<[string, string, boolean]>([
  ['Ana', 'ana', true],
  ['github:ana', 'Ana', true],
  ['ana', 'slack:ana', true],
  ['github:ana', 'slack:ana', false],
  ['github:ana', 'anabel', false],
])('%s is %s: %s', (one, other, same) => {
  expect(isSamePerson(one, other)).toBe(same);
});
