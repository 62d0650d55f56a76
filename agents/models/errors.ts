import { exitCode, GodwitError } from '../../errors.ts';

/** A name of a model that is neither an alias nor a full id. */
export class UnknownModel extends GodwitError {
  readonly code = 'unknown-model';
  override readonly exit = exitCode.usage;
  readonly model: string;

  constructor(model: string, nearest: string | undefined, known: readonly string[]) {
    super(`there is no model "${model}"`, {
      hint: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Known: ${known.join(', ')}, or a full id such as claude-opus-5-5.`,
    });
    this.model = model;
  }
}

/** A Claude model was asked for by name, and there is no key to reach it with. */
export class NoApiKey extends GodwitError {
  readonly code = 'no-api-key';
  override readonly exit = exitCode.usage;
  readonly model: string;

  constructor(model: string) {
    super(`"${model}" needs an API key, and ANTHROPIC_API_KEY is not set`, {
      hint: 'Set ANTHROPIC_API_KEY, or use --model playbook, which needs none.',
    });
    this.model = model;
  }
}

/** What is known about a call that failed; nothing in it is a secret or part of a prompt. */
export interface FailedCall {
  /** Id of the model that was asked. */
  readonly model: string;
  /** Host and port that was asked. */
  readonly host: string;
  readonly status?: number | undefined;
  /** `request-id` of the answer: what support asks for. */
  readonly requestId?: string | undefined;
  /** What the API said, without anything of the prompt. */
  readonly said?: string | undefined;
}

/** A call of a model that gave no answer. Nothing of the turn ran: the same conversation can be sent again. */
export abstract class ModelError extends GodwitError {
  readonly model: string;
  readonly host: string;
  readonly status?: number;
  readonly requestId?: string;

  constructor(call: FailedCall, what: string, hint: string) {
    const facts = [call.status, call.requestId].filter((fact) => fact !== undefined).join(', ');
    const said = call.said === undefined || call.said === '' ? '' : `: ${call.said}`;
    super(`${call.host} ${what}${said}${facts === '' ? '' : ` (${facts})`}`, { hint });
    this.model = call.model;
    this.host = call.host;
    if (call.status !== undefined) this.status = call.status;
    if (call.requestId !== undefined) this.requestId = call.requestId;
  }
}

/** 401, 403: the key is wrong, or may not use this model. */
export class AuthenticationFailed extends ModelError {
  readonly code = 'authentication-failed';
  constructor(call: FailedCall) {
    super(
      call,
      call.status === 403 ? `does not let this key use ${call.model}` : 'does not accept the API key',
      'Check ANTHROPIC_API_KEY (and ANTHROPIC_BASE_URL), then resume the run.',
    );
  }
}

/** 402, or a spend limit: waiting a minute does not help. */
export class SpendLimitReached extends ModelError {
  readonly code = 'spend-limit-reached';
  constructor(call: FailedCall) {
    super(
      call,
      'says that the budget of this key is used up',
      'Raise the limit or add credit, then resume the run.',
    );
  }
}

/** 404: an id that this host does not serve. */
export class ModelNotServed extends ModelError {
  readonly code = 'model-not-served';
  constructor(call: FailedCall) {
    super(
      call,
      `does not serve the model ${call.model}`,
      'Check the id; `models` in godwit.yaml or GODWIT_MODEL_SONNET, _OPUS and _HAIKU replace the id behind an alias.',
    );
  }
}

/** The conversation is larger than the model's window, or the request larger than the API takes. */
export class ContextTooLong extends ModelError {
  readonly code = 'context-too-long';
  constructor(call: FailedCall) {
    super(
      call,
      `cannot take this conversation: it is too long for ${call.model}`,
      'Use a model with a larger window, or split the request into smaller ones.',
    );
  }
}

/** 400: the API does not accept the request as it was built. */
export class BadModelRequest extends ModelError {
  readonly code = 'bad-model-request';
  constructor(call: FailedCall) {
    super(
      call,
      'does not accept the request',
      'A gateway that changes requests, a tool with an unusual schema or a fault of Godwit; please report the message.',
    );
  }
}

/** 429, after the retries. */
export class RateLimited extends ModelError {
  readonly code = 'rate-limited';
  override readonly transient = true;
  /** In milliseconds, where the API said so. */
  readonly retryAfter?: number;

  constructor(call: FailedCall, retryAfter?: number) {
    const wait = retryAfter === undefined ? 'Wait a little' : `Wait ${Math.ceil(retryAfter / 1000)} s`;
    super(call, 'limits the rate of calls', `${wait}, then resume the run.`);
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}

/** 529, after the retries. */
export class Overloaded extends ModelError {
  readonly code = 'overloaded';
  override readonly transient = true;
  constructor(call: FailedCall) {
    super(call, 'is overloaded', 'Resume the run later; nothing is lost.');
  }
}

/** No connection, a timeout, a 5xx, or something in between that is not the API. */
export class ModelUnavailable extends ModelError {
  readonly code = 'model-unavailable';
  override readonly transient = true;
  constructor(call: FailedCall, what: string) {
    super(call, what, 'Check the network, proxies and ANTHROPIC_BASE_URL, then resume the run.');
  }
}

/** The answer began and did not come to its end. */
export class CutStream extends ModelError {
  readonly code = 'cut-stream';
  override readonly transient = true;
  constructor(call: FailedCall, what: string) {
    super(call, what, 'Resume the run: nothing of the unfinished answer was used.');
  }
}

/** ANTHROPIC_API_KEY holds something that cannot be a key; the value is not shown. */
export class BadApiKey extends GodwitError {
  readonly code = 'bad-api-key';
  override readonly exit = exitCode.usage;
  constructor() {
    super('the API key holds a character that no key has, e.g. a line break or a quotation mark', {
      hint: 'Set ANTHROPIC_API_KEY to the key alone.',
    });
  }
}

/** ANTHROPIC_BASE_URL cannot be used; the value is not shown, since it may hold a password. */
export class BadBaseUrl extends GodwitError {
  readonly code = 'bad-base-url';
  override readonly exit = exitCode.usage;
  constructor(why: string) {
    super(`the base URL of the API ${why}`, { hint: 'e.g. ANTHROPIC_BASE_URL=https://gateway.example.com' });
  }
}

/** `replay:DIR` names no folder of exchanges. */
export class BrokenRecording extends GodwitError {
  readonly code = 'broken-recording';
  override readonly exit = exitCode.usage;
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`"${path}" is no recording: ${reason}`, { hint: 'Record one with --record DIR.', cause });
    this.path = path;
  }
}

/** A script of answers for the local Messages server that cannot be used. */
export class BrokenScript extends GodwitError {
  readonly code = 'broken-script';
  override readonly exit = exitCode.usage;
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`"${path}" cannot answer: ${reason}`, {
      hint: 'A .json file holds a list such as [{"content": [{"type": "text", "text": "hello"}]}].',
      cause,
    });
    this.path = path;
  }
}

/** `--record DIR` names a folder that cannot be written, or that holds a recording: one recording is one run. */
export class CannotRecord extends GodwitError {
  readonly code = 'cannot-record';
  override readonly exit = exitCode.usage;
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`nothing can be recorded in "${path}": ${reason}`, { hint: 'name another folder', cause });
    this.path = path;
  }
}

/** A run that is replayed went another way than the recorded one. */
export class NotRecorded extends GodwitError {
  readonly code = 'not-recorded';
  readonly agent: string;

  constructor(folder: string, agent: string, said: string) {
    const begin = said.length > 200 ? `${said.slice(0, 199)}…` : said;
    super(`the recording ${folder} has no answer of ${agent} to: ${begin}`, {
      hint: 'The run goes another way than the recorded one: another request, schema or version. Record it again.',
    });
    this.agent = agent;
  }
}
