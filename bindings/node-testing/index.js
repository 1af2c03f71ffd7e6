'use strict';

// A local Plock in the process of a test.

const { InvalidRequestError, Plock } = require('plock');
const { Recorded, Resources } = require('./objects.js');
const { call } = require('./store.js');

const dispose = Symbol.dispose ?? Symbol.for('nodejs.dispose');

/** Stops sandboxes that are no longer referenced. */
const unused = new FinalizationRegistry((sandbox) => call('stop', { sandbox }));

function expected(field, text, value) {
  return new InvalidRequestError(`${field}: expected ${text}, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`, { field });
}

const isDuration = (value) => typeof value === 'number' && value >= 0 && Number.isFinite(value);

class Sandbox extends Resources {
  #number;

  /** As `new Sandbox(options)`. */
  static start(options) {
    return new Sandbox(options);
  }

  constructor(options = {}) {
    if (typeof options !== 'object' || options === null) throw new TypeError(`expected an object of options, got ${options}`);
    const { sandbox, url, key } = call('start', { options });
    super(sandbox);
    this.#number = sandbox;
    this.url = url;
    this.key = key;
    unused.register(this, sandbox, this);
  }

  stop() {
    unused.unregister(this);
    call('stop', { sandbox: this.#number });
  }

  [dispose]() {
    this.stop();
  }

  client(options = {}) {
    const key = options.tokenProvider === undefined ? { apiKey: this.key } : {};
    return new Plock({ baseUrl: this.url, ...key, ...options });
  }

  next(status, { retryAfter, ...limits } = {}) {
    if (!(Number.isInteger(status) && status >= 400 && status <= 599)) throw expected('status', '400 to 599', status);
    if (retryAfter === undefined) return this.#fault(`error:${status}`, limits);
    if (status !== 429) throw expected('retryAfter', 'the status 429 with it', status);
    if (!isDuration(retryAfter)) throw expected('retryAfter', 'at least 0 ms', retryAfter);
    this.#fault(`rate-limit:${Math.ceil(retryAfter / 1000)}`, limits);
  }

  drop(limits) {
    this.#fault('drop', limits);
  }

  dropAfterCommit(limits) {
    this.#fault('drop-after', limits);
  }

  #fault(fault, { times, operation } = {}) {
    if (times !== undefined && !Number.isInteger(times)) throw expected('times', 'a whole number', times);
    this.call('next', { fault, times, operation });
  }

  latency(ms) {
    if (!isDuration(ms)) throw expected('ms', 'at least 0', ms);
    this.call('latency', { ms: Math.round(ms) });
  }

  get recorded() {
    return new Recorded(this.#number);
  }

  get requests() {
    return this.call('requests');
  }

  reset() {
    this.call('reset');
  }
}

module.exports = { Recorded, Sandbox };
