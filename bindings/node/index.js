'use strict';

const { version } = require('./bridge.js');
const { Calls } = require('./calls.js');
const { setClasses } = require('./columns.js');
const { KeyConflictError, OutboxError, PlockError, configuration, invalid } = require('./errors.js');
const generated = require('./generated.js');
const { JsonNumber, inspect, parse, write } = require('./json.js');
const { List, Page, bindAll } = require('./list.js');
const { Many } = require('./many.js');
const { clientOptions } = require('./options.js');

const { classes, errors, objects, resources } = generated;
setClasses(objects);

/** Enables the test clock, which does not wait. */
const CLOCK = Symbol.for('plock.clock');
const CALLS = Symbol('calls');
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'REQUEST_METHOD'];
/** The environment variables that a client reads. */
const CERTIFICATES = ['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS'];
const VARIABLES = ['PLOCK_API_KEY', 'PLOCK_BASE_URL', ...CERTIFICATES, ...PROXIES, ...PROXIES.map((name) => name.toLowerCase())];
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

class Plock {
  #calls;

  constructor(options = {}) {
    if (typeof options !== 'object' || options === null) {
      throw configuration(`expected an object of options such as { apiKey }, got ${options === null ? 'null' : typeof options}`);
    }
    const checked = clientOptions(options, (name, expected) => configuration(`${name}: ${expected}`));
    const { tokenProvider, logger, ...settings } = checked;
    settings.clock = options[CLOCK] === true;
    // A worker thread may have its own environment.
    const present = VARIABLES.filter((name) => typeof process.env[name] === 'string');
    settings.variables = Object.fromEntries(present.map((name) => [name, process.env[name]]));
    this.#calls = new Calls(settings, { tokenProvider, logger }, generated);
    for (const [name, create] of Object.entries(resources)) this[name] = create(this.#calls);
    bindAll(this, Plock);
  }

  get baseUrl() {
    return this.#calls.baseUrl;
  }

  get [CLOCK]() {
    return this.#calls.waits;
  }

  /** For outboxes. Also through a proxy, which has no private fields. */
  get [CALLS]() {
    return this.#calls;
  }

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

function openOutbox(path, options) {
  // Few programs need it.
  return require('./outbox.js').openOutbox(path, options, generated, (client) => client[CALLS]);
}

// For plock-testing.
Object.defineProperty(Plock, Symbol.for('plock.internals'), { value: { invalid, parse, write } });

module.exports = { Plock, PlockError, OutboxError, KeyConflictError, ...errors, ...classes, JsonNumber, List, Many, Page, openOutbox, version };
