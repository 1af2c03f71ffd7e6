'use strict';

// The engine of a job of many writes: events are pushed to the native part while it has capacity, and outcomes are kept for reading them again.

const { AsyncLocalStorage } = require('node:async_hooks');
const { performance } = require('node:perf_hooks');
const { setImmediate } = require('node:timers');
const { CAPACITY, FAILED, NOT_SENT, RECORDED, REFUSED, closeStream, createContext, openStream, ref, unref } = require('./bridge.js');
const { Rows } = require('./columns.js');
const { PlockError, fromNative, invalid } = require('./errors.js');

/** Milliseconds that writes in flight have to end after a job is left or its source throws. */
const GRACE = 2_000;
/** Number of outcomes that are kept when they are read one by one. */
const MAX_KEPT = 10_000;
/** Maximum number of outcomes that are buffered for a slow reader. */
const MAX_UNREAD = 1_024;
/** Requests all remaining outcomes of a stopped job. */
const ALL = 0x0fffffff;
/** Milliseconds that a source is read before yielding to the event loop. */
const MAX_TURN = 5;

/** The counter of a summary in which an outcome counts. */
function counter(status) {
  return status === 'not sent' ? 'notSent' : status;
}

class Job {
  summary = { recorded: 0, refused: 0, unknown: 0, notSent: 0 };
  /** Whether a signal stopped it. */
  aborted = false;
  /** Number of outcomes that were read. */
  readCount = 0;
  context;

  #bodies;
  #options;
  #prepare;
  #started = false;
  #id = 0;
  #native = null;
  #write = null;
  #trace;
  #unlisten = null;
  /** Runs a function in the asynchronous context in which the job started. */
  #run = null;

  #input = null;
  /** Number of events that the native part accepts. */
  #capacity = 0;
  #pushed = 0;
  /** `idle`, `reading` while the source runs, `waiting` for its promise, or `paused` for other work of the event loop. */
  #sourceState = 'idle';
  /** Whether no more events are read. */
  #closed = false;
  #stopped = false;
  /** The result of the source's `return()`. */
  #returned = null;
  #events = new Map();
  #refused = new Map();

  /** Outcomes from index `#first` on, beginning at `#head`. */
  #kept = [];
  #head = 0;
  #first = 0;
  #received = 0;
  #requested = 0;
  #all = false;
  /** Events that were never pushed; their outcomes are the last ones. */
  #notSent = [];
  /** The error that interrupted it: `{ error, raised }`. */
  #failure = null;
  #nativeEnded = false;
  #waiters = [];
  #isRef = false;

  constructor(bodies, options, prepare) {
    this.#bodies = bodies;
    this.#options = options;
    this.#prepare = prepare;
  }

  start() {
    if (this.#started) return;
    this.#started = true;
    const { signal, concurrency } = this.#options;
    try {
      if (signal?.aborted) throw signal.reason;
      if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 0x7fffffff) {
        throw invalid('concurrency', `expected at least 1, got ${String(concurrency)}`);
      }
      const iterate = this.#bodies?.[Symbol.asyncIterator] ?? this.#bodies?.[Symbol.iterator];
      if (typeof iterate !== 'function' || typeof this.#bodies === 'string') {
        throw invalid('bodies', 'expected an array or another iterable of objects');
      }
      const { callbacks, start, trace, write } = this.#prepare();
      this.#write = write;
      this.#trace = trace;
      this.#run = AsyncLocalStorage.snapshot();
      this.context = createContext(callbacks);
      this.#input = iterate.call(this.#bodies);
      [this.#id, this.#native, this.#unlisten] = openStream(this, signal, (job, reason) => job.#abort(reason), start);
      this.#native.request(MAX_UNREAD);
    } catch (error) {
      this.#failure = { error, raised: false };
      this.#closed = true;
      this.#trace?.fail(error);
    }
  }

  /** Whether every event that was pushed has its outcome, and none will be pushed. */
  get #settled() {
    return this.#closed && (this.#native === null || this.#nativeEnded || this.#received === this.#pushed) && this.#sourceState !== 'reading';
  }

  /** Settled, and the source is not about to return an event. The native part ends after 2 s without it. */
  get #ended() {
    return this.#settled && (this.#sourceState !== 'waiting' || this.#nativeEnded);
  }

  /** The outcome with this index: undefined if it has not arrived, null after the last one. */
  find(at) {
    if (at < this.#first) {
      throw invalid('outcomes', `expected to be read again from index ${this.#first} on: only the last ${MAX_KEPT} are kept when they are read one by one`);
    }
    if (at < this.#received) return this.#kept[this.#head + at - this.#first];
    if (!this.#ended) return undefined;
    const event = at - this.#received;
    if (event < this.#notSent.length) return { status: 'not sent', index: at, event: this.#notSent[event] };
    this.#unlisten?.();
    return null;
  }

  /** As `find`, and marks the outcome as read. */
  read(at) {
    const outcome = this.find(at);
    if (outcome && at >= this.readCount) this.#advance(at + 1);
    return outcome;
  }

  #advance(read) {
    this.readCount = read;
    if (read - this.#requested >= MAX_UNREAD / 4) {
      if (!this.#stopped) this.#native?.request(read - this.#requested);
      this.#requested = read;
    }
    if (this.#all || this.#first >= Math.min(read - MAX_KEPT, this.#received)) return;
    this.#kept[this.#head] = undefined;
    this.#head += 1;
    this.#first += 1;
    if (this.#head <= MAX_KEPT) return;
    this.#kept = this.#kept.slice(this.#head);
    this.#head = 0;
  }

  /** Throws the error that interrupted the job. Only once, unless `again`. */
  raise(again = false) {
    const failure = this.#failure;
    if (failure === null || (failure.raised && !again)) return;
    failure.raised = true;
    throw failure.error;
  }

  /** All outcomes. `raises`: throws the error that interrupted the job. */
  async collect(raises) {
    const outcomes = [];
    this.#all = true;
    this.start();
    for (;;) {
      const outcome = this.read(outcomes.length);
      if (raises && this.aborted && this.#settled) this.raise(true);
      if (outcome === null) {
        if (raises) this.raise(true);
        return outcomes;
      }
      if (outcome === undefined) await this.wait();
      else outcomes.push(outcome);
    }
  }

  /** Resolves when the state of the job changes. */
  wait() {
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#updateRef();
    });
  }

  #wake() {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
    this.#updateRef();
  }

  /** Keeps this job and the event loop alive while a reader waits for the native part. */
  #updateRef() {
    const native = this.#pushed > this.#received || this.#sourceState === (this.#closed ? 'waiting' : 'idle');
    const isRef = this.#waiters.length > 0 && this.#native !== null && !this.#nativeEnded && native;
    if (isRef === this.#isRef) return;
    this.#isRef = isRef;
    if (isRef) ref(this);
    else unref(this);
  }

  /** Sends nothing more. Writes in flight have `grace` milliseconds to end. */
  #stop(grace) {
    if (this.#native !== null) {
      this.#native.stop(grace);
      if (!this.#stopped) this.#native.request(ALL);
      this.#stopped = true;
    }
    this.#close();
  }

  async finishEarly() {
    if (!this.#started) {
      this.#started = true;
      if (Array.isArray(this.#bodies)) this.#addNotSent(this.#bodies);
    }
    this.#stop(GRACE);
    while (!this.#ended) await this.wait();
    await this.#returned;
  }

  /** Aborts the writes in flight. */
  #abort(error) {
    this.aborted = true;
    this.#fail(error, 0);
  }

  #fail(error, grace = GRACE) {
    this.#failure ??= { error, raised: false };
    this.#stop(grace);
    this.#wake();
  }

  /** Ends the input. */
  #close() {
    if (!this.#closed) {
      this.#closed = true;
      if (this.#sourceState !== 'reading') this.#finish();
    }
    this.#wake();
  }

  #finish() {
    if (this.#sourceState !== 'waiting') this.#native?.finish();
    const input = this.#input;
    this.#input = null;
    if (input === null) return;
    try {
      // Every event of an array or `Set` has an outcome. Other sources are not read further.
      if (Array.isArray(this.#bodies) || this.#bodies instanceof Set) return this.#addNotSent(input);
      const returned = this.#run(() => input.return?.());
      if (typeof returned?.then !== 'function') return;
      const done = Promise.resolve(returned).catch((error) => this.#fail(error));
      // A source that is waiting for an event only returns after it.
      if (this.#sourceState === 'idle') this.#returned = done;
    } catch (error) {
      this.#fail(error);
    }
  }

  #addNotSent(events) {
    for (const event of events) {
      this.#notSent.push(event);
      this.summary.notSent += 1;
    }
  }

  #fill() {
    if (this.#sourceState !== 'idle' || this.#closed || this.#capacity === 0) return;
    this.#run(() => this.#read());
    this.#updateRef();
  }

  /** Reads events from the source up to the capacity, and pushes them in one batch. */
  #read() {
    const lines = [];
    const start = performance.now();
    let failure = null;
    let promise = null;
    let ended = false;
    this.#sourceState = 'reading';
    try {
      while (lines.length < this.#capacity && !this.#closed && performance.now() - start < MAX_TURN) {
        const next = this.#input.next();
        if (typeof next?.then === 'function') {
          promise = next;
          break;
        }
        if (next.done) {
          ended = true;
          break;
        }
        this.#encode(next.value, lines);
      }
    } catch (error) {
      failure = { error };
    }
    this.#sourceState = 'idle';
    this.#send(lines);
    if (promise !== null) this.#awaitEvent(promise);
    if (failure !== null) this.#input = null;
    if (ended) this.#end();
    else if (failure !== null) this.#fail(failure.error);
    else if (this.#closed) this.#finish();
    else if (promise === null && this.#capacity > 0) this.#fillLater();
  }

  /** The source has no more events. */
  #end() {
    this.#input = null;
    if (this.#closed) this.#finish();
    this.#close();
  }

  #fillLater() {
    this.#sourceState = 'paused';
    setImmediate(() => {
      this.#sourceState = 'idle';
      this.#fill();
      this.#wake();
    });
  }

  #awaitEvent(promise) {
    this.#sourceState = 'waiting';
    const settled = (work) => (result) => {
      this.#sourceState = 'idle';
      work(result);
      if (this.#closed) this.#native.finish();
      this.#fill();
      this.#wake();
    };
    const received = (result) => {
      const { done, value } = result;
      if (done) return this.#end();
      // Too late to be sent.
      if (this.#closed) return this.#addNotSent([value]);
      const lines = [];
      this.#encode(value, lines);
      this.#send(lines);
    };
    const failed = (error) => {
      this.#input = null;
      this.#fail(error);
    };
    Promise.resolve(promise).then(settled(received), settled(failed)).catch(failed);
  }

  #encode(event, lines) {
    const index = this.#pushed + lines.length;
    this.#events.set(index, event);
    try {
      lines.push(this.#write(event));
    } catch (error) {
      // A refused event has an outcome; the others are sent.
      const refused = error instanceof PlockError ? error : invalid('event', 'expected a readable object; reading it threw an exception', error);
      this.#refused.set(index, refused);
      lines.push('');
    }
  }

  #send(lines) {
    if (lines.length === 0) return;
    this.#capacity -= lines.length;
    this.#pushed += lines.length;
    this.#native.push(lines.join('\n'));
  }

  /** Handles an event of the native part. */
  push(type, text, data, count) {
    if (type === CAPACITY) {
      this.#capacity += count;
      if (count === 0) this.#close();
      else this.#fill();
    } else if (type === RECORDED) {
      for (; count > 0; count -= 1) {
        const rows = new Rows(text, data);
        this.#add('recorded', { result: rows.length > 0 ? rows.at(0) : undefined });
      }
    } else if (type === NOT_SENT) {
      for (; count > 0; count -= 1) this.#add('not sent', {});
    } else if (type >= REFUSED) {
      for (; count > 0; count -= 1) {
        const error = this.#refused.get(this.#received) ?? fromNative(text);
        this.#add(type === REFUSED ? 'refused' : 'unknown', { error });
      }
    } else {
      this.#nativeEnded = true;
      closeStream(this, this.#id);
      if (type === FAILED) this.#fail(fromNative(text));
      if (this.#failure === null) this.#trace?.end();
      else this.#trace?.fail(this.#failure.error);
    }
    this.#wake();
  }

  #add(status, properties) {
    const index = this.#received;
    this.#kept.push({ status, index, event: this.#events.get(index), ...properties });
    this.#events.delete(index);
    this.#refused.delete(index);
    this.summary[counter(status)] += 1;
    this.#received += 1;
  }
}

module.exports = { Job, counter };
