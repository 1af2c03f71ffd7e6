'use strict';

// Starts calls in the native part and dispatches its events.

const { AsyncLocalStorage } = require('node:async_hooks');
const { Bridge, checkBuild, describe, version } = require('./native.js');
const { Trace, isObserved } = require('./diagnostics.js');
const { atCaller, convertError, fromNative, storeTokenError } = require('./errors.js');
const { build } = require('./generated.js');

checkBuild(build);

const END = 1;
const FAILED = 2;
const TOKEN = 3;
const LOG = 4;
const CAPACITY = 5;
const RECORDED = 6;
const REFUSED = 7;
const NOT_SENT = 9;
/** Number of values per event. */
const VALUES = 5;

/** Calls in flight by id: the function that is called with their result, and their context. */
const calls = new Map();
/** Weak references to the lists and jobs that are being read, by id. */
const streams = new Map();
/** Strong references to those whose reader waits. */
const waitingStreams = new Set();
/** Number of calls and readers that keep the event loop alive. */
let pending = 0;
let last = 0;

/** Ids are u32 and wrap around. */
function nextId() {
  last = last === 0xffffffff ? 1 : last + 1;
  return last;
}

function receive(events) {
  for (let at = 0; at < events.length; at += VALUES) {
    try {
      deliver(events[at], events[at + 1], events[at + 2], events[at + 3], events[at + 4]);
    } catch (error) {
      // The other events belong to other calls.
      warn('a call of plock', error);
    }
  }
  if (pending === 0) bridge.keepAlive(false);
}
const bridge = new Bridge(receive);
// The native part only keeps it alive during calls, so that a module that is loaded again, as test runners do, can be garbage collected.
bridge.receive = receive;

function deliver(id, type, text, data, count) {
  if (type === TOKEN) {
    provideToken(id, count);
  } else if (type === LOG) {
    log(id, text);
  } else {
    const call = calls.get(id);
    // Undefined: a stream, or a cancelled call.
    if (call === undefined) return streams.get(id)?.deref()?.push(type, text, data, count);
    calls.delete(id);
    pending -= 1;
    call.done(type, text, data);
  }
}

/** Whether the native part reports the attempts of all calls. */
let observed = false;

/** Starts to report a call. Undefined if nobody subscribes to the channels. */
function startTrace(operation, name, baseUrl) {
  const wanted = isObserved();
  if (wanted !== observed) bridge.observe((observed = wanted));
  if (!wanted) return undefined;
  const { path, ...described } = JSON.parse(describe(operation));
  return new Trace({ name, ...described, urlTemplate: path, baseUrl });
}

/** The token provider, logger and trace of a call, and its asynchronous context. Undefined if it has none of them. */
function createContext(callbacks) {
  return callbacks && { ...callbacks, run: AsyncLocalStorage.snapshot() };
}

function contextOf(id) {
  return calls.has(id) ? calls.get(id).context : streams.get(id)?.deref()?.context;
}

function ref(stream) {
  if (stream !== undefined) waitingStreams.add(stream);
  pending += 1;
  if (pending === 1) bridge.keepAlive(true);
}

function unref(stream) {
  waitingStreams.delete(stream);
  pending -= 1;
  if (pending === 0) bridge.keepAlive(false);
}

/**
 * Starts a call: `start` passes it to the native part with an id. `done`, which must not throw, is called with its result. Returns the id,
 * which `cancelCall` takes.
 */
function startCall(start, done, callbacks) {
  const id = nextId();
  try {
    start(id);
  } catch (error) {
    throw convertError(error);
  }
  calls.set(id, { done, context: createContext(callbacks) });
  ref();
  return id;
}

/** Aborts a call and ignores its result. */
function cancelCall(id) {
  if (!calls.delete(id)) return;
  bridge.cancel(id);
  unref();
}

/** The listeners of each signal. Only one is added to the signal itself, as Node warns of more than ten. */
const abortListeners = new WeakMap();

/** Calls `listener(reason)` when the signal aborts. Returns a function that removes the listener. */
function onAbort(signal, listener) {
  let entry = abortListeners.get(signal);
  if (entry === undefined) {
    const listeners = new Set();
    entry = { listeners, notify: () => [...listeners].forEach((listener) => listener(signal.reason)) };
    abortListeners.set(signal, entry);
  }
  const { listeners, notify } = entry;
  if (listeners.size === 0) signal.addEventListener('abort', notify);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) signal.removeEventListener('abort', notify);
  };
}

/** Resolves with the result of a call. Rejects with the signal's reason, and aborts the call, if the signal aborts. */
function request(start, signal, callbacks) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    let unlisten;
    const done = (type, text, data) => {
      resolve({ type, text, data });
      unlisten?.();
    };
    const id = startCall(start, done, callbacks);
    if (signal !== undefined) {
      unlisten = onAbort(signal, (reason) => {
        cancelCall(id);
        reject(reason);
        unlisten();
      });
    }
  });
}

/**
 * Starts a call with several results, which are passed to `stream.push`. Neither this nor a signal keeps the stream alive: one that is
 * garbage collected is cancelled. Returns its id, the result of `start`, and a function that removes the signal's listener.
 */
function openStream(stream, signal, abort, start) {
  if (signal?.aborted) throw signal.reason;
  const id = nextId();
  let result;
  try {
    result = start(id);
  } catch (error) {
    throw convertError(error);
  }
  const weak = new WeakRef(stream);
  streams.set(id, weak);
  const unlisten = signal == null ? undefined : onAbort(signal, (reason) => weak.deref() && abort(weak.deref(), reason));
  finalizers.register(stream, { id, unlisten }, stream);
  return [id, result, unlisten];
}

/** Cancels the call of a stream. */
function closeStream(stream, id) {
  if (!streams.delete(id)) return;
  finalizers.unregister(stream);
  bridge.cancel(id);
}

/** The results of a call that has several, in order. */
class Stream {
  #id = 0;
  #events = [];
  #waiter = null;
  #signal;
  #unlisten = null;
  #aborted = null;

  constructor(signal, callbacks) {
    this.#signal = signal;
    this.context = createContext(callbacks);
  }

  open(start) {
    const abort = (stream, reason) => stream.#abort(reason);
    const [id, result, unlisten] = openStream(this, this.#signal, abort, start);
    this.#id = id;
    this.#unlisten = unlisten;
    return result;
  }

  push(type, text, data) {
    const event = { type, text, data };
    if (this.#waiter === null) this.#events.push(event);
    else this.#wake().resolve(event);
  }

  /** The next event that has arrived, if any. */
  shift() {
    if (this.#aborted !== null) throw this.#aborted.reason;
    return this.#events.shift();
  }

  wait() {
    ref(this);
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  /** Removes and returns the waiting reader. */
  #wake() {
    const waiter = this.#waiter;
    this.#waiter = null;
    unref(this);
    return waiter;
  }

  #abort(reason) {
    this.#aborted = { reason };
    if (this.#waiter !== null) this.#wake().reject(reason);
    this.stop();
  }

  /** Cancels the call; a waiting reader gets the end. */
  stop() {
    this.#events = [];
    closeStream(this, this.#id);
    if (this.#waiter !== null) this.#wake().resolve({ type: END });
    this.#unlisten?.();
    this.#unlisten = null;
  }
}

const finalizers = new FinalizationRegistry(({ id, unlisten }) => {
  streams.delete(id);
  unlisten?.();
  bridge.cancel(id);
});

/** The result of a call. Throws its error; called where the result is awaited, so that the stack names the caller. */
function unwrap({ type, text, data }) {
  if (type === FAILED) throw atCaller(() => fromNative(text));
  return type === END ? null : { text, data };
}

async function provideToken(request, id) {
  // Undefined: the call was cancelled.
  const context = contextOf(id);
  let token;
  try {
    token = await context?.run(context.tokenProvider);
    if (typeof token !== 'string') {
      throw new TypeError(`tokenProvider: expected it to return a string, got ${token === null ? 'null' : typeof token}`);
    }
  } catch (error) {
    storeTokenError(request, error);
    token = undefined;
  }
  bridge.token(request, token);
}

function log(id, json) {
  const context = contextOf(id);
  if (context === undefined) return;
  const event = JSON.parse(json);
  // An exception of the logger does not fail the call.
  const failed = (error) => warn('the logger of a client of plock', error);
  try {
    if (context.trace !== undefined) context.run(() => context.trace.attempt(event));
    const returned = context.logger === undefined ? undefined : context.run(context.logger, event);
    if (typeof returned?.then === 'function') Promise.resolve(returned).catch(failed);
  } catch (error) {
    failed(error);
  }
}

function warn(source, error) {
  let message;
  try {
    message = String(error?.message ?? error);
  } catch {
    message = 'a value that cannot be printed';
  }
  process.emitWarning(`${source} threw: ${message}`);
}

/** Creates a native client. */
function connect(settings) {
  try {
    return bridge.client(JSON.stringify(settings));
  } catch (error) {
    throw convertError(error);
  }
}

module.exports = {
  CAPACITY,
  FAILED,
  NOT_SENT,
  RECORDED,
  REFUSED,
  Stream,
  bridge,
  closeStream,
  connect,
  createContext,
  openStream,
  ref,
  request,
  startTrace,
  unref,
  unwrap,
  version: version(),
};
