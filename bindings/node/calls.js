'use strict';

// The calls that the generated methods use.

const { connect, request, unwrap } = require('./bridge.js');
const { Rows } = require('./columns.js');
const { invalid } = require('./errors.js');
const { write } = require('./json.js');
const { List } = require('./list.js');
const { Many } = require('./many.js');
const { callOptions } = require('./options.js');

/** The native client, and the calls of its operations. */
class Calls {
  #native;
  #loose;
  #concurrency;
  #callbacks;

  constructor(settings, { tokenProvider, logger }, { loose, concurrency }) {
    const callbacks = { tokenProvider, logger };
    this.#native = connect({ ...settings, tokenProvider: tokenProvider !== undefined, logger: logger !== undefined });
    this.#callbacks = tokenProvider === undefined && logger === undefined ? undefined : callbacks;
    this.#loose = loose;
    this.#concurrency = concurrency;
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

  /** The arguments of the path, the body and the query as one JSON object. Their names are distinct. */
  #arguments(operation, path, body, query) {
    const loose = this.#loose[operation];
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

  async call(operation, path, body, options) {
    const { args, signal, settings } = callOptions(options, false);
    const json = this.#arguments(operation, path, body, args);
    const start = (id) => this.#native.call(id, operation, json, settings && JSON.stringify(settings));
    return toObject(unwrap(await request(start, signal, this.#callbacks)));
  }

  list(operation, path, options) {
    const prepare = () => {
      const { args, signal, settings } = callOptions(options, true);
      const json = this.#arguments(operation, path, undefined, args);
      const native = this.#native;
      const text = settings && JSON.stringify(settings);
      return {
        signal,
        callbacks: this.#callbacks,
        /** Whether pages are fetched ahead. */
        ahead: settings?.concurrency !== 1,
        pages: (id) => native.pages(id, operation, json, text),
        page: (id) => native.call(id, operation, json, text),
      };
    };
    return new List(prepare);
  }

  many(operation, path, bodies, options) {
    const { concurrency = this.#concurrency, signal = undefined, ...others } = options ?? {};
    return new Many(bodies, { concurrency, signal: signal ?? undefined }, () => {
      const { args, settings } = callOptions({ ...others, signal }, false);
      const text = settings && JSON.stringify(settings);
      return {
        callbacks: this.#callbacks,
        start: (id) => this.#native.many(id, operation, text, concurrency),
        write: (body) => this.#arguments(operation, path, body, args),
      };
    });
  }
}

/** The object of a response. Undefined if the response has no body. */
function toObject({ text, data }) {
  const rows = new Rows(text, data);
  return rows.length > 0 ? rows.at(0) : undefined;
}

module.exports = { Calls, toObject };
