'use strict';

// Calls that are under way in the native part, and what comes back from there.

const { AsyncLocalStorage } = require('node:async_hooks');
const { Bridge, Gate, version } = require('./native.js');
const { fromNative, remember, rethrown } = require('./errors.js');

const END = 1;
const FAILED = 2;
const TOKEN = 3;
const EVENT = 4;

/** Calls that are awaited, by their number: what is done when they end, and who made them. */
const waiting = new Map();
/** Lists that are read, by their number, as long as they are. */
const streams = new Map();
/** Those of them that wait for a page: nobody else may hold what is to wake their reader. */
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
  for (let at = 0; at < mail.length; at += 4) {
    try {
      deliver(mail[at], mail[at + 1], mail[at + 2], mail[at + 3]);
    } catch (error) {
      // The other mail is that of other calls.
      warn('a call of plock', error);
    }
  }
  if (awaited === 0) bridge.keepAlive(false);
});

function deliver(number, what, text, data) {
  if (what === TOKEN) {
    giveToken(number, data);
  } else if (what === EVENT) {
    log(number, text);
  } else {
    const call = waiting.get(number);
    // None: it is a list, or was given up.
    if (call === undefined) return streams.get(number)?.deref()?.push(what, text, data);
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

function hold() {
  awaited += 1;
  if (awaited === 1) bridge.keepAlive(true);
}

function release() {
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
    else this.#wake().resolve(answer);
  }

  /** What is here already. */
  shift() {
    if (this.#aborted !== null) throw this.#aborted.reason;
    return this.#arrived.shift();
  }

  wait() {
    hold();
    held.add(this);
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  /** Who waits, and waits no longer. */
  #wake() {
    const waiter = this.#waiter;
    this.#waiter = null;
    held.delete(this);
    release();
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
    if (streams.delete(this.#number)) {
      abandoned.unregister(this);
      bridge.cancel(this.#number);
    }
    if (this.#waiter !== null) this.#wake().resolve({ what: END });
    this.#unwatch?.();
    this.#unwatch = null;
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

module.exports = { FAILED, Gate, Stream, ask, begin, connect, given, giveUp, version: version(), watch };
