'use strict';

// The kinds of calls, of which the generated methods are made.

const { ask, connect, given } = require('./bridge.js');
const { Rows } = require('./columns.js');
const { invalid } = require('./errors.js');
const { write } = require('./json.js');
const { List } = require('./list.js');
const { Many } = require('./many.js');
const { ofCall } = require('./options.js');

/** What the calls of a client share. */
class Calls {
  #native;
  #loose;
  #callbacks;

  constructor(settings, { tokenProvider, logger }, loose) {
    const callbacks = { tokenProvider, logger };
    this.#native = connect({ ...settings, tokenProvider: tokenProvider !== undefined, logger: logger !== undefined });
    this.#callbacks = tokenProvider === undefined && logger === undefined ? undefined : callbacks;
    this.#loose = loose;
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

  /** Arguments as JSON: those of the path, those of the body and the others, which never have a name in common. */
  #arguments(operation, path, body, others) {
    const loose = this.#loose[operation];
    if (body != null && (typeof body !== 'object' || Array.isArray(body))) {
      throw invalid('body', `expected an object, got ${Array.isArray(body) ? 'an array' : typeof body}`);
    }
    const members = [];
    for (const part of [path, body, others]) {
      for (const name in part) {
        const value = part[name];
        if (value === undefined) continue;
        members.push(`${JSON.stringify(name)}:${write(value, name, loose !== undefined && loose.includes(name), invalid)}`);
      }
    }
    return `{${members.join()}}`;
  }

  async call(operation, path, body, options) {
    const { args, signal, told } = ofCall(options, false);
    const json = this.#arguments(operation, path, body, args);
    const start = (number) => this.#native.call(number, operation, json, told && JSON.stringify(told));
    return one(given(await ask(start, signal, this.#callbacks)));
  }

  list(operation, path, options) {
    const prepare = () => {
      const { args, signal, told } = ofCall(options, true);
      const json = this.#arguments(operation, path, undefined, args);
      const native = this.#native;
      const text = told && JSON.stringify(told);
      return {
        signal,
        callbacks: this.#callbacks,
        /** Pages are fetched ahead unless the caller wants them one by one. */
        ahead: told?.concurrency !== 1,
        pages: (number) => native.pages(number, operation, json, text),
        page: (number) => native.call(number, operation, json, text),
      };
    };
    return new List(prepare);
  }

  many(operation, path, bodies, options) {
    const { concurrency = 32, signal = undefined, ...others } = options ?? {};
    return new Many(bodies, { concurrency, signal: signal ?? undefined }, () => {
      const { args, told } = ofCall({ ...others, signal }, false);
      const text = told && JSON.stringify(told);
      return {
        callbacks: this.#callbacks,
        start: (number) => this.#native.many(number, operation, text, concurrency),
        write: (body) => this.#arguments(operation, path, body, args),
      };
    });
  }
}

/** The one object of an answer; undefined where an operation answers nothing. */
function one({ text, data }) {
  const rows = new Rows(text, data);
  return rows.length > 0 ? rows.at(0) : undefined;
}

module.exports = { Calls, one };
