'use strict';

// Calls that are under way in the native part, and what comes back from there.

const { Bridge } = require('./native.js');
const { fromNative, remember, rethrown } = require('./errors.js');

const ROWS = 0;
const END = 1;
const FAILED = 2;
const TOKEN = 3;

/** What is done when a call ends, by its number. */
const waiting = new Map();
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
      // None: it was given up.
      if (done !== undefined) {
        waiting.delete(number);
        done(what, mail[at + 2], mail[at + 3]);
      }
    } else {
      log(number, mail[at + 2]);
    }
  }
  if (waiting.size === 0) bridge.keepAlive(false);
});

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
  if (waiting.size === 1) bridge.keepAlive(true);
  return number;
}

/** Nothing more comes of the call, and what it does is stopped. */
function giveUp(number) {
  if (!waiting.delete(number)) return;
  bridge.cancel(number);
  if (waiting.size === 0) bridge.keepAlive(false);
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

/** The outcome of a call, as a promise. With `control.stop`, the call is given up as if a list had ended there. */
function ask(start, signal, control) {
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
    if (control !== undefined) {
      control.stop = () => {
        unwatch?.();
        giveUp(number);
        resolve({ what: END });
      };
    }
    if (signal !== undefined) {
      unwatch = watch(signal, (reason) => {
        unwatch();
        giveUp(number);
        reject(reason);
      });
    }
  });
}

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

module.exports = { FAILED, ROWS, ask, begin, connect, given, giveUp, watch };
