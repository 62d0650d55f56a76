import { describe, expect, test } from 'vitest';
import { UnknownModel } from '../../../agents/models/errors.ts';
import { resolveModel } from '../../../agents/models/names.ts';

describe('resolveModel', () => {
  test.each([
    ['sonnet', 'claude-sonnet-5-5'],
    ['opus', 'claude-opus-5-5'],
    ['haiku', 'claude-haiku-5-5'],
  ])('%s is %s', (alias, id) => {
    expect(resolveModel({ agent: alias })).toBe(id);
    expect(resolveModel({ asked: alias, agent: 'claude-opus-4-8' })).toBe(id);
  });

  test.each([
    'claude-opus-4-8',
    'claude-haiku-4-5-20251001',
    'eu.anthropic.claude-sonnet-5-5-v1:0',
    'anthropic/claude-sonnet-5.5',
    'claude-sonnet-5-5@20260901',
  ])('a full id is itself: %s', (id) => {
    expect(resolveModel({ agent: id })).toBe(id);
  });

  test('what was asked for goes before the agent, and inherit leaves the choice', () => {
    expect(resolveModel({ asked: 'haiku', agent: 'opus' })).toBe('claude-haiku-5-5');
    expect(resolveModel({ asked: undefined, agent: 'opus' })).toBe('claude-opus-5-5');
    expect(resolveModel({ asked: 'inherit', agent: 'opus' })).toBe('claude-opus-5-5');
    expect(resolveModel({ asked: 'haiku', agent: 'inherit' })).toBe('claude-haiku-5-5');
    expect(resolveModel({ agent: 'inherit' })).toBe('claude-sonnet-5-5');
    expect(resolveModel({})).toBe('claude-sonnet-5-5');
    expect(resolveModel({ asked: ' ', agent: '' })).toBe('claude-sonnet-5-5');
  });

  test('the environment replaces the id behind an alias, and only that', () => {
    const env = {
      GODWIT_MODEL_SONNET: 'our-gateway-large',
      GODWIT_MODEL_OPUS: '',
      GODWIT_MODEL_HAIKU: 'opus',
    };
    expect(resolveModel({ agent: 'sonnet', env })).toBe('our-gateway-large');
    expect(resolveModel({ agent: 'inherit', env })).toBe('our-gateway-large');
    expect(resolveModel({ agent: 'opus', env })).toBe('claude-opus-5-5');
    expect(resolveModel({ agent: 'haiku', env })).toBe('claude-opus-5-5');
    expect(resolveModel({ env: { GODWIT_MODEL_INHERIT: 'haiku' } })).toBe('claude-haiku-5-5');
    expect(resolveModel({ agent: 'claude-sonnet-5-5', env })).toBe('claude-sonnet-5-5');
  });

  test('godwit.yaml does the same, and the environment goes before it', () => {
    const models = { sonnet: 'team-sonnet', opus: 'team-opus', inherit: 'opus' };
    const env = { GODWIT_MODEL_SONNET: 'my-sonnet' };
    expect(resolveModel({ agent: 'sonnet', models })).toBe('team-sonnet');
    expect(resolveModel({ agent: 'sonnet', models, env })).toBe('my-sonnet');
    expect(resolveModel({ agent: 'inherit', models, env })).toBe('team-opus');
    expect(resolveModel({ agent: 'haiku', models, env })).toBe('claude-haiku-5-5');
    expect(resolveModel({ models: { ...models, inherit: 'claude-opus-4-8' } })).toBe('claude-opus-4-8');
  });

  test('aliases that stand for each other come to the built-in one', () => {
    const models = { opus: 'haiku', haiku: 'opus' };
    expect(resolveModel({ agent: 'opus', models })).toBe('claude-opus-5-5');
  });

  test.each([
    ['sonet', 'sonnet'],
    ['Opus', 'opus'],
    ['haikku', 'haiku'],
    ['clade-opus-5-5', 'claude-opus-5-5'],
    ['playbok', 'playbook'],
  ])('an unknown name is refused with the nearest known: %s', (name, nearest) => {
    const error = caught(() => resolveModel({ asked: name }));
    expect(error).toBeInstanceOf(UnknownModel);
    expect(error).toMatchObject({ exit: 2, model: name, message: `there is no model "${name}"` });
    expect(error.hint).toContain(`Did you mean ${nearest}?`);
  });

  test.each(['gpt-4o', 'constructor', 'toString', 'gemini'])(
    'a name that is like none gets the list: %s',
    (name) => {
      const { hint } = caught(() => resolveModel({ agent: name }));
      expect(hint).not.toContain('Did you mean');
      expect(hint).toContain('sonnet, opus, haiku');
    },
  );
});

function caught(run: () => unknown): UnknownModel {
  try {
    run();
  } catch (error) {
    if (error instanceof UnknownModel) return error;
  }
  throw new Error('expected UnknownModel');
}
