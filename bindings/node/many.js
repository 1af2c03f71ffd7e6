'use strict';

const { FAILED, giveUp, watch } = require('./bridge.js');
const { Rows } = require('./columns.js');
const { PlockError, fromNative, invalid } = require('./errors.js');

/** So many writes at most, beside those in flight, wait in the native part for their turn, which comes at once there. */
const MOST_READY = 64;
/** So many outcomes at most wait for a reader that is slower than the API. */
const MOST_WAITING = 4096;

/** Many writes. Awaited it gives all outcomes; `for await` gives one after the other. */
class Many {
  #start;

  constructor(bodies, concurrency, signal, prepare) {
    this.#start = () => new Run(bodies, concurrency, signal, prepare);
  }

  then(fulfilled, rejected) {
    return this.#all().then(fulfilled, rejected);
  }

  catch(rejected) {
    return this.#all().catch(rejected);
  }

  finally(done) {
    return this.#all().finally(done);
  }

  [Symbol.asyncIterator]() {
    return this.#start();
  }

  async #all() {
    const outcomes = [];
    for await (const outcome of this) outcomes.push(outcome);
    return outcomes;
  }
}

/** One sending of all. */
class Run {
  #bodies;
  #input = null;
  #concurrency;
  #prepare;
  #calling = null;
  #signal;
  #unwatch = null;
  /** Outcomes from `#read` on, with gaps where one is awaited. */
  #outcomes = [];
  #read = 0;
  #begun = 0;
  #calls = new Set();
  #pulling = false;
  #exhausted = false;
  #failed = null;
  #wake = null;

  constructor(bodies, concurrency, signal, prepare) {
    this.#bodies = bodies;
    this.#concurrency = concurrency;
    this.#signal = signal;
    this.#prepare = prepare;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  #begin() {
    const { aborted, reason } = this.#signal ?? {};
    if (aborted) throw reason;
    if (!Number.isInteger(this.#concurrency) || this.#concurrency < 1 || this.#concurrency > 0x7fffffff) {
      throw invalid('concurrency', `expected at least 1, got ${String(this.#concurrency)}`);
    }
    const iterate = this.#bodies?.[Symbol.asyncIterator] ?? this.#bodies?.[Symbol.iterator];
    if (typeof iterate !== 'function' || typeof this.#bodies === 'string') {
      throw invalid('bodies', 'expected an array or another iterable of objects');
    }
    this.#calling = this.#prepare();
    this.#input = iterate.call(this.#bodies);
    if (this.#signal !== undefined && this.#signal !== null) {
      this.#unwatch = watch(this.#signal, (reason) => this.#abort(reason));
    }
  }

  async next() {
    try {
      if (this.#input === null) this.#begin();
      for (;;) {
        this.#fill();
        if (this.#failed?.now) throw this.#failed.error;
        const outcome = this.#outcomes[0];
        if (outcome !== undefined) {
          this.#outcomes.shift();
          this.#read += 1;
          return { value: outcome, done: false };
        }
        if (this.#exhausted && this.#read === this.#begun) {
          if (this.#failed !== null) throw this.#failed.error;
          this.#unwatch?.();
          return { value: undefined, done: true };
        }
        await new Promise((resolve) => {
          this.#wake = resolve;
        });
      }
    } catch (error) {
      this.#unwatch?.();
      this.#exhausted = true;
      throw error;
    }
  }

  /** Whoever stops reading sends nothing more; what is on its way is not taken back. */
  async return(value) {
    this.#exhausted = true;
    this.#unwatch?.();
    await this.#input?.return?.();
    return { value, done: true };
  }

  #fill() {
    while (
      !this.#pulling &&
      !this.#exhausted &&
      this.#calls.size < this.#concurrency + Math.min(2 * this.#concurrency, MOST_READY) &&
      this.#begun - this.#read < MOST_WAITING + this.#concurrency
    ) {
      let pulled;
      try {
        pulled = this.#input.next();
      } catch (error) {
        this.#fail(error, false);
        return;
      }
      if (typeof pulled?.then === 'function') {
        this.#pulling = true;
        pulled.then(
          (result) => {
            this.#pulling = false;
            this.#take(result);
            this.#fill();
            this.#tell();
          },
          (error) => this.#fail(error, false),
        );
        return;
      }
      this.#take(pulled);
    }
  }

  #take({ value, done }) {
    if (this.#exhausted) return;
    if (done) {
      this.#exhausted = true;
      return;
    }
    const index = this.#begun;
    this.#begun += 1;
    try {
      const call = this.#calling.send(value, (what, text, data) => {
        this.#calls.delete(call);
        this.#done(index, what === FAILED ? failed(index, fromNative(text)) : recorded(index, text, data));
        this.#fill();
      });
      this.#calls.add(call);
    } catch (error) {
      // What it refuses is accounted for; what is broken is not an outcome.
      if (!(error instanceof PlockError)) throw error;
      this.#done(index, failed(index, error));
    }
  }

  #done(index, outcome) {
    const place = index - this.#read;
    while (this.#outcomes.length <= place) this.#outcomes.push(undefined);
    this.#outcomes[place] = outcome;
    if (place === 0) this.#tell();
  }

  #tell() {
    this.#wake?.();
    this.#wake = null;
  }

  /** The input has failed: what was sent is accounted for first. */
  #fail(error, now) {
    this.#failed = { error, now };
    this.#pulling = false;
    this.#exhausted = true;
    this.#tell();
  }

  #abort(reason) {
    this.#unwatch();
    // First, or those that wait would come through for those that are given up.
    this.#calling.close();
    for (const call of this.#calls) giveUp(call);
    this.#calls.clear();
    this.#fail(reason, true);
  }
}

function recorded(index, text, data) {
  const rows = new Rows(text, data);
  return { status: 'recorded', index, result: rows.length > 0 ? rows.at(0) : undefined };
}

function failed(index, error) {
  // A failing server may have done it before it failed.
  return { status: error.retrySafe ? 'refused' : 'unknown', index, error };
}

module.exports = { Many };
