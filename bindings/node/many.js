'use strict';

// Many writes, as their caller sees them.

const { counter } = require('./job.js');
const { SerialIterator, bindAll } = require('./list.js');
const { partialFailure } = require('./errors.js');

/** A job of many writes: `await` it for all outcomes, or iterate with `for await`. */
class Many {
  #job;
  #all = null;

  constructor(job) {
    this.#job = job;
    bindAll(this, Many);
  }

  static from(outcomes) {
    return new Many(new FinishedJob(outcomes));
  }

  then(fulfilled, rejected) {
    return this.#collected().then(fulfilled, rejected);
  }

  catch(rejected) {
    return this.#collected().catch(rejected);
  }

  finally(done) {
    return this.#collected().finally(done);
  }

  [Symbol.asyncIterator]() {
    return new Reader(this.#job);
  }

  #collected() {
    this.#all ??= this.#job.collect(true);
    return this.#all;
  }

  async outcomes() {
    const job = this.#job;
    const outcomes = await job.collect(false);
    job.raise();
    return outcomes;
  }

  summary() {
    return { ...this.#job.summary };
  }

  async throwForFailures() {
    const job = this.#job;
    let at = job.readCount;
    job.start();
    for (;;) {
      const outcome = job.read(at);
      if (outcome === null) break;
      if (outcome === undefined) await job.wait();
      else at += 1;
    }
    job.raise(true);
    const { recorded, refused, unknown, notSent } = job.summary;
    if (refused + unknown + notSent > 0) {
      const counts = `${recorded} recorded, ${refused} refused, ${unknown} unknown, ${notSent} not sent`;
      throw partialFailure(counts, { summary: { ...job.summary } });
    }
  }
}

/** Iterates over the outcomes of a job. */
class Reader extends SerialIterator {
  #job;
  #at = 0;
  #ended = false;
  /** A reader that starts after the abort gets all outcomes before the reason. */
  #startedBeforeAbort;

  constructor(job) {
    super();
    bindAll(this, Reader);
    this.#job = job;
    this.#startedBeforeAbort = !job.aborted;
  }

  next() {
    return this.enqueue(() => this.#step());
  }

  async #step() {
    if (this.#ended) return { value: undefined, done: true };
    try {
      this.#job.start();
      for (;;) {
        if (this.#startedBeforeAbort && this.#job.aborted) this.#job.raise(true);
        const outcome = this.#job.read(this.#at);
        if (this.#ended) break;
        if (outcome === null) {
          this.#job.raise(true);
          break;
        }
        if (outcome !== undefined) {
          this.#at += 1;
          return { value: outcome, done: false };
        }
        await this.#job.wait();
      }
    } catch (error) {
      this.#ended = true;
      throw error;
    }
    this.#ended = true;
    return { value: undefined, done: true };
  }

  /** Stops the job, and waits for the writes in flight. */
  async return(value) {
    this.#ended = true;
    await this.#job.finishEarly();
    return { value, done: true };
  }
}

/** A job that has these outcomes and sends nothing. */
class FinishedJob {
  aborted = false;
  readCount = 0;
  summary = { recorded: 0, refused: 0, unknown: 0, notSent: 0 };
  #outcomes;

  constructor(outcomes) {
    this.#outcomes = [...outcomes];
    for (const { status } of this.#outcomes) this.summary[counter(status)] += 1;
  }

  start() {}

  raise() {}

  read(at) {
    return this.#outcomes[at] ?? null;
  }

  async collect() {
    return [...this.#outcomes];
  }

  async finishEarly() {}
}

module.exports = { Many };
