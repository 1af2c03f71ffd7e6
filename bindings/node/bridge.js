'use strict';

// Calls that are under way in the native part, and what comes back from there.

const { Bridge, Gate, version } = require('./native.js');
const { fromNative, remember, rethrown } = require('./errors.js');

const END = 1;
const FAILED = 2;
const TOKEN = 3;

/** What is done when a call ends, by its number. */
const waiting = new Map();
/** Of lists that are read, as long as they are. */
const streams = new Map();
/** How much is awaited: as long as there is something, the event loop lives. */
let awaited = 0;
const providers = new Map();
const loggers = new Map();
const forgotten = new FinalizationRegistry(({ provider, logger }) => {
  providers.delete(provider);
  loggers.delete(logger);
});
let last = 0;

/** Numbers that Rust takes; after four billion calls they begin anew. */
function nextNumber() {
  last = last === 0xffffffff ? 1 : last + 1;
  return last;
}

const bridge = new Bridge((mail) => {
  for (let at = 0; at < mail.length; at += 4) {
    const number = mail[at];
    const what = mail[at + 1];
    if (what === TOKEN) {
      giveToken(number, mail[at + 3]);
    } else if (what <= FAILED) {
      const done = waiting.get(number);
      if (done !== undefined) {
        waiting.delete(number);
        awaited -= 1;
        done(what, mail[at + 2], mail[at + 3]);
      } else {
        // None: it was given up.
        streams.get(number)?.deref()?.push(what, mail[at + 2], mail[at + 3]);
      }
    } else {
      log(number, mail[at + 2]);
    }
  }
  if (awaited === 0) bridge.keepAlive(false);
});

function hold() {
  awaited += 1;
  if (awaited === 1) bridge.keepAlive(true);
}

function release() {
  awaited -= 1;
  if (awaited === 0) bridge.keepAlive(false);
}

/**
 * Begins a call, which `start` hands to the native part under a number. `done` gets what became of it, and the number is
 * what `giveUp` takes.
 */
function begin(start, done) {
  const number = nextNumber();
  try {
    start(number);
  } catch (error) {
    throw rethrown(error);
  }
  waiting.set(number, done);
  hold();
  return number;
}

/** Nothing more comes of the call, and what it does is stopped. */
function giveUp(number) {
  if (!waiting.delete(number)) return;
  bridge.cancel(number);
  release();
}

/** Who is to know when a signal aborts. One listener a signal, as Node warns of more than ten. */
const watched = new WeakMap();

function watch(signal, listener) {
  let watch = watched.get(signal);
  if (watch === undefined) {
    const listeners = new Set();
    watch = { listeners, told: () => [...listeners].forEach((listener) => listener(signal.reason)) };
    watched.set(signal, watch);
  }
  if (watch.listeners.size === 0) signal.addEventListener('abort', watch.told);
  watch.listeners.add(listener);
  return () => {
    watch.listeners.delete(listener);
    if (watch.listeners.size === 0) signal.removeEventListener('abort', watch.told);
  };
}

/** The outcome of a call, as a promise. */
function ask(start, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    let unwatch;
    const number = begin(start, (what, text, data) => {
      unwatch?.();
      resolve({ what, text, data });
    });
    if (signal !== undefined) {
      unwatch = watch(signal, (reason) => {
        unwatch();
        giveUp(number);
        reject(reason);
      });
    }
  });
}

/** The answers to a call that has several, in the order in which they come. */
class Stream {
  #number = 0;
  #arrived = [];
  #waiter = null;
  #signal;
  #unwatch = null;
  #aborted = null;

  constructor(signal) {
    this.#signal = signal;
  }

  open(start) {
    if (this.#signal?.aborted) throw this.#signal.reason;
    this.#number = nextNumber();
    let opened;
    try {
      opened = start(this.#number);
    } catch (error) {
      throw rethrown(error);
    }
    // Who forgets a list without having read it to its end shall not be kept by it.
    streams.set(this.#number, new WeakRef(this));
    abandoned.register(this, this.#number, this);
    if (this.#signal !== undefined) this.#unwatch = watch(this.#signal, (reason) => this.#abort(reason));
    return opened;
  }

  push(what, text, data) {
    const answer = { what, text, data };
    if (this.#waiter === null) this.#arrived.push(answer);
    else this.#settle(answer);
  }

  /** What is here already. */
  shift() {
    if (this.#aborted !== null) throw this.#aborted.reason;
    return this.#arrived.shift();
  }

  wait() {
    hold();
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  #settle(answer) {
    const waiter = this.#waiter;
    this.#waiter = null;
    // In the middle of the mail, which looks behind the last piece whether anything is awaited.
    awaited -= 1;
    waiter.resolve(answer);
  }

  #abort(reason) {
    this.#aborted = { reason };
    const waiter = this.#waiter;
    this.#waiter = null;
    this.stop();
    if (waiter !== null) {
      release();
      waiter.reject(reason);
    }
  }

  /** Gives up what is on its way; who waits gets the end. */
  stop() {
    this.#unwatch?.();
    this.#arrived = [];
    if (streams.delete(this.#number)) {
      abandoned.unregister(this);
      bridge.cancel(this.#number);
    }
    if (this.#waiter !== null) {
      this.#settle({ what: END });
      if (awaited === 0) bridge.keepAlive(false);
    }
  }
}

const abandoned = new FinalizationRegistry((number) => {
  streams.delete(number);
  bridge.cancel(number);
});

/** What a call gave; throws what it failed with. Called where it is awaited, so that the error tells of the caller. */
function given({ what, text, data }) {
  if (what === FAILED) throw fromNative(text);
  return what === END ? null : { text, data };
}

async function giveToken(request, provider) {
  let token;
  try {
    token = await providers.get(provider)();
    if (typeof token !== 'string') {
      throw new TypeError(`expected the token provider to give a string, got ${token === null ? 'null' : typeof token}`);
    }
  } catch (error) {
    remember(request, error);
    token = undefined;
  }
  bridge.token(request, token);
}

function log(number, json) {
  try {
    loggers.get(number)?.(JSON.parse(json));
  } catch (error) {
    // A call does not fail because its log does.
    process.emitWarning(`the logger of a client of plock threw: ${error?.message ?? error}`);
  }
}

/** Makes a client. `owner` is what all of its calls hold: with it, provider and logger are forgotten. */
function connect(owner, settings, provider, logger) {
  const numbers = {};
  if (provider !== undefined) providers.set((numbers.provider = nextNumber()), provider);
  if (logger !== undefined) loggers.set((numbers.logger = nextNumber()), logger);
  forgotten.register(owner, numbers);
  try {
    return bridge.client(JSON.stringify({ ...settings, tokenProvider: numbers.provider, logger: numbers.logger }));
  } catch (error) {
    throw rethrown(error);
  }
}

module.exports = { FAILED, Gate, Stream, ask, begin, connect, given, giveUp, version: version(), watch };
