import type { Resources } from './generated.js';

export * from './generated.js';

declare const decimal: unique symbol;

/**
 * An exact decimal as text, with the scale that the API sent: `'1000.00'`. It is a string everywhere, but a plain string is none: to
 * calculate, make it a number of a library for decimals, such as `new Decimal(invoice.amount)` of decimal.js or `new Big(invoice.amount)`
 * of big.js. `Number(invoice.amount)` would make a float of it.
 */
export type DecimalString = string & { readonly [decimal]: true };

/** A decimal of decimal.js, big.js or bignumber.js: `toFixed` and `toString` must give the same number. */
export interface DecimalLike {
  toFixed(): string;
  toString(): string;
}

/** A decimal for the API. A `number` must be whole: a float is not exact. */
export type DecimalInput = DecimalString | string | bigint | number | DecimalLike;

/** An integer of the API: a `bigint` only beyond `Number.MAX_SAFE_INTEGER`, where a `number` would not be exact. */
export type Integer = number | bigint;

/** An integer, or its text. */
export type IntegerInput = number | bigint | string;

/** An id, or its text: responses have ids as text. */
export type IdInput = string | number | bigint;

/** A calendar date: `'2025-06-26'`. */
export type DateString = `${number}-${number}-${number}`;

/** A JSON value as the API sent it, frozen. */
export type Json = string | number | boolean | null | JsonNumber | readonly Json[] | { readonly [name: string]: Json };

/** A number in JSON that a `number` does not hold as it was written: a decimal, or a large integer. */
export declare class JsonNumber {
  constructor(text: string);
  /** Its digits. */
  readonly text: string;
  toString(): string;
  toJSON(): unknown;
}

/** What is left of an object without its methods. */
export type PlainOf<T> = { readonly [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]: T[K] };

/** Names and values; several values for one name are sent one after the other. */
export type Pairs =
  | Readonly<Record<string, PairValue | readonly PairValue[] | null | undefined>>
  | ReadonlyMap<string, string>
  | URLSearchParams;
export type PairValue = string | number | bigint | boolean;

/** What both a client and a call can be told. Times are in milliseconds; 0 or `Infinity` is no limit. */
export interface SharedOptions {
  /** The longest that a call may take, with all its retries; 60,000 unless told. */
  timeout?: number | undefined;
  /** The longest wait for the next bytes of an answer; 30,000 unless told. */
  readTimeout?: number | undefined;
  /** How often a request is sent again at most, where that is safe; 2 unless told. */
  maxRetries?: number | undefined;
  /** Headers beside those that the API demands. */
  extraHeaders?: Pairs | undefined;
  /** Query parameters that the API does not publish. */
  extraQuery?: Pairs | undefined;
}

export interface CallOptions extends SharedOptions {
  /** Stops the request; the call is rejected with `signal.reason`. */
  signal?: AbortSignal | undefined;
}

export interface ListOptions extends CallOptions {
  /** The page to read, or to start from; 1 unless told. */
  page?: IntegerInput | undefined;
  /** How many items a page holds at most; the API decides unless told. */
  pageSize?: IntegerInput | undefined;
  /** How many pages are fetched at the same time, ahead of the reader; 4 unless told, and 1 is strictly one by one. */
  concurrency?: number | undefined;
}

export interface ManyOptions extends CallOptions {
  /** How many are in flight at the same time at most; 32 unless told. */
  concurrency?: number | undefined;
}

export interface PlockOptions extends SharedOptions {
  /** The API key. Default: the environment variable `PLOCK_API_KEY`. Variables are read from the `process.env` of the calling thread, once. */
  apiKey?: string | undefined;
  /** Called for a token before each request, and once more after a 401; instead of a key. Runs in the `AsyncLocalStorage` context of the call. */
  tokenProvider?: (() => string | PromiseLike<string>) | undefined;
  /** `production`, unless told, or another server of the API. */
  environment?: 'production' | 'test' | (string & {}) | undefined;
  /** Another server; the environment variable `PLOCK_BASE_URL` unless told. */
  baseUrl?: string | undefined;
  /** Maximum time to connect, in milliseconds. Default: 10,000; 0 or `Infinity` is no limit. */
  connectTimeout?: number | undefined;
  /** How many pages a list fetches at the same time; 4 unless told. */
  concurrency?: number | undefined;
  /** A proxy for all requests, as URL; the system's unless told. */
  proxy?: string | undefined;
  /** Certificates (PEM) of authorities to trust beside the system's. */
  caCertificates?: string | Uint8Array | ReadonlyArray<string | Uint8Array> | undefined;
  /** Text behind the library's own user agent. */
  userAgentSuffix?: string | undefined;
  /**
   * Called for each attempt and each retry, in the `AsyncLocalStorage` context of the call. Never gets a secret or a body. What it throws, or
   * rejects with, is a process warning.
   */
  logger?: ((event: LogEvent) => unknown) | undefined;
}

/** One thing that happened in a client. */
export interface LogEvent {
  /** `debug`: each attempt. `info`: what did not go as it should. */
  readonly level: 'debug' | 'info';
  /** An attempt has ended, or the next one comes after `durationMs`. */
  readonly event: 'answered' | 'retrying';
  /** `operationId` of the API's documents. */
  readonly operation: string;
  readonly method: string;
  /** Path, with the names of its parameters. */
  readonly path: string;
  /** Which attempt, from 1. */
  readonly attempt: number;
  readonly status: number | null;
  readonly durationMs: number;
  /** Why it is tried again: the name of an error. */
  readonly error: string | null;
}

/**
 * A client of the Plock API. It keeps its connections: make one and share it.
 *
 * @example
 * const plock = new Plock({ apiKey });
 * for await (const invoice of plock.invoices.list()) console.log(invoice.id, invoice.amount);
 */
export declare class Plock {
  constructor(options?: PlockOptions);
  /** The base URL of its requests. */
  readonly baseUrl: string;
  /** Refuses new calls and closes the connections; calls that are under way end as they would. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export interface Plock extends Resources {}

/**
 * A list, fetched while it is read: `for await` gives item after item, and pages are fetched ahead. Each reading starts anew; nothing is
 * sent before the first.
 */
export declare class List<T> implements AsyncIterable<T> {
  private constructor();
  [Symbol.asyncIterator](): AsyncIterableIterator<T>;
  /** Page after page. */
  pages(): AsyncIterable<Page<T>>;
  /** One page: the one that `page` names, else the first. */
  page(): Promise<Page<T>>;
  /** The first item, with one request. */
  first(): Promise<T | null>;
  /** All items of all pages. */
  toArray(): Promise<T[]>;
  /** How many items all pages hold; asks for one page. */
  readonly total: Promise<number | null>;
}

/** One page of a list. What the API does not tell is null. */
export declare class Page<T> {
  private constructor();
  readonly items: T[];
  readonly currentPage: number | null;
  readonly lastPage: number | null;
  readonly perPage: number | null;
  /** How many items all pages hold. */
  readonly total: number | null;
  /** Link to the next page. */
  readonly next: string | null;
}

/**
 * The result of one of many writes. `index` is its place among the events, from 0, and `event` is what was given: `E`.
 */
export type Outcome<T, E = unknown> =
  | { readonly status: 'recorded'; readonly index: number; readonly event: E; readonly result: T; readonly error?: undefined }
  /** Definitely not recorded. */
  | { readonly status: 'refused'; readonly index: number; readonly event: E; readonly error: PlockError }
  /** It may have been recorded: sending it again may record it twice. */
  | { readonly status: 'unknown'; readonly index: number; readonly event: E; readonly error: PlockError }
  /** Not sent, because the job was stopped before its turn. */
  | { readonly status: 'not sent'; readonly index: number; readonly event: E; readonly error?: undefined };

/** Number of writes by outcome. */
export interface Summary {
  readonly recorded: number;
  readonly refused: number;
  readonly unknown: number;
  readonly notSent: number;
}

/**
 * Many writes: a job, which starts when it is first awaited or read, and runs once. `await` it for the outcomes of all, in the order of the
 * events, or read them one after the other with `for await`; awaiting or reading it again gives the same outcomes and sends nothing.
 *
 * It is not rejected for a write that fails. It is rejected with what interrupts it: the signal's reason, at once, or what the
 * iterable of the events throws, behind the outcomes of the events that were taken. What interrupts it, leaving the loop, and a 401 or 403
 * stop it: nothing more is sent, what is in flight has two seconds to end (none where a signal aborts), and the rest of an array or a `Set` is `not sent`. The
 * outcomes stay readable with `outcomes()` or by reading the job again.
 */
export declare class Many<T, E = unknown> implements PromiseLike<Array<Outcome<T, E>>>, AsyncIterable<Outcome<T, E>> {
  private constructor();
  then<A = Array<Outcome<T, E>>, B = never>(
    fulfilled?: ((outcomes: Array<Outcome<T, E>>) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  catch<B = never>(rejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<Array<Outcome<T, E>> | B>;
  finally(done?: (() => void) | null): Promise<Array<Outcome<T, E>>>;
  /** Of outcomes that were read one by one, the last 10,000 are kept to be read again; behind those, this throws `InvalidRequestError`. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Outcome<T, E>>;
  /** The outcomes of all events that were taken, when the job has ended; not rejected with an interruption that was already told. */
  outcomes(): Promise<Array<Outcome<T, E>>>;
  /** Number of writes by outcome, so far. */
  summary(): Summary;
  /** Waits for the end of the job, and rejects with `PartialFailureError` unless every write was recorded. */
  throwForFailures(): Promise<void>;
}

/** One error that the API describes in its answer. */
export interface ApiErrorDetail {
  readonly title: string | null;
  readonly detail: string | null;
  readonly status: string | null;
  /** As it came. */
  readonly raw: Json;
}

/** What is known of a failure. */
export interface ErrorFacts {
  readonly cause?: unknown;
  /** HTTP status of the answer, where there was one. */
  readonly status?: number;
  readonly method?: string;
  readonly path?: string;
  /** Headers of the answer, by names in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the API says about it. */
  readonly errors?: readonly ApiErrorDetail[];
  /** How often the request was sent, or tried to be. */
  readonly attempts?: number;
  /** How long the API asks to wait, in milliseconds. */
  readonly retryAfter?: number;
  /** Whether the same call can be made again without the risk of doing something twice. */
  readonly retrySafe?: boolean;
  /** The argument that was refused. */
  readonly field?: string;
  /** JSON pointer to what could not be decoded. */
  readonly pointer?: string;
  /** Id of the row that could not be decoded. */
  readonly rowId?: string;
  /** The beginning of the answer's body. */
  readonly bodyExcerpt?: string;
  /** Of a `PartialFailureError`. */
  readonly summary?: Summary;
}

/** Every error of this library. Never holds the API key. */
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
