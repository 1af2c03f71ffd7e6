'use strict';

// Calls that are under way in the native part, and what comes back from there.

const { AsyncLocalStorage } = require('node:async_hooks');
const { Bridge, version } = require('./native.js');
const { fromNative, remember, rethrown } = require('./errors.js');

const END = 1;
const FAILED = 2;
const TOKEN = 3;
const EVENT = 4;
const ROOM = 5;
const RECORDED = 6;
const REFUSED = 7;
const NOT_SENT = 9;
/** How many values there are for each piece of mail. */
const VALUES = 5;

/** Calls that are awaited, by their number: what is done when they end, and who made them. */
const waiting = new Map();
/** Lists and many writes, by their number, as long as somebody reads them. */
const streams = new Map();
/** Those of them whose reader waits: nobody else may hold what is to wake it. */
const held = new Set();
/** How much is awaited: as long as there is something, the event loop lives. */
let awaited = 0;
let last = 0;

/** Numbers that Rust takes; after four billion calls they begin anew. */
function nextNumber() {
  last = last === 0xffffffff ? 1 : last + 1;
  return last;
}

const bridge = new Bridge((mail) => {
  for (let at = 0; at < mail.length; at += VALUES) {
    try {
      deliver(mail[at], mail[at + 1], mail[at + 2], mail[at + 3], mail[at + 4]);
    } catch (error) {
      // The other mail is that of other calls.
      warn('a call of plock', error);
    }
  }
  if (awaited === 0) bridge.keepAlive(false);
});

function deliver(number, what, text, data, many) {
  if (what === TOKEN) {
    giveToken(number, many);
  } else if (what === EVENT) {
    log(number, text);
  } else {
    const call = waiting.get(number);
    // None: it has several answers, or was given up.
    if (call === undefined) return streams.get(number)?.deref()?.push(what, text, data, many);
    waiting.delete(number);
    awaited -= 1;
    call.done(what, text, data);
  }
}

/**
 * Who makes a call: its token provider and its logger are called in the asynchronous context in which the call was made.
 * Undefined where a client has neither.
 */
function caller(callbacks) {
  return callbacks && { ...callbacks, run: AsyncLocalStorage.snapshot() };
}

function callerOf(number) {
  return waiting.has(number) ? waiting.get(number).caller : streams.get(number)?.deref()?.caller;
}

function hold(stream) {
  if (stream !== undefined) held.add(stream);
  awaited += 1;
  if (awaited === 1) bridge.keepAlive(true);
}

function release(stream) {
  held.delete(stream);
  awaited -= 1;
  if (awaited === 0) bridge.keepAlive(false);
}

/**
 * Begins a call, which `start` hands to the native part under a number. `done`, which must not throw, gets what became of it, and
 * the number is what `giveUp` takes.
 */
function begin(start, done, callbacks) {
  const number = nextNumber();
  try {
    start(number);
  } catch (error) {
    throw rethrown(error);
  }
  waiting.set(number, { done, caller: caller(callbacks) });
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
function ask(start, signal, callbacks) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    let unwatch;
    const done = (what, text, data) => {
      resolve({ what, text, data });
      unwatch?.();
    };
    const number = begin(start, done, callbacks);
    if (signal !== undefined) {
      unwatch = watch(signal, (reason) => {
        giveUp(number);
        reject(reason);
        unwatch();
      });
    }
  });
}

/**
 * Begins what has several answers, which `stream.push` gets as long as somebody holds the stream: neither this nor a signal does, so
 * that who forgets it without having read it to its end is not kept by it. Gives its number, what was begun, and what unwatches the signal.
 */
function open(stream, signal, abort, start) {
  if (signal?.aborted) throw signal.reason;
  const number = nextNumber();
  let opened;
  try {
    opened = start(number);
  } catch (error) {
    throw rethrown(error);
  }
  const weak = new WeakRef(stream);
  streams.set(number, weak);
  const unwatch = signal == null ? undefined : watch(signal, (reason) => weak.deref() && abort(weak.deref(), reason));
  abandoned.register(stream, { number, unwatch }, stream);
  return [number, opened, unwatch];
}

/** Nothing more comes of it, and what it does is stopped. */
function close(stream, number) {
  if (!streams.delete(number)) return;
  abandoned.unregister(stream);
  bridge.cancel(number);
}

/** The answers to a call that has several, in the order in which they come. */
class Stream {
  #number = 0;
  #arrived = [];
  #waiter = null;
  #signal;
  #unwatch = null;
  #aborted = null;

  constructor(signal, callbacks) {
    this.#signal = signal;
    this.caller = caller(callbacks);
  }

  open(start) {
    const abort = (stream, reason) => stream.#abort(reason);
    const [number, opened, unwatch] = open(this, this.#signal, abort, start);
    this.#number = number;
    this.#unwatch = unwatch;
    return opened;
  }

  push(what, text, data) {
    const answer = { what, text, data };
    if (this.#waiter === null) this.#arrived.push(answer);
    else this.#wake().resolve(answer);
  }

  /** What is here already. */
  shift() {
    if (this.#aborted !== null) throw this.#aborted.reason;
    return this.#arrived.shift();
  }

  wait() {
    hold(this);
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  /** Who waits, and waits no longer. */
  #wake() {
    const waiter = this.#waiter;
    this.#waiter = null;
    release(this);
    return waiter;
  }

  #abort(reason) {
    this.#aborted = { reason };
    if (this.#waiter !== null) this.#wake().reject(reason);
    this.stop();
  }

  /** Gives up what is on its way; who waits gets the end. */
  stop() {
    this.#arrived = [];
    close(this, this.#number);
    if (this.#waiter !== null) this.#wake().resolve({ what: END });
    this.#unwatch?.();
    this.#unwatch = null;
  }
}

const abandoned = new FinalizationRegistry(({ number, unwatch }) => {
  streams.delete(number);
  unwatch?.();
  bridge.cancel(number);
});

/** What a call gave; throws what it failed with. Called where it is awaited, so that the error tells of the caller. */
function given({ what, text, data }) {
  if (what === FAILED) throw fromNative(text);
  return what === END ? null : { text, data };
}

async function giveToken(request, number) {
  // None: the call was given up, and nobody waits for its token.
  const caller = callerOf(number);
  let token;
  try {
    token = await caller?.run(caller.tokenProvider);
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
  const caller = callerOf(number);
  if (caller?.logger === undefined) return;
  // A call does not fail because its log does.
  const failed = (error) => warn('the logger of a client of plock', error);
  try {
    const told = caller.run(caller.logger, JSON.parse(json));
    if (typeof told?.then === 'function') Promise.resolve(told).catch(failed);
  } catch (error) {
    failed(error);
  }
}

function warn(what, error) {
  let said;
  try {
    said = String(error?.message ?? error);
  } catch {
    said = 'a value that cannot be printed';
  }
  process.emitWarning(`${what} threw: ${said}`);
}

/** Makes a client. */
function connect(settings) {
  try {
    return bridge.client(JSON.stringify(settings));
  } catch (error) {
    throw rethrown(error);
  }
}

module.exports = {
  FAILED,
  NOT_SENT,
  RECORDED,
  REFUSED,
  ROOM,
  Stream,
  ask,
  caller,
  close,
  connect,
  given,
  hold,
  open,
  release,
  version: version(),
};
