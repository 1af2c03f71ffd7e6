import type { Recorders, Resources } from './generated.js';

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
  /**
   * Whether no row that is in the list all the time is missed, and none is delivered twice: the list is read again until it is known to be
   * complete, at most three times. `InconsistentListError` if it keeps changing. Default: false.
   */
  consistent?: boolean | undefined;
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
  /** `debug`: an attempt. `info`: a retry, or the end of a pause. `warn`: a risk for secrets, or a pause. */
  readonly level: 'debug' | 'info' | 'warn';
  /**
   * `answered`: an attempt ended after `durationMs`. `retrying`: the next attempt starts in `durationMs`. `unencrypted`: once for a client,
   * before it sends its key or token by plain HTTP to another host. `paused`: an outbox sends nothing, for `durationMs` at first.
   * `resumed`: it sends again, after `durationMs`.
   */
  readonly event: 'answered' | 'retrying' | 'unencrypted' | 'paused' | 'resumed';
  /** `operationId` of the API's specification. */
  readonly operation: string;
  readonly method: string;
  /** Path template, with parameter names. */
  readonly path: string;
  /** Number of the attempt, from 1. 0: the event is not about one. */
  readonly attempt: number;
  readonly status: number | null;
  readonly durationMs: number;
  /** Name of the error that causes the retry or the pause. */
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
  /**
   * All items as an Arrow table: the bytes of an IPC stream, which `tableFromIPC` of `apache-arrow` reads. Decimals are exact:
   * decimal(38, 18). It is in memory twice for a moment; `toArrowStream` is for large lists.
   *
   * Fails with `InvalidRequestError` for an invalid option, and with `DecodeError` for a value that does not fit its column.
   */
  toArrow(options?: TableOptions): Promise<Uint8Array>;
  /** As `toArrow`, in parts: one for each page. Leaving the loop early stops the requests. */
  toArrowStream(options?: TableOptions): AsyncIterable<Uint8Array>;
  /**
   * The columns of `toArrow`, without a request: the bytes of an IPC stream without rows. The schema is `tableFromIPC(bytes).schema`.
   *
   * Fails with `InvalidRequestError` for an invalid option.
   */
  arrowSchema(options?: TableOptions): Uint8Array;
  /** Number of items on all pages, with one request. Null if the API does not send it. */
  readonly total: Promise<number | null>;
}

/** Columns of an Arrow table. */
export interface TableOptions {
  /** `default`: id, attributes and `extra`; `all`: also the type, links and relationships; or names, in this order. Default: `default`. */
  columns?: 'default' | 'all' | readonly string[] | undefined;
  /**
   * `exact`: decimal(38, 18); a scale of 0 to 28: decimal(38, scale); `string`; or `float`, which is not exact. Default: `exact`.
   */
  decimals?: 'exact' | 'string' | 'float' | (number & {}) | undefined;
  /** `snake`: `account_id`; `wire`: as in the JSON of the API, `accountId`. Default: `snake`. */
  names?: 'snake' | 'wire' | undefined;
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
  /** The items as an Arrow table, as `toArrow` of a list. Fails with `InvalidRequestError` if they are not objects of one class of the API. */
  toArrow(options?: TableOptions): Promise<Uint8Array>;
  /** The columns of `toArrow`, as `arrowSchema` of a list. */
  arrowSchema(options?: TableOptions): Uint8Array;
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

/**
 * Sends one event for all events of a window that differ only in amount and time. How the API aggregates the product decides which function
 * keeps its result; an average cannot be kept.
 */
export interface OutboxRollUp {
  /** How the values are combined. */
  combine: 'sum' | 'max' | 'min';
  /** In milliseconds: whole seconds, at most 900,000, and a part of the day without a rest; windows begin at midnight UTC. Default: 900,000. */
  window?: number | undefined;
  /** Only events whose fields have these values, such as `{ productId: '7' }`. Default: all events. */
  only?: Readonly<Record<string, string | number>> | undefined;
}

export interface OutboxOptions {
  /**
   * Who writes usage of the accounts and products that are recorded here. `only-this`: only this outbox, and nobody deletes; then the list of
   * the API proves what was recorded after a response was lost. `others-too`: others write, such as outboxes of other hosts; then a person
   * decides more often. Required.
   */
  writers: 'only-this' | 'others-too';
  /**
   * Sends the events. Its `tokenProvider` and `logger` run in the `AsyncLocalStorage` context of `openOutbox`. Default: none; the outbox only
   * records, for another process that sends.
   */
  client?: Plock | undefined;
  /** Base URL of the API that the events are for. Default: that of the client, or of the file. */
  baseUrl?: string | undefined;
  /** Maximum number of events being sent. Default: 64; at least 1. */
  concurrency?: number | undefined;
  /** Rolls up events before they are sent; of several, the first that is for an event. Default: none. */
  rollUp?: readonly OutboxRollUp[] | undefined;
  /**
   * Takes over a file that is a copy, or belongs to another base URL, whose events may have been sent by its former owner: those that are not
   * delivered are in doubt afterwards. Default: false, which refuses such a file.
   */
  adopt?: boolean | undefined;
}

/**
 * Opens the file of an outbox, or creates it, and starts to send what is in it.
 *
 * Events are on the disk before `record` resolves, and are sent once, in the background. If a response is lost, the list of the API shows
 * whether the event was recorded. An open outbox does not keep the process alive: a process may exit at any time, and what is left is sent when
 * the file is opened again. Requests that are in flight then are in doubt, and are looked for in the list. Await `close()`, or declare it with
 * `await using`, to send it before.
 *
 * `path`: the path of the file, or a `file:` URL; several processes and threads may open it, and one of them sends.
 *
 * @example
 * await using box = await openOutbox('usage.plockbox', { writers: 'only-this', client: plock });
 * await box.productUsages.record({ crmId: 'hs321', productId: 7, value: '12.5', ts: new Date() }, { key: 'order-991' });
 *
 * @throws {InvalidRequestError} if an option is missing, unknown or invalid; `field` is its name.
 * @throws {OutboxError} if the file cannot be used: see `kind`.
 */
export declare function openOutbox(path: string | URL, options: OutboxOptions): Promise<Outbox>;

export interface RecordOptions {
  /**
   * Key of the event, of your own: recording it again with the same key stores nothing, so that a program that does not know whether it has
   * recorded an event can do so again. Default: none.
   */
  key?: string | undefined;
}

export interface RecordManyOptions<T> {
  /** Returns the key of an event. Default: no keys. */
  key?: ((body: T) => string) | undefined;
}

/** What `record` has stored. */
export interface OutboxReceipt {
  /** Number of the event in the outbox. */
  readonly seq: number;
  /** Whether an event with the key was there already; nothing was stored. */
  readonly duplicate: boolean;
}

/** Number of events of `recordMany`. */
export interface RecordedMany {
  readonly recorded: number;
  /** Events whose key was there already. */
  readonly duplicates: number;
}

/** Records the events of one operation. */
export interface OutboxRecorder<T> {
  /**
   * Records an event. Once it resolves, the event is on the disk, and will be sent once.
   * @throws {InvalidRequestError} if a field is invalid; nothing was stored.
   * @throws {KeyConflictError} if the key was recorded before, with another body.
   * @throws {OutboxError} if it cannot be stored: see `kind`.
   */
  record(body: T, options?: RecordOptions): Promise<OutboxReceipt>;
  /**
   * Records events of an iterable or async iterable, up to 1,000 in one transaction; of an async one, what it has at the moment. They are on the
   * disk once it resolves.
   *
   * If it rejects with an `InvalidRequestError`, `index` is the index of the invalid event: those before it are stored, and no others. After any
   * other error, some may be stored; with keys, record all of them again. An exception of the source or of `key` is thrown unchanged.
   */
  recordMany(bodies: Iterable<T> | AsyncIterable<T>, options?: RecordManyOptions<T>): Promise<RecordedMany>;
}

/**
 * State of an event. `queued`: to be sent. `claimed`: being sent. `delivered`: recorded by the API; acknowledged, or found in its list.
 * `rejected`: refused by the API. `inDoubt`: it is not known whether it was recorded. `dropped`: discarded by a person.
 * `merged`: part of an event that was rolled up.
 */
export type OutboxState = 'queued' | 'claimed' | 'delivered' | 'rejected' | 'inDoubt' | 'dropped' | 'merged';

/** Number of events by state, and what the sender does. */
export interface OutboxStats extends Readonly<Record<OutboxState, number>> {
  /** Age in milliseconds of the queued event that was recorded first. Null if none is queued. */
  readonly oldest: number | null;
  /** Why nothing is sent at the moment, and for how many milliseconds since the pause began. Afterwards one event is tried. */
  readonly pause: { readonly reason: string; readonly lasts: number } | null;
  /** That the file was damaged, and what could be copied from it. */
  readonly damage: string | null;
  /** Whether this outbox sends. Otherwise it has no client, or another process or thread sends until it ends. */
  readonly sends: boolean;
}

/** An event as it is stored. */
export interface OutboxEvent {
  readonly seq: number;
  readonly key: string | null;
  /** `operationId` of the API's specification. */
  readonly operation: string;
  /** Arguments of the operation; `record` accepts them. */
  readonly body: Json;
  readonly state: OutboxState;
  /** Why it is in this state, where that needs an explanation. */
  readonly reason: string | null;
  /** Number of times it was sent. */
  readonly attempts: number;
  readonly recordedAt: Date;
}

/** A change of an event that is not part of its usual way. */
export interface OutboxChange {
  readonly at: Date;
  readonly from: OutboxState;
  readonly to: OutboxState;
  /** Why. */
  readonly evidence: string;
}

export interface WaitOptions {
  /** Maximum time to wait in milliseconds. Default: 30,000 ms; 0: none; `Infinity`: no limit. */
  timeout?: number | undefined;
  /** Ends the wait, which rejects with `signal.reason`. Default: none. */
  signal?: AbortSignal | undefined;
}

/**
 * Usage events on disk, sent in the background: see `openOutbox`. Its calls reject with `OutboxError`, of the `kind` `closed` once it is closed.
 * One that is garbage collected without a `close` stops to send.
 */
export interface Outbox extends Recorders {
  /** Absolute path of the file. */
  readonly path: string;
  stats(): Promise<OutboxStats>;
  /** Waits until no event is queued or being sent, or the time is over, and resolves with what is left. */
  flush(options?: WaitOptions): Promise<OutboxStats>;
  /**
   * The statistics now and after each change, until the outbox is closed. Changes in quick succession are one. A reader that waits keeps the
   * process alive.
   */
  changes(options?: Pick<WaitOptions, 'signal'>): AsyncGenerator<OutboxStats, void, undefined>;
  /** Events in a state, in the order of their numbers. */
  events(state: OutboxState): AsyncGenerator<OutboxEvent, void, undefined>;
  /** What happened to an event beside its usual way, in order. */
  history(seq: number): Promise<OutboxChange[]>;
  /**
   * Decides about an event in doubt, or one that was rejected. `recorded`: the API has it. `resend`: it has not; send it again. `drop`: give
   * it up.
   * @throws {InvalidRequestError} if there is no such event, or it is in another state.
   */
  resolve(seq: number, resolution: 'recorded' | 'resend' | 'drop'): Promise<void>;
  /** Reads the list of the API for events in doubt now, instead of at the next time, and waits for it. */
  reconcile(options?: WaitOptions): Promise<OutboxStats>;
  /** Sends all rejected events again, and resolves with their number. */
  retry(): Promise<number>;
  /** Checks the file, and resolves with what is wrong. */
  verify(): Promise<string[]>;
  /**
   * Sends what is queued until the time is over, lets the requests in flight end, and closes the file. Resolves with what is left; it is sent
   * when the file is opened again. Called again, it returns the same promise.
   */
  close(options?: Pick<WaitOptions, 'timeout'>): Promise<OutboxStats>;
  /** As `close()`. */
  [Symbol.asyncDispose](): Promise<void>;
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
  /** Index of the invalid event of `recordMany`. */
  readonly index?: number;
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
  readonly index?: number;
}

/**
 * Why a call of an outbox failed. `diskFull`: nothing was stored; events that are stored already are still sent. `io`: the file could not be read
 * or written; the event may be stored: open the outbox again, and record it again with the same key. `corrupt`: the file is damaged, or no
 * outbox. `refused`: the file is a copy, belongs to another API, or is on a file system without reliable locks. `closed`: the outbox is closed.
 * `busy`: another process kept the file locked for longer than 30 s; nothing was stored.
 */
export type OutboxErrorKind = 'keyConflict' | 'diskFull' | 'io' | 'corrupt' | 'refused' | 'closed' | 'busy';

/** An outbox could not do what it was asked for. */
export declare class OutboxError extends PlockError {
  constructor(message: string, facts?: ErrorFacts & { readonly kind?: OutboxErrorKind });
  readonly code: 'PLOCK_OUTBOX' | 'PLOCK_KEY_CONFLICT';
  readonly kind: OutboxErrorKind;
}

/** The key was recorded before, with another body; nothing was stored. */
export declare class KeyConflictError extends OutboxError {
  readonly code: 'PLOCK_KEY_CONFLICT';
  readonly kind: 'keyConflict';
}

/** The version of this package. */
export declare const version: string;
