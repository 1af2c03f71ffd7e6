import type { PlockOptions, Plock } from 'plock';
import { Recorded, Resources } from './objects.js';

export * from './objects.js';

export interface SandboxOptions {
  /** Adds the examples of the API document. Default: false. */
  examples?: boolean | undefined;
  /** Number of synthetic objects of each resource. Default: 0. */
  accounts?: number | undefined;
  /** Seed of the synthetic objects: the same seed gives the same objects. Default: 0. */
  seed?: number | undefined;
  /** API key. Default: `sandbox-key`. */
  key?: string | undefined;
}

/** Which requests get a fault. */
export interface FaultLimits {
  /** Number of requests. Default: 1. */
  times?: number | undefined;
  /** Only requests of this operation, such as `invoices.get`. Default: any request. */
  operation?: string | undefined;
}

/** A request that a sandbox has received. */
export interface ReceivedRequest {
  /** Operation, such as `invoices.get`; null if there is none at this path. */
  readonly operation: string | null;
  readonly method: string;
  /** Path, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Headers, by lowercase name, without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** HTTP status of the response; null if the connection was closed without one. */
  readonly status: number | null;
}

/**
 * A local Plock in this process. It has no objects but those that the test adds, unless an option says otherwise. It stops with `stop()`, at
 * the end of a `using` declaration, or with the process, which it does not keep alive.
 */
export declare class Sandbox extends Resources {
  /** As `new Sandbox(options)`. */
  static start(options?: SandboxOptions): Sandbox;
  /**
   * Starts a sandbox.
   * @throws {InvalidRequestError} if an option is unknown or has an invalid value; `field` is its name.
   */
  constructor(options?: SandboxOptions);
  /** Base URL, for code that creates its own client (`PLOCK_BASE_URL`). */
  readonly url: string;
  /** API key (`PLOCK_API_KEY`). */
  readonly key: string;
  /** Closes the connections and frees the port. */
  stop(): void;
  [Symbol.dispose](): void;
  /** Creates a client of this sandbox, which uses no proxy by default. */
  client(options?: PlockOptions): Plock;
  /**
   * Responds to the next request with an error. Nothing is recorded. Faults wait in the order in which they were given.
   * `status`: from 400 to 599. `retryAfter`: milliseconds in the header `Retry-After` of a 429, rounded up to seconds; default: no header.
   * @throws {InvalidRequestError} if an argument has an invalid value; `field` is its name.
   */
  next(status: number, limits?: FaultLimits & { retryAfter?: number | undefined }): void;
  /** Closes the connection of the next request before it is handled. */
  drop(limits?: FaultLimits): void;
  /** Handles the next request, then closes its connection without a response. */
  dropAfterCommit(limits?: FaultLimits): void;
  /** Sets the delay in milliseconds before each response. Default: 0. */
  latency(ms: number): void;
  /** What calls have written, in order. */
  readonly recorded: Recorded;
  /** All requests in the order of their arrival. */
  readonly requests: ReceivedRequest[];
  /** Returns to the state after the start: without faults, latency and records, and with the objects of the options. */
  reset(): void;
}
