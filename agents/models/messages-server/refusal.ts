/** An answer with an error of the API, in its own words where they are known. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly details: Readonly<Record<string, unknown>> | null;

  constructor(
    status: number,
    type: string,
    message: string,
    details: Readonly<Record<string, unknown>> | null = null,
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.details = details;
  }
}

/** 400 `invalid_request_error`. */
export const invalid = (message: string, details?: Readonly<Record<string, unknown>>): Refusal =>
  new Refusal(400, 'invalid_request_error', message, details ?? null);
