'use strict';

// The kinds of calls, of which the generated methods are made.

const { Gate, ask, begin, given } = require('./bridge.js');
const { Rows } = require('./columns.js');
const { configuration, invalid } = require('./errors.js');
const { write } = require('./json.js');
const { List } = require('./list.js');
const { Many } = require('./many.js');
const { ofCall } = require('./options.js');

/** What the calls of a client share. */
class Calls {
  #native;
  #loose;

  constructor(connect, loose) {
    this.#native = connect(this);
    this.#loose = loose;
  }

  get baseUrl() {
    return this.#open().baseUrl;
  }

  get waits() {
    return this.#native.waits();
  }

  close() {
    this.#native = null;
  }

  #open() {
    if (this.#native === null) throw configuration('the client is closed');
    return this.#native;
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
    const native = this.#open();
    const answer = given(await ask((number) => native.call(number, operation, json, told && JSON.stringify(told)), signal));
    return one(answer);
  }

  list(operation, path, options) {
    const prepare = () => {
      const { args, signal, told } = ofCall(options, true);
      const json = this.#arguments(operation, path, undefined, args);
      const native = this.#open();
      const text = told && JSON.stringify(told);
      return {
        signal,
        /** Pages are fetched ahead unless the caller wants them one by one. */
        ahead: told?.concurrency !== 1,
        pages: (number) => native.pages(number, operation, json, text),
        page: (number) => native.call(number, operation, json, text),
      };
    };
    return new List(prepare);
  }

  many(operation, path, bodies, options) {
    const { concurrency = 32, ...others } = options ?? {};
    return new Many(bodies, concurrency, options?.signal, () => {
      const { args, told } = ofCall({ ...others, signal: undefined }, false);
      const native = this.#open();
      const text = told && JSON.stringify(told);
      const gate = new Gate(concurrency);
      return {
        send: (body, done) => {
          const json = this.#arguments(operation, path, body, args);
          return begin((number) => native.call(number, operation, json, text, gate), done);
        },
        close: () => gate.close(),
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
