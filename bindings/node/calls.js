'use strict';

// The calls that the generated methods use.

const { connect, request, startTrace, unwrap } = require('./bridge.js');
const { Rows } = require('./columns.js');
const { invalid } = require('./errors.js');
const { write } = require('./json.js');
const { Job } = require('./job.js');
const { ApiPages, List } = require('./list.js');
const { Many } = require('./many.js');
const { callOptions } = require('./options.js');

/**
 * The arguments of the path, the body and the query as one JSON object. Their names are distinct. `loose`: names of those that accept any
 * JSON.
 */
function encode(loose, path, body, query) {
  if (body != null && (typeof body !== 'object' || Array.isArray(body))) {
    throw invalid('body', `expected an object, got ${Array.isArray(body) ? 'an array' : typeof body}`);
  }
  const members = [];
  for (const part of [path, body, query]) {
    for (const name in part) {
      const value = part[name];
      if (value === undefined) continue;
      members.push(`${JSON.stringify(name)}:${write(value, name, loose !== undefined && loose.includes(name), invalid)}`);
    }
  }
  return `{${members.join()}}`;
}

/** The native client, and the calls of its operations. */
class Calls {
  #native;
  #loose;
  #concurrency;
  #methods;
  #callbacks;

  constructor(settings, { tokenProvider, logger }, { loose, concurrency, methods }) {
    const callbacks = { tokenProvider, logger };
    this.#native = connect({ ...settings, tokenProvider: tokenProvider !== undefined, logger: logger !== undefined });
    this.#callbacks = tokenProvider === undefined && logger === undefined ? undefined : callbacks;
    this.#loose = loose;
    this.#concurrency = concurrency;
    this.#methods = methods;
  }

  get baseUrl() {
    return this.#native.baseUrl;
  }

  get waits() {
    return this.#native.waits();
  }

  close() {
    this.#native.close();
  }

  /** Opens an outbox that sends with this client. */
  openOutbox(id, settings, tag) {
    return this.#native.openOutbox(id, settings, tag);
  }

  get callbacks() {
    return this.#callbacks;
  }

  #arguments(operation, path, body, query) {
    return encode(this.#loose[operation], path, body, query);
  }

  #trace(operation) {
    return startTrace(operation, this.#methods[operation], this.baseUrl);
  }

  /** What a call passes to the native part: its options as JSON, with the headers of its trace, and its callbacks. */
  #context(settings, trace) {
    if (trace === undefined) return { text: settings && JSON.stringify(settings), callbacks: this.#callbacks };
    const extraHeaders = [...Object.entries(trace.call.headers), ...(settings?.extraHeaders ?? [])];
    return { text: JSON.stringify({ ...settings, extraHeaders }), callbacks: { ...this.#callbacks, trace } };
  }

  async call(operation, path, body, options) {
    const trace = this.#trace(operation);
    try {
      const { args, signal, settings } = callOptions(options, false);
      const json = this.#arguments(operation, path, body, args);
      const { text, callbacks } = this.#context(settings, trace);
      const start = (id) => this.#native.call(id, operation, json, text);
      const result = toObject(unwrap(await request(start, signal, callbacks)));
      trace?.end();
      return result;
    } catch (error) {
      trace?.fail(error);
      throw error;
    }
  }

  list(operation, path, options) {
    const prepare = () => {
      const trace = this.#trace(operation);
      try {
        const { args, signal, settings } = callOptions(options, true);
        const json = this.#arguments(operation, path, undefined, args);
        const native = this.#native;
        const { text, callbacks } = this.#context(settings, trace);
        return {
          signal,
          callbacks,
          trace,
          /** Whether pages are fetched ahead. */
          ahead: settings?.concurrency !== 1,
          pages: (id, table) => native.pages(id, operation, json, text, table),
          page: (id) => native.call(id, operation, json, text),
        };
      } catch (error) {
        trace?.fail(error);
        throw error;
      }
    };
    return new List(new ApiPages(operation, prepare, this.#methods[operation], options));
  }

  many(operation, path, bodies, options) {
    const { concurrency = this.#concurrency, signal = undefined, ...others } = options ?? {};
    const job = new Job(bodies, { concurrency, signal: signal ?? undefined }, () => {
      const { args, settings } = callOptions({ ...others, signal }, false);
      const trace = this.#trace(operation);
      const { text, callbacks } = this.#context(settings, trace);
      return {
        callbacks,
        trace,
        start: (id) => this.#native.many(id, operation, text, concurrency),
        write: (body) => this.#arguments(operation, path, body, args),
      };
    });
    return new Many(job);
  }
}

/** The object of a response. Undefined if the response has no body. */
function toObject({ text, data }) {
  const rows = new Rows(text, data);
  return rows.length > 0 ? rows.at(0) : undefined;
}

module.exports = { Calls, encode, toObject };
