import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { claude } from '../../../../agents/models/claude/index.ts';
import {
  AuthenticationFailed,
  BadModelRequest,
  ContextTooLong,
  CutStream,
  ModelError,
  ModelNotServed,
  ModelUnavailable,
  Overloaded,
  RateLimited,
  SpendLimitReached,
} from '../../../../agents/models/errors.ts';
import { type Fault, fault, say } from '../../../../agents/models/messages-server/index.ts';
import { ask, connected, failureOf } from './support.ts';

const transient = (error: unknown): boolean =>
  error instanceof ModelError && 'transient' in error && error.transient === true;
const times = (count: number, one: Fault): Fault[] => Array.from({ length: count }, () => one);

describe('a fault that passes is tried again', () => {
  test.each([
    ['429 with retry-after-ms', [fault.rateLimited(5)]],
    ['a burst of 529', times(2, fault.overloaded)],
    ['500', [fault.failing]],
    ['504', [fault.timedOut]],
    ['a reset before the headers', [fault.reset]],
    ["a proxy's page with 503", [fault.proxyPage(503)]],
    ["a proxy's page with 200", [fault.proxyPage(200)]],
    ['a connection cut before the first event', [fault.cut(0)]],
    ['a connection cut after three events', [fault.cut(3)]],
    ['an end without message_stop', [fault.end(6)]],
    ['an end right before message_stop', [fault.end(8)]],
    ['an overloaded_error event in mid-stream', [fault.overloadedEvent(4)]],
    ['an api_error event in mid-stream', [fault.errorEvent(2)]],
    ['an event that is no JSON', [fault.garbled(3)]],
  ])('%s', async (_, faults) => {
    await using api = await connected({ brain: () => say('here I am'), deltaSize: 3, faults });
    expect((await api.respond(ask('hi'))).content).toEqual([{ type: 'text', text: 'here I am' }]);
    expect(api.server.log).toHaveLength(faults.length + 1);
    // A resumed conversation is the same conversation.
    expect(new Set(api.server.log.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  test('a server that hangs, or falls silent in mid-stream', async () => {
    await using api = await connected({
      brain: () => say('here I am'),
      faults: [fault.hang, fault.silence(4)],
      claude: { timeout: 1_000, idleTimeout: 1_000 },
    });
    expect((await api.respond(ask('hi'))).content).toEqual([{ type: 'text', text: 'here I am' }]);
    expect(api.server.log.map((logged) => logged.fault)).toEqual(['hang', 'silence', 'none']);
  });
});

describe('a fault that stays', () => {
  const cases: [
    string,
    Fault,
    new (...args: never[]) => ModelError,
    { transient: boolean; calls: number; says: RegExp },
  ][] = [
    [
      '401',
      fault.unauthorized,
      AuthenticationFailed,
      { transient: false, calls: 1, says: /does not accept the API key/ },
    ],
    [
      '403',
      fault.forbidden,
      AuthenticationFailed,
      { transient: false, calls: 1, says: /does not let this key use claude-sonnet-5-5/ },
    ],
    [
      '402',
      fault.noCredit,
      SpendLimitReached,
      { transient: false, calls: 1, says: /credit balance is too low/ },
    ],
    [
      'a spend limit',
      fault.spendLimit,
      SpendLimitReached,
      { transient: false, calls: 1, says: /spend limit/ },
    ],
    [
      '400',
      fault.badRequest('messages: odd'),
      BadModelRequest,
      { transient: false, calls: 1, says: /messages: odd \(400, req_000001\)/ },
    ],
    ['413', fault.tooLarge, ContextTooLong, { transient: false, calls: 1, says: /too long/ }],
    ['429', fault.rateLimited(1), RateLimited, { transient: true, calls: 3, says: /limits the rate/ }],
    ['529', fault.overloaded, Overloaded, { transient: true, calls: 3, says: /is overloaded/ }],
    [
      '500',
      fault.failing,
      ModelUnavailable,
      { transient: true, calls: 3, says: /failed: Internal server error \(500/ },
    ],
    [
      'reset',
      fault.reset,
      ModelUnavailable,
      { transient: true, calls: 3, says: /cannot be reached \([A-Z_]+\)/ },
    ],
    ['hang', fault.hang, ModelUnavailable, { transient: true, calls: 3, says: /did not answer in time/ }],
    [
      'page 403',
      fault.proxyPage(403),
      ModelUnavailable,
      { transient: true, calls: 1, says: /not the API's.*\(403\)/ },
    ],
    [
      'page 502',
      fault.proxyPage(502),
      ModelUnavailable,
      { transient: true, calls: 3, says: /not the API's.*\(502\)/ },
    ],
    [
      'page 200',
      fault.proxyPage(200),
      ModelUnavailable,
      { transient: true, calls: 3, says: /text\/html.* instead of an event stream/ },
    ],
    ['cut', fault.cut(3), CutStream, { transient: true, calls: 3, says: /broke off its answer/ }],
    ['no message_stop', fault.end(5), CutStream, { transient: true, calls: 3, says: /broke off its answer/ }],
    ['no event at all', fault.end(0), CutStream, { transient: true, calls: 3, says: /broke off its answer/ }],
    ['garbled', fault.garbled(3), CutStream, { transient: true, calls: 3, says: /cannot be read/ }],
    ['silence', fault.silence(4), CutStream, { transient: true, calls: 3, says: /went silent for 1 s/ }],
    [
      'overloaded event',
      fault.overloadedEvent(3),
      Overloaded,
      { transient: true, calls: 3, says: /is overloaded/ },
    ],
    [
      'error event',
      fault.errorEvent(3),
      ModelUnavailable,
      { transient: true, calls: 3, says: /in the middle of its answer: Internal/ },
    ],
  ];

  test.each(cases)('%s', async (_, one, type, expected) => {
    await using api = await connected({
      faults: times(3, one),
      // Short only where something is waited for: on a busy machine any answer may take so long.
      claude: one.kind === 'hang' || one.kind === 'silence' ? { timeout: 1_000, idleTimeout: 1_000 } : {},
    });
    const error = await failureOf(api.respond(ask('hi')));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({
      message: expect.stringMatching(expected.says),
      hint: expect.stringMatching(/\w/),
    });
    expect(transient(error)).toBe(expected.transient);
    expect(api.server.log).toHaveLength(expected.calls);
    expect(String(error)).not.toMatch(/<html|Corporate/);
  });

  test.each([
    ['forbids to try again', fault.rateLimitedForGood],
    ['lasts longer than a call may wait', fault.rateLimited(3_600_000)],
  ])('a limit that %s ends the call, and says how long to wait', async (_, one) => {
    await using api = await connected({ faults: times(3, one) });
    const error = await failureOf(api.respond(ask('hi')));
    const retryAfter = Number(one.headers?.['retry-after']) * 1000;
    expect(error).toMatchObject({
      code: 'rate-limited',
      retryAfter,
      hint: `Wait ${retryAfter / 1000} s, then resume the run.`,
    });
    expect(api.server.log).toHaveLength(1);
  });

  test('a limit until a date', async () => {
    const until = new Date(Date.now() + 600_000).toUTCString();
    await using api = await connected({
      faults: [
        { ...fault.overloaded, status: 429, type: 'rate_limit_error', headers: { 'retry-after': until } },
      ],
    });
    const error = await failureOf(api.respond(ask('hi')));
    expect(error).toMatchObject({ code: 'rate-limited', retryAfter: expect.closeTo(600_000, -4.5) });
  });

  test('a model that is not served', async () => {
    await using api = await connected();
    const error = await failureOf(api.respond(ask('hi', { model: 'claude-sonet-5-5' })));
    expect(error).toBeInstanceOf(ModelNotServed);
    expect(error).toMatchObject({ model: 'claude-sonet-5-5', status: 404 });
  });

  test('a conversation that is too long', async () => {
    await using api = await connected({ contextWindow: 1_000 });
    const error = await failureOf(api.respond(ask('long '.repeat(2_000))));
    expect(error).toBeInstanceOf(ContextTooLong);
    expect(error).toMatchObject({ message: expect.stringMatching(/\d+ tokens > 1000 maximum/) });
  });

  test('nobody listens', async () => {
    const { url, apiKey } = await (async () => {
      await using api = await connected();
      return api.server;
    })();
    const model = claude({ apiKey, baseURL: url, maxRetries: 0 });
    const error = await failureOf(model.respond(ask('hi'), { signal: new AbortController().signal }));
    expect(error).toBeInstanceOf(ModelUnavailable);
    expect(error).toMatchObject({ message: expect.stringContaining('cannot be reached (ECONNREFUSED)') });
  });

  test('is no reason to try more often than was asked', async () => {
    await using api = await connected({ faults: times(9, fault.cut(3)), claude: { maxRetries: 0 } });
    await failureOf(api.respond(ask('hi')));
    expect(api.server.log).toHaveLength(1);
  });
});

describe('a stop', () => {
  test.each([
    ['before the answer', fault.hang],
    ['in its middle', fault.silence(4)],
  ])('%s ends the call with the reason of the signal', async (_, one) => {
    await using api = await connected({ faults: [one, fault.none] });
    const controller = new AbortController();
    const answer = failureOf(api.respond(ask('hi'), controller.signal));
    await expect.poll(() => api.server.log.length).toBe(1);
    const reason = new Error('cancelled by kim');
    controller.abort(reason);
    expect(await answer).toBe(reason);
    expect(api.server.log).toHaveLength(1);
  });

  test('while it waits to try again', async () => {
    await using api = await connected({ faults: [fault.cut(3)], claude: { retryDelay: 60_000 } });
    const controller = new AbortController();
    const answer = failureOf(api.respond(ask('hi'), controller.signal));
    await expect.poll(() => api.server.log[0]?.status).toBe(200);
    controller.abort('enough');
    expect(await answer).toBe('enough');
  });

  test('that came before sends nothing', async () => {
    await using api = await connected();
    expect(await failureOf(api.respond(ask('hi'), AbortSignal.abort('gone')))).toBe('gone');
    expect(api.server.log).toHaveLength(0);
  });
});

describe('no secret and nothing of the prompt is in an error', () => {
  const apiKey = 'sk-ant-api03-VerySecretVerySecretVerySecret';
  const private_ = 'customers of Müller & Söhne, tax number 12/345/67890';
  const request = ask(`issue: ${private_}`, { system: 'the system prompt is confidential as well' });

  const shown = (error: unknown): string => {
    const { message, hint, stack } = error as ModelError;
    return [
      inspect(error, { depth: null, showHidden: true }),
      message,
      hint,
      stack,
      JSON.stringify(error),
    ].join('\n');
  };

  const echoing = `Error handling {"messages": [{"content": "issue: ${private_}"}], "system": "the system prompt is confidential as well"} with key ${apiKey} for Bearer abcdef at https://kim:hunter2@proxy.example/`;

  test.each([
    ['401', { ...fault.unauthorized, message: echoing }],
    ['400', fault.badRequest(echoing)],
    ['400 with the text as JSON', fault.badRequest(JSON.stringify(JSON.stringify(echoing)))],
    ['500', { ...fault.failing, message: echoing }],
    ['page', { kind: 'page', status: 502, body: `<html>${echoing}</html>` }],
    ['event', { kind: 'error-event', after: 2, type: 'api_error', message: echoing }],
    ['cut', fault.cut(3)],
    ['reset', fault.reset],
    ['garbled', fault.garbled(3)],
  ] as [string, Fault][])('%s', async (_, one) => {
    await using api = await connected({ apiKey, brain: () => say(private_), faults: times(3, one) });
    const text = shown(await failureOf(api.respond(request)));
    for (const secret of ['VerySecret', 'Müller', '12/345', 'confidential', 'abcdef', 'hunter2']) {
      expect(text).not.toContain(secret);
    }
  });

  test.each([`${apiKey}\nX-Evil: 1`, `"${apiKey}"`, `${apiKey} ${apiKey}`, 'sk-ant-ключ'])(
    'a bad key: %j',
    (bad) => {
      let error: unknown;
      try {
        claude({ apiKey: bad });
      } catch (caught) {
        error = caught;
      }
      expect(error).toMatchObject({ code: 'bad-api-key' });
      expect(shown(error)).not.toMatch(/VerySecret|ключ/);
    },
  );

  test.each(['https://kim:hunter2@gateway.example', 'ftp://kim:hunter2@x', 'hunter2'])(
    'a bad base URL: %s',
    (baseURL) => {
      let error: unknown;
      try {
        claude({ apiKey, baseURL });
      } catch (caught) {
        error = caught;
      }
      expect(error).toMatchObject({ code: 'bad-base-url' });
      expect(shown(error)).not.toContain('hunter2');
    },
  );

  test('the key is trimmed', async () => {
    await using api = await connected({ apiKey, claude: { apiKey: ` ${apiKey}\n` } });
    expect((await api.respond(request)).stop_reason).toBe('end_turn');
  });
});
