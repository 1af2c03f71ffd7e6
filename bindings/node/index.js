'use strict';

const { connect, version } = require('./bridge.js');
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
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

class Plock {
  #calls;

  constructor(options = {}) {
    if (typeof options !== 'object' || options === null) {
      throw configuration(`expected an object of options such as { apiKey }, got ${options === null ? 'null' : typeof options}`);
    }
    const settings = ofClient(options, (name, expected) => configuration(`${name}: ${expected}`));
    const { tokenProvider, logger, ...told } = settings;
    // Of the environment as JavaScript has it, which in a worker is its own.
    if (tokenProvider === undefined) told.apiKey ??= process.env.PLOCK_API_KEY || undefined;
    if (told.environment === undefined) told.baseUrl ??= process.env.PLOCK_BASE_URL || undefined;
    told.clock = options[CLOCK] === true;
    this.#calls = new Calls((owner) => connect(owner, told, tokenProvider, logger), loose);
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
