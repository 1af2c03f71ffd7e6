'use strict';

const { version } = require('./bridge.js');
const { Calls } = require('./calls.js');
const { use } = require('./columns.js');
const { PlockError, configuration } = require('./errors.js');
const { classes, errors, loose, objects, resources } = require('./generated.js');
const { JsonNumber, inspect } = require('./json.js');
const { List, Page } = require('./list.js');
const { Many } = require('./many.js');
const { ofClient } = require('./options.js');

use(objects);

/** Tests of retries need a clock that does not wait. */
const CLOCK = Symbol.for('plock.clock');
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'REQUEST_METHOD'];
/** What a client reads of the environment. */
const VARIABLES = ['PLOCK_API_KEY', 'PLOCK_BASE_URL', ...PROXIES, ...PROXIES.map((name) => name.toLowerCase())];
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

class Plock {
  #calls;

  constructor(options = {}) {
    if (typeof options !== 'object' || options === null) {
      throw configuration(`expected an object of options such as { apiKey }, got ${options === null ? 'null' : typeof options}`);
    }
    const settings = ofClient(options, (name, expected) => configuration(`${name}: ${expected}`));
    const { tokenProvider, logger, ...told } = settings;
    told.clock = options[CLOCK] === true;
    // As this thread of JavaScript sees them: a worker has an environment of its own.
    const set = VARIABLES.filter((name) => typeof process.env[name] === 'string');
    told.variables = Object.fromEntries(set.map((name) => [name, process.env[name]]));
    this.#calls = new Calls(told, { tokenProvider, logger }, loose);
    for (const [name, Resource] of Object.entries(resources)) {
      Object.defineProperty(this, name, { value: new Resource(this.#calls), enumerable: true });
    }
  }

  get baseUrl() {
    return this.#calls.baseUrl;
  }

  get [CLOCK]() {
    return this.#calls.waits;
  }

  /** Calls that are under way end as they would; new ones are refused. */
  async close() {
    this.#calls.close();
  }

  [asyncDispose]() {
    return this.close();
  }

  [inspect](_depth, options) {
    return options.stylize('[Plock]', 'special');
  }
}

module.exports = { Plock, PlockError, ...errors, ...classes, JsonNumber, List, Many, Page, version };
