import type { Resources } from './generated.js';

export * from './generated.js';

declare const decimal: unique symbol;

/**
 * An exact decimal as a string, with the scale that the API sent: `'1000.00'`. To calculate, use a decimal library, such as
 * `new Decimal(invoice.amount)` of decimal.js or `new Big(invoice.amount)` of big.js. `Number(invoice.amount)` loses exactness.
 */
export type DecimalString = string & { readonly [decimal]: true };

/** A decimal of decimal.js, big.js or bignumber.js: `toFixed()` and `toString()` must return the same number. */
export interface DecimalLike {
  toFixed(): string;
  toString(): string;
}

/** A decimal argument. A `number` must be an integer, as floats are not exact. */
export type DecimalInput = DecimalString | string | bigint | number | DecimalLike;

/** An integer of the API: a `number`, or a `bigint` beyond `Number.MAX_SAFE_INTEGER`. */
export type Integer = number | bigint;

/** An integer argument; may be a string. */
export type IntegerInput = number | bigint | string;

/** An id argument. In responses, ids are strings. */
export type IdInput = string | number | bigint;

/** A calendar date: `'2025-06-26'`. */
export type DateString = `${number}-${number}-${number}`;

/** `Temporal.Instant` or `Temporal.ZonedDateTime`. */
export interface InstantLike {
  readonly epochMilliseconds: number;
  toJSON(): string;
}

/** `Temporal.PlainDate`. */
export interface PlainDateLike {
  readonly calendarId: string;
  readonly dayOfYear: number;
  toJSON(): string;
}

/** A calendar date argument: `'2025-06-26'`. */
export type DateInput = string | PlainDateLike;

/** A time argument; as text in ISO 8601 with a zone: `'2025-06-26T07:35:49Z'`. */
export type TimeInput = Date | string | InstantLike;

/** A time argument that may also be in seconds since 1970. Milliseconds are refused. */
export type UnixTimeInput = TimeInput | IntegerInput;

/** A JSON value as the API sent it, frozen. */
export type Json = string | number | boolean | null | JsonNumber | readonly Json[] | { readonly [name: string]: Json };

/**
 * A JSON number that a `number` does not hold exactly as written: a decimal, or a large integer. `JSON.stringify` and `structuredClone` keep
 * it as `{ jsonNumber: '0.10' }`, which `from` of an object converts back.
 */
export declare class JsonNumber {
  constructor(text: string);
  /** The number as written. */
  readonly jsonNumber: string;
  /** The same. */
  readonly text: string;
  toString(): string;
}

/** The fields of an object, without its methods. */
export type PlainOf<T> = { readonly [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]: T[K] };

/** Names and values. An array sends the name once for each value. */
export type Pairs =
  | Readonly<Record<string, PairValue | readonly PairValue[] | null | undefined>>
  | ReadonlyMap<string, string>
  | URLSearchParams;
export type PairValue = string | number | bigint | boolean;

/** Options of clients and calls. Times are in milliseconds; 0 or `Infinity`: no limit. The default of a call is the value of its client. */
export interface SharedOptions {
  /** Total time for a call, including retries. Default: 60,000 ms. */
  timeout?: number | undefined;
  /** Time to wait for the next bytes of a response. Default: 30,000 ms. */
  readTimeout?: number | undefined;
  /** Maximum number of retries of a request, if a retry is safe. Default: 2. */
  maxRetries?: number | undefined;
  /** Headers added to each request. Default: none. */
  extraHeaders?: Pairs | undefined;
  /** Query parameters added to each request. Default: none. */
  extraQuery?: Pairs | undefined;
}

export interface CallOptions extends SharedOptions {
  /** Aborts the request; the call rejects with `signal.reason`. Default: none. */
  signal?: AbortSignal | undefined;
}

export interface ListOptions extends CallOptions {
  /** Number of the page to start from. Default: 1. */
  page?: IntegerInput | undefined;
  /** Maximum number of items per page. Default: chosen by the API. */
  pageSize?: IntegerInput | undefined;
  /** Number of pages that are fetched at the same time, ahead of the reader. Default: 16; 1: nothing is fetched ahead. */
  concurrency?: number | undefined;
}

export interface ManyOptions extends CallOptions {
  /** Maximum number of writes in flight. Default: 32; at least 1. */
  concurrency?: number | undefined;
}

export interface PlockOptions extends SharedOptions {
  /** API key. Default: the environment variable `PLOCK_API_KEY`. Variables are read once, from the `process.env` of the thread. */
  apiKey?: string | undefined;
  /** Called for a token before each request, and again after a 401; replaces `apiKey`. Runs in the `AsyncLocalStorage` context of the call. Default: none. */
  tokenProvider?: (() => string | PromiseLike<string>) | undefined;
  /** Environment of the API. Default: `production`. */
  environment?: 'production' | 'test' | (string & {}) | undefined;
  /** Base URL of the API; replaces `environment`. Default: the environment variable `PLOCK_BASE_URL`, or the URL of the environment. */
  baseUrl?: string | undefined;
  /** Time to establish a connection. Default: 10,000 ms; 0 or `Infinity`: no limit. */
  connectTimeout?: number | undefined;
  /** Number of pages of a list that are fetched at the same time, ahead of the reader. Default: 16. */
  concurrency?: number | undefined;
  /**
   * How long many writes wait while the API cannot be reached or asks to wait, before the job stops. This time does not count towards the
   * timeout. Default: 300,000 ms; 0 or `Infinity`: no limit.
   */
  maxOutage?: number | undefined;
  /** Number of retries that all calls of the client have together; five successes add one. Default: 20. */
  retryBudget?: number | undefined;
  /** Maximum number of calls in flight; others wait, within their timeout. Default: 256. */
  maxInFlight?: number | undefined;
  /** Maximum size of a response in bytes, decompressed; a larger one is an error. Default: 256 MiB. */
  maxResponseSize?: number | undefined;
  /** URL of a proxy for all requests (http, https or socks5). Empty: no proxy. Default: `HTTPS_PROXY`, `NO_PROXY` and the like, or the system's proxy. */
  proxy?: string | undefined;
  /**
   * Additional trusted CA certificates (PEM), or the server's self-signed certificate. Always trusted: those in the file of the environment
   * variable `NODE_EXTRA_CA_CERTS`, and those of the system, which `SSL_CERT_FILE` and `SSL_CERT_DIR` replace. Default: none.
   */
  caCertificates?: string | Uint8Array | ReadonlyArray<string | Uint8Array> | undefined;
  /** Certificate chain and unencrypted private key (PEM), for servers that require mutual TLS. Default: none. */
  clientCertificate?: string | Uint8Array | undefined;
  /** Appended to the User-Agent header. Default: none. */
  userAgentSuffix?: string | undefined;
  /**
   * Called for each attempt and each retry, in the `AsyncLocalStorage` context of the call. Events contain no secrets or bodies. An exception
   * or rejection becomes a process warning. Default: none.
   */
  logger?: ((event: LogEvent) => unknown) | undefined;
}

/** A log event of a call. */
export interface LogEvent {
  /** `debug`: an attempt. `info`: a retry. `warn`: a risk for secrets. */
  readonly level: 'debug' | 'info' | 'warn';
  /**
   * `answered`: an attempt ended after `durationMs`. `retrying`: the next attempt starts in `durationMs`. `unencrypted`: once for a client,
   * before it sends its key or token by plain HTTP to another host.
   */
  readonly event: 'answered' | 'retrying' | 'unencrypted';
  /** `operationId` of the API's specification. */
  readonly operation: string;
  readonly method: string;
  /** Path template, with parameter names. */
  readonly path: string;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  readonly status: number | null;
  readonly durationMs: number;
  /** Name of the error that causes the retry. */
  readonly error: string | null;
}

/**
 * Client of the Plock API. It keeps connections open: create one and share it.
 *
 * @example
 * const plock = new Plock({ apiKey });
 * for await (const invoice of plock.invoices.list()) console.log(invoice.id, invoice.amount);
 */
export declare class Plock {
  /** @throws {ConfigurationError} if an option is missing, unknown or invalid. */
  constructor(options?: PlockOptions);
  /** Base URL of all requests. */
  readonly baseUrl: string;
  /** Refuses new calls, which reject with `ConfigurationError`. Connections close when the calls in flight have ended. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export interface Plock extends Resources {}

/**
 * A list: `for await` yields the items of all pages, in order, and fetches pages ahead. Each iteration fetches the list again; nothing is sent
 * before. Reading rejects with `PlockError`.
 */
export declare class List<T> implements AsyncIterable<T> {
  private constructor();
  /** A list of these items, for tests. It sends nothing. */
  static from<T>(items: Iterable<T>): List<T>;
  [Symbol.asyncIterator](): AsyncIterableIterator<T>;
  /** Iterates over pages. */
  pages(): AsyncIterable<Page<T>>;
  /** The page with the number `page`, with one request. Default: the first page. */
  page(): Promise<Page<T>>;
  /** The first item, with one request. Null if the list is empty. */
  first(): Promise<T | null>;
  /** All items as an array. */
  toArray(): Promise<T[]>;
  /** Number of items on all pages, with one request. Null if the API does not send it. */
  readonly total: Promise<number | null>;
}

/** One page of a list. Null: not sent by the API. */
export declare class Page<T> {
  /** A page, for tests. */
  constructor(properties?: Partial<PlainOf<Page<T>>>);
  readonly items: T[];
  readonly currentPage: number | null;
  readonly lastPage: number | null;
  readonly perPage: number | null;
  /** Number of items on all pages. */
  readonly total: number | null;
  /** Link to the next page. */
  readonly next: string | null;
}

/**
 * Outcome of one write. `index` is the index of the event, from 0, and `event` is the event that was passed in.
 */
export type Outcome<T, E = unknown> =
  | { readonly status: 'recorded'; readonly index: number; readonly event: E; readonly result: T; readonly error?: undefined }
  /** Definitely not recorded. */
  | { readonly status: 'refused'; readonly index: number; readonly event: E; readonly error: PlockError }
  /** May have been recorded: sending it again may record it twice. */
  | { readonly status: 'unknown'; readonly index: number; readonly event: E; readonly error: PlockError }
  /** Not sent, because the job was stopped before. */
  | { readonly status: 'not sent'; readonly index: number; readonly event: E; readonly error?: undefined };

/** Number of writes by outcome. */
export interface Summary {
  readonly recorded: number;
  readonly refused: number;
  readonly unknown: number;
  readonly notSent: number;
}

/**
 * A job of many writes. It starts when it is first awaited or read, and runs once. `await` it for all outcomes, in the order of the events, or
 * read them one by one with `for await`. Awaiting or reading it again returns the same outcomes and sends nothing.
 *
 * A failed write does not reject it. It rejects immediately with the reason of an aborted signal, and with an exception of the source after the
 * outcomes of the events that were read. Both stop the job, as do leaving the loop and a 401 or 403: nothing more is sent, writes in
 * flight have two seconds to end (after an abort, none), and the rest of an array or a `Set` is `not sent`. So is an event that an async source
 * yields after the stop; the outcomes wait for it for at most two seconds. They can still be read, with `outcomes()` or by reading the job again.
 */
export declare class Many<T, E = unknown> implements PromiseLike<Array<Outcome<T, E>>>, AsyncIterable<Outcome<T, E>> {
  private constructor();
  /** A job with these outcomes, for tests. It sends nothing. */
  static from<T, E = unknown>(outcomes: Iterable<Outcome<T, E>>): Many<T, E>;
  then<A = Array<Outcome<T, E>>, B = never>(
    fulfilled?: ((outcomes: Array<Outcome<T, E>>) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  catch<B = never>(rejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<Array<Outcome<T, E>> | B>;
  finally(done?: (() => void) | null): Promise<Array<Outcome<T, E>>>;
  /** Outcomes that are read one by one: only the last 10,000 are kept. Reading earlier ones again rejects with `InvalidRequestError`. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Outcome<T, E>>;
  /** Waits for the end of the job and resolves with all outcomes. Rejects with the error that interrupted the job, unless it was already reported. */
  outcomes(): Promise<Array<Outcome<T, E>>>;
  /** Number of writes by outcome, so far. */
  summary(): Summary;
  /** Waits for the end of the job. Rejects with `PartialFailureError` unless every write was recorded. */
  throwForFailures(): Promise<void>;
}

/** One error in the body of an error response. */
export interface ApiErrorDetail {
  readonly title: string | null;
  readonly detail: string | null;
  readonly status: string | null;
  /** The error as sent by the API. */
  readonly raw: Json;
}

/** Properties of an error, as far as they are known. */
export interface ErrorFacts {
  readonly cause?: unknown;
  /** HTTP status of the response. */
  readonly status?: number;
  readonly method?: string;
  readonly path?: string;
  /** Headers of the response, by lowercase name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Errors in the body of the response. */
  readonly errors?: readonly ApiErrorDetail[];
  /** Number of attempts; 0 if nothing was sent. */
  readonly attempts?: number;
  /** Milliseconds to wait before a retry, as sent by the API. */
  readonly retryAfter?: number;
  /** Whether the call can be repeated without the risk of recording a write twice. */
  readonly retrySafe?: boolean;
  /** The invalid argument. */
  readonly field?: string;
  /** JSON pointer to the value that could not be decoded. */
  readonly pointer?: string;
  /** Id of the item that could not be decoded. */
  readonly rowId?: string;
  /** The beginning of the response body. */
  readonly bodyExcerpt?: string;
  /** Number of writes by outcome, of a `PartialFailureError`. */
  readonly summary?: Summary;
}

/** Base class of all errors. Never contains the API key. */
export declare class PlockError extends Error implements ErrorFacts {
  constructor(message: string, facts?: ErrorFacts);
  readonly code: string;
  readonly cause?: unknown;
  readonly status?: number;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly ApiErrorDetail[];
  readonly attempts?: number;
  readonly retryAfter?: number;
  readonly retrySafe?: boolean;
  readonly field?: string;
  readonly pointer?: string;
  readonly rowId?: string;
  readonly bodyExcerpt?: string;
  readonly summary?: Summary;
}

/** The version of this package. */
export declare const version: string;
