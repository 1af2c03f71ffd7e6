'use strict';

// Many writes: a job of the native part, which is given events as it has room for them, and whose outcomes can be read again.

const { AsyncLocalStorage } = require('node:async_hooks');
const { performance } = require('node:perf_hooks');
const { setImmediate } = require('node:timers');
const { FAILED, NOT_SENT, RECORDED, REFUSED, ROOM, caller, close, hold, open, release } = require('./bridge.js');
const { Rows } = require('./columns.js');
const { PlockError, fromNative, invalid, partialFailure } = require('./errors.js');
const { Steps } = require('./list.js');

/** How long what is in flight may take when a job is left or its source throws, in milliseconds. */
const GRACE = 2_000;
/** How many outcomes that were read one by one are kept, to be read again. */
const KEPT = 10_000;
/** How many outcomes at most wait here for a slower reader. */
const UNREAD = 1_024;
/** More than these, as a job has to tell all when it is stopped. */
const EVERY = 0x0fffffff;
/** How long a source may be read before others have their turn, in milliseconds. */
const TURN = 5;

/** Many writes. Awaited it gives all outcomes; `for await` gives one after the other. */
class Many {
  #job;
  #all = null;

  constructor(bodies, options, prepare) {
    this.#job = new Job(bodies, options, prepare);
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
    let at = job.farthest;
    job.begin();
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

/** The outcomes one by one. */
class Reader extends Steps {
  #job;
  #at = 0;
  #over = false;
  /** One that comes later gets all outcomes before the reason. */
  #early;

  constructor(job) {
    super();
    this.#job = job;
    this.#early = !job.aborted;
  }

  next() {
    return this.queue(() => this.#step());
  }

  async #step() {
    if (this.#over) return { value: undefined, done: true };
    try {
      this.#job.begin();
      for (;;) {
        if (this.#early && this.#job.aborted) this.#job.raise(true);
        const outcome = this.#job.read(this.#at);
        if (this.#over) break;
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
      this.#over = true;
      throw error;
    }
    this.#over = true;
    return { value: undefined, done: true };
  }

  /** Whoever stops reading stops the job. What is in flight ends first. */
  async return(value) {
    this.#over = true;
    await this.#job.leave();
    return { value, done: true };
  }
}

class Job {
  summary = { recorded: 0, refused: 0, unknown: 0, notSent: 0 };
  /** Whether a signal has stopped it. */
  aborted = false;
  /** Up to where outcomes were read. */
  farthest = 0;
  caller;

  #bodies;
  #options;
  #prepare;
  #begun = false;
  #number = 0;
  #native = null;
  #write = null;
  #unwatch = null;
  /** Runs a function in the asynchronous context in which the job began. */
  #run = null;

  #input = null;
  /** How many events there is room for. */
  #room = 0;
  #pushed = 0;
  /** `reading` while the source runs, `waiting` for what it has promised. */
  #pull = 'idle';
  /** Whether no more events are taken. */
  #closed = false;
  #stopped = false;
  /** The source's answer to being told so. */
  #left = null;
  #events = new Map();
  #refused = new Map();

  /** Outcomes from the index `#first` on; those before `#head` are given up. */
  #kept = [];
  #head = 0;
  #first = 0;
  #told = 0;
  #asked = 0;
  #all = false;
  /** Events that were given and never pushed: they follow behind the outcomes. */
  #rest = [];
  /** What has interrupted it: `{ error, raised }`. */
  #failure = null;
  #lost = false;
  #waiters = [];
  #holds = false;

  constructor(bodies, options, prepare) {
    this.#bodies = bodies;
    this.#options = options;
    this.#prepare = prepare;
  }

  begin() {
    if (this.#begun) return;
    this.#begun = true;
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
      const { callbacks, start, write } = this.#prepare();
      this.#write = write;
      this.#run = AsyncLocalStorage.snapshot();
      this.caller = caller(callbacks);
      this.#input = iterate.call(this.#bodies);
      [this.#number, this.#native, this.#unwatch] = open(this, signal, (job, reason) => job.#abort(reason), start);
      this.#native.more(UNREAD);
    } catch (error) {
      this.#failure = { error, raised: false };
      this.#closed = true;
    }
  }

  get #over() {
    return this.#closed && (this.#native === null || this.#lost || this.#told === this.#pushed) && this.#pull !== 'reading';
  }

  /** The outcome of an index: undefined when it is not there yet, null behind the last. */
  find(at) {
    if (at < this.#first) {
      throw invalid('outcomes', `expected to read them again from ${this.#first} on: one by one, only the last ${KEPT} that were read are kept`);
    }
    if (at < this.#told) return this.#kept[this.#head + at - this.#first];
    if (!this.#over) return undefined;
    const event = at - this.#told;
    if (event < this.#rest.length) return { status: 'not sent', index: at, event: this.#rest[event] };
    this.#unwatch?.();
    return null;
  }

  /** As `find`, and takes note that it was read. */
  read(at) {
    const outcome = this.find(at);
    if (outcome && at >= this.farthest) this.#advance(at + 1);
    return outcome;
  }

  #advance(read) {
    this.farthest = read;
    if (read - this.#asked >= UNREAD / 4) {
      if (!this.#stopped) this.#native?.more(read - this.#asked);
      this.#asked = read;
    }
    if (this.#all || this.#first >= Math.min(read - KEPT, this.#told)) return;
    this.#kept[this.#head] = undefined;
    this.#head += 1;
    this.#first += 1;
    if (this.#head <= KEPT) return;
    this.#kept = this.#kept.slice(this.#head);
    this.#head = 0;
  }

  /** Throws what has interrupted the job: again, or unless somebody was told. */
  raise(again = false) {
    const failure = this.#failure;
    if (failure === null || (failure.raised && !again)) return;
    failure.raised = true;
    throw failure.error;
  }

  /** All outcomes. `raises`: what interrupts the job is thrown. */
  async collect(raises) {
    const outcomes = [];
    this.#all = true;
    this.begin();
    for (;;) {
      const outcome = this.read(outcomes.length);
      if (outcome === null) {
        if (raises) this.raise(true);
        return outcomes;
      }
      if (outcome === undefined) await this.wait();
      else outcomes.push(outcome);
    }
  }

  /** Resolves when something has happened. */
  wait() {
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#balance();
    });
  }

  #wake() {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
    this.#balance();
  }

  /** While somebody waits for the native part, nothing else may hold this, and the event loop lives. */
  #balance() {
    const native = this.#pushed > this.#told || (!this.#closed && this.#pull === 'idle');
    const holds = this.#waiters.length > 0 && this.#native !== null && !this.#lost && native;
    if (holds === this.#holds) return;
    this.#holds = holds;
    if (holds) hold(this);
    else release(this);
  }

  /** Nothing more is sent, and what is in flight may take so long. */
  #stop(grace) {
    if (this.#native !== null) {
      this.#native.stop(grace);
      if (!this.#stopped) this.#native.more(EVERY);
      this.#stopped = true;
    }
    this.#close();
  }

  async leave() {
    if (!this.#begun) {
      this.#begun = true;
      if (Array.isArray(this.#bodies)) this.#account(this.#bodies);
    }
    this.#stop(GRACE);
    while (!this.#over) await this.wait();
    await this.#left;
  }

  /** A signal stops the requests themselves. */
  #abort(error) {
    this.aborted = true;
    this.#fail(error, 0);
  }

  #fail(error, grace = GRACE) {
    this.#failure ??= { error, raised: false };
    this.#stop(grace);
    this.#wake();
  }

  /** Takes no more events. */
  #close() {
    if (!this.#closed) {
      this.#closed = true;
      if (this.#pull !== 'reading') this.#finish();
    }
    this.#wake();
  }

  #finish() {
    this.#native?.finish();
    const input = this.#input;
    this.#input = null;
    if (input === null) return;
    try {
      // What is in memory is accounted for to its end; from anywhere else nothing more is taken.
      if (Array.isArray(this.#bodies) || this.#bodies instanceof Set) return this.#account(input);
      const left = this.#run(() => input.return?.());
      if (typeof left?.then !== 'function') return;
      const done = Promise.resolve(left).catch((error) => this.#fail(error));
      // One that has promised an event answers only when it has that.
      if (this.#pull === 'idle') this.#left = done;
    } catch (error) {
      this.#fail(error);
    }
  }

  #account(events) {
    for (const event of events) {
      this.#rest.push(event);
      this.summary.notSent += 1;
    }
  }

  #fill() {
    if (this.#pull !== 'idle' || this.#closed || this.#room === 0) return;
    this.#run(() => this.#take());
    this.#balance();
  }

  /** Takes events from the source, as many as there is room for, and hands them on in one piece. */
  #take() {
    const lines = [];
    const start = performance.now();
    let failure = null;
    let promised = null;
    let ended = false;
    this.#pull = 'reading';
    try {
      while (lines.length < this.#room && !this.#closed && performance.now() - start < TURN) {
        const pulled = this.#input.next();
        if (typeof pulled?.then === 'function') {
          promised = pulled;
          break;
        }
        if (pulled.done) {
          ended = true;
          break;
        }
        this.#put(pulled.value, lines);
      }
    } catch (error) {
      failure = { error };
    }
    this.#pull = 'idle';
    this.#send(lines);
    if (promised !== null) this.#await(promised);
    if (failure !== null) this.#input = null;
    if (ended) this.#end();
    else if (failure !== null) this.#fail(failure.error);
    else if (this.#closed) this.#finish();
    else if (promised === null && this.#room > 0) this.#later();
  }

  /** The source has ended by itself. */
  #end() {
    this.#input = null;
    if (this.#closed) this.#finish();
    this.#close();
  }

  #later() {
    this.#pull = 'waiting';
    setImmediate(() => {
      this.#pull = 'idle';
      this.#fill();
      this.#wake();
    });
  }

  #await(promised) {
    this.#pull = 'waiting';
    const settled = (work) => (result) => {
      this.#pull = 'idle';
      work(result);
      this.#fill();
      this.#wake();
    };
    const came = (result) => {
      const { done, value } = result;
      if (done) return this.#end();
      // It comes too late to be sent.
      if (this.#closed) return this.#account([value]);
      const lines = [];
      this.#put(value, lines);
      this.#send(lines);
    };
    const failed = (error) => {
      this.#input = null;
      this.#fail(error);
    };
    Promise.resolve(promised).then(settled(came), settled(failed)).catch(failed);
  }

  #put(event, lines) {
    const index = this.#pushed + lines.length;
    this.#events.set(index, event);
    try {
      lines.push(this.#write(event));
    } catch (error) {
      // What it refuses is accounted for, and the others go on.
      const refused = error instanceof PlockError ? error : invalid('event', 'expected one that can be read; reading it threw', error);
      this.#refused.set(index, refused);
      lines.push('');
    }
  }

  #send(lines) {
    if (lines.length === 0) return;
    this.#room -= lines.length;
    this.#pushed += lines.length;
    this.#native.push(lines.join('\n'));
  }

  /** Mail of the native part. */
  push(what, text, data, many) {
    if (what === ROOM) {
      this.#room += many;
      if (many === 0) this.#close();
      else this.#fill();
    } else if (what === RECORDED) {
      for (; many > 0; many -= 1) {
        const rows = new Rows(text, data);
        this.#tell('recorded', { result: rows.length > 0 ? rows.at(0) : undefined });
      }
    } else if (what === NOT_SENT) {
      for (; many > 0; many -= 1) this.#tell('not sent', {});
    } else if (what >= REFUSED) {
      for (; many > 0; many -= 1) {
        const error = this.#refused.get(this.#told) ?? fromNative(text);
        this.#tell(what === REFUSED ? 'refused' : 'unknown', { error });
      }
    } else {
      this.#lost = true;
      close(this, this.#number);
      if (what === FAILED) this.#fail(fromNative(text));
    }
    this.#wake();
  }

  #tell(status, facts) {
    const index = this.#told;
    this.#kept.push({ status, index, event: this.#events.get(index), ...facts });
    this.#events.delete(index);
    this.#refused.delete(index);
    this.summary[status === 'not sent' ? 'notSent' : status] += 1;
    this.#told += 1;
  }
}

module.exports = { Many };
