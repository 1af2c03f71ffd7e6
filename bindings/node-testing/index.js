'use strict';

// A local Plock in the process of a test.

const { Plock } = require('plock');
const { Recorded, Resources } = require('./objects.js');
const { call, checkNames, unexpected } = require('./store.js');

const dispose = Symbol.dispose ?? Symbol.for('nodejs.dispose');

/** A number of milliseconds that is at most that of a timer. */
function checkDuration(field, value) {
  const isValid = typeof value === 'number' && value >= 0 && value < 2 ** 31;
  if (!isValid) throw unexpected(field, `0 to ${2 ** 31 - 1} ms`, value);
}

class Sandbox extends Resources {
  #number;

  /** As `new Sandbox(options)`. */
  static start(options) {
    return new Sandbox(options);
  }

  constructor(options = {}) {
    checkNames(options, ['examples', 'accounts', 'seed', 'key']);
    const { sandbox, url, key } = call('start', { options });
    super(sandbox);
    this.#number = sandbox;
    this.url = url;
    this.key = key;
  }

  stop() {
    call('stop', { sandbox: this.#number });
  }

  [dispose]() {
    this.stop();
  }

  client(options = {}) {
    const key = options?.tokenProvider === undefined ? { apiKey: this.key } : {};
    // The proxy of the environment is for other hosts.
    return new Plock({ baseUrl: this.url, proxy: '', ...key, ...options });
  }

  next(status, options = {}) {
    if (!(Number.isInteger(status) && status >= 400 && status <= 599)) throw unexpected('status', '400 to 599', status);
    checkNames(options, ['times', 'operation', 'retryAfter']);
    const { retryAfter, ...limits } = options;
    if (retryAfter === undefined) return this.#fault(`error:${status}`, limits);
    if (status !== 429) throw unexpected('retryAfter', 'the status 429 with it', status);
    checkDuration('retryAfter', retryAfter);
    this.#fault(`rate-limit:${Math.ceil(retryAfter / 1000)}`, limits);
  }

  drop(limits) {
    this.#fault('drop', limits);
  }

  dropAfterCommit(limits) {
    this.#fault('drop-after', limits);
  }

  #fault(fault, limits = {}) {
    checkNames(limits, ['times', 'operation']);
    const { times, operation } = limits;
    if (times !== undefined && !Number.isInteger(times)) throw unexpected('times', 'a whole number', times);
    if (operation !== undefined && typeof operation !== 'string') throw unexpected('operation', 'a string', operation);
    this.call('next', { fault, times, operation });
  }

  latency(ms) {
    checkDuration('ms', ms);
    this.call('latency', { ms: Math.round(ms) });
  }

  get recorded() {
    return new Recorded(this.#number);
  }

  get requests() {
    return [...this.call('requests')];
  }

  reset() {
    this.call('reset');
  }
}

module.exports = { Recorded, Sandbox };
