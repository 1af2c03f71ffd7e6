'use strict';

// Outboxes: usage events on disk, which the native part sends in the background. Loaded when one is opened.

const { setImmediate, clearImmediate } = require('node:timers');
const { resolve } = require('node:path');
const { fileURLToPath } = require('node:url');
const { bridge, closeStream, createContext, openStream, request, unwrap } = require('./bridge.js');
const { encode } = require('./calls.js');
const { convertError, invalid } = require('./errors.js');
const { inspect, parse } = require('./json.js');
const { bindAll } = require('./list.js');
const { boolean, count, describe, string } = require('./options.js');

/** Number of events that are stored together, or read at once. */
const BATCH = 1_000;
/** Milliseconds that `flush`, `reconcile` and `close` wait. */
const TIMEOUT = 30_000;
const STATES = ['queued', 'claimed', 'delivered', 'rejected', 'inDoubt', 'dropped', 'merged'];
const RESOLUTIONS = ['recorded', 'resend', 'drop'];
/** Times of the sender, for tests. */
const TIMES = Symbol.for('plock.outbox.times');
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

function oneOf(values) {
  return (name, value, refuse) => {
    if (!values.includes(value)) {
      throw refuse(name, `expected one of ${values.join(', ')}, got ${typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : describe(value)}`);
    }
    return value;
  };
}

function events(name, value, refuse) {
  if (count(name, value, refuse) === 0) throw refuse(name, 'expected at least 1, got 0');
  return value;
}

/** A copy of the roll-ups, complete and with texts as values of fields. */
function rollUps(name, value, refuse) {
  if (!Array.isArray(value)) throw refuse(name, `expected an array such as [{ combine: 'sum' }], got ${describe(value)}`);
  return value.map((given) => {
    const { combine, window = 900_000, only = {}, ...others } = given ?? {};
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) throw refuse(`${name}.${unknown}`, 'expected one of combine, window, only');
    if (typeof only !== 'object' || only === null) throw refuse(`${name}.only`, `expected an object such as { productId: '7' }, got ${describe(only)}`);
    COMBINE(`${name}.combine`, combine, refuse);
    count(`${name}.window`, window, refuse);
    return { combine, window, only: Object.fromEntries(Object.entries(only).map(([field, of]) => [field, String(of)])) };
  });
}

function sequence(value) {
  if (!Number.isSafeInteger(value)) throw invalid('seq', `expected a whole number, got ${describe(value)}`);
  return value;
}

const COMBINE = oneOf(['sum', 'max', 'min']);
const OPTIONS = { writers: oneOf(['only-this', 'others-too']), baseUrl: string, concurrency: events, rollUp: rollUps, adopt: boolean };

function settingsOf(path, options) {
  if (typeof options !== 'object' || options === null) throw invalid('options', `expected an object such as { writers: 'only-this' }, got ${describe(options)}`);
  const isUrl = typeof path?.href === 'string';
  if (!isUrl && (typeof path !== 'string' || path === '')) throw invalid('path', `expected the path of a file, got ${path === '' ? 'no text' : describe(path)}`);
  const settings = { path: resolve(isUrl ? fileURLToPath(path) : path), times: options[TIMES] };
  for (const [name, value] of Object.entries(options)) {
    if (value == null || name === 'client') continue;
    const check = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (check === undefined) throw invalid(name, `expected one of client, ${Object.keys(OPTIONS).join(', ')}`);
    settings[name] = check(name, value, invalid);
  }
  OPTIONS.writers('writers', settings.writers, invalid);
  return settings;
}

/** Milliseconds for the native part: a u32, about 49 days at most. */
function timeoutOf(options) {
  const value = options?.timeout ?? TIMEOUT;
  if (typeof value !== 'number' || !(value >= 0)) throw invalid('timeout', `expected milliseconds, got ${describe(value)}`);
  return Math.min(Math.ceil(value), 0xffffffff);
}

/** Whether a promise waits for more than other promises. */
function isPending(promise) {
  let immediate;
  const turn = new Promise((resolve) => (immediate = setImmediate(resolve, true)));
  const settled = () => (clearImmediate(immediate), false);
  return Promise.race([promise.then(settled, settled), turn]);
}

/** The events of a source, up to `BATCH` at a time: fewer if an async source has no more at the moment, ends or throws. */
async function* batches(source) {
  const iterate = source?.[Symbol.asyncIterator] ?? source?.[Symbol.iterator];
  if (typeof iterate !== 'function' || typeof source === 'string') throw invalid('bodies', 'expected an array or another iterable of objects');
  const iterator = iterate.call(source);
  let [batch, isOpen, waits] = [[], true, false];
  try {
    for (;;) {
      let next;
      try {
        next = iterator.next();
        if (typeof next?.then === 'function') {
          next = Promise.resolve(next);
          waits = batch.length > 0 && (await isPending(next));
          if (waits) yield batch.splice(0);
          next = await next;
          waits = false;
        }
      } catch (error) {
        isOpen = false;
        if (batch.length > 0) yield batch;
        throw error;
      }
      if (next.done) {
        isOpen = false;
        break;
      }
      batch.push(next.value);
      if (batch.length === BATCH) yield batch.splice(0);
    }
    if (batch.length > 0) yield batch;
  } finally {
    const returned = isOpen ? iterator.return?.() : undefined;
    // A source that waits for an event only returns after it.
    if (waits) Promise.resolve(returned).catch(() => {});
    else await returned;
  }
}

/** The native outbox. Stops to send when it is garbage collected. */
class Records {
  /** The asynchronous context of `openOutbox`, in which the callbacks of the client run. */
  context;
  #native;
  #loose;
  #id;

  constructor(callbacks, loose) {
    this.context = createContext(callbacks);
    this.#loose = loose;
  }

  /** `open(id, tag)` returns the native outbox; `tag` is what its requests belong to. */
  async open(open) {
    [this.#id] = openStream(this, undefined, undefined, () => {});
    try {
      unwrap(await request((id) => (this.#native = open(id, this.#id))));
    } catch (error) {
      closeStream(this, this.#id);
      throw error;
    }
  }

  /** The result of a method of the native outbox, as JSON. Keeps this object while it waits. */
  async call(method, args, signal) {
    const { text } = unwrap(await request((id) => this.#native[method](id, ...args), signal));
    return text;
  }

  close() {
    closeStream(this, this.#id);
  }

  #key(key) {
    if (typeof key !== 'string' || key === '') throw invalid('key', `expected a string with at least one character, got ${key === '' ? '""' : describe(key)}`);
    return key;
  }

  async record(operation, body, options) {
    const event = encode(this.#loose[operation], undefined, body);
    const keys = options?.key == null ? undefined : JSON.stringify([this.#key(options.key)]);
    const { seq, duplicates } = JSON.parse(await this.call('record', [operation, event, keys]));
    return { seq, duplicate: duplicates > 0 };
  }

  async recordMany(operation, source, options) {
    const key = options?.key ?? undefined;
    if (key !== undefined && typeof key !== 'function') throw invalid('key', `expected a function that returns the key of an event, got ${describe(key)}`);
    const total = { recorded: 0, duplicates: 0 };
    let before = 0;
    for await (const bodies of batches(source)) {
      await this.#batch(operation, bodies, key, total, before);
      before += bodies.length;
    }
    return total;
  }

  /** Stores events in one transaction. Before one that is invalid, those before it are stored. */
  async #batch(operation, bodies, key, total, before) {
    const [lines, keys] = [[], []];
    let failure = null;
    try {
      for (const body of bodies) {
        const line = encode(this.#loose[operation], undefined, body);
        if (key !== undefined) keys.push(this.#key(key(body)));
        lines.push(line);
      }
    } catch (error) {
      failure = { error, index: lines.length };
    }
    while (lines.length > 0) {
      try {
        const stored = await this.call('record', [operation, lines.join('\n'), key && JSON.stringify(keys.slice(0, lines.length))]);
        const { recorded, duplicates } = JSON.parse(stored);
        total.recorded += recorded;
        total.duplicates += duplicates;
        break;
      } catch (error) {
        // Another index: an earlier event is invalid, too.
        const index = lines.length === 1 && error.field !== undefined ? 0 : error.index;
        if (index === undefined) throw error;
        failure = { error, index };
        lines.length = index;
      }
    }
    if (failure === null) return;
    if (typeof failure.error === 'object' && failure.error !== null) failure.error.index = before + failure.index;
    throw failure.error;
  }
}

class Outbox {
  #records;
  #path;
  #closing = null;

  constructor(records, path, recorders) {
    this.#records = records;
    this.#path = path;
    for (const [name, operation] of Object.entries(recorders)) {
      // No `this`, as in the methods of a client.
      this[name] = {
        record: (body, options) => records.record(operation, body, options),
        recordMany: (bodies, options) => records.recordMany(operation, bodies, options),
      };
    }
    bindAll(this, Outbox);
  }

  get path() {
    return this.#path;
  }

  async stats() {
    return JSON.parse(await this.#records.call('stats', []));
  }

  async flush(options) {
    return JSON.parse(await this.#records.call('flush', [timeoutOf(options)], options?.signal ?? undefined));
  }

  async reconcile(options) {
    return JSON.parse(await this.#records.call('reconcile', [timeoutOf(options)], options?.signal ?? undefined));
  }

  async retry() {
    return JSON.parse(await this.#records.call('retry', []));
  }

  async verify() {
    return JSON.parse(await this.#records.call('verify', []));
  }

  async resolve(seq, resolution) {
    oneOf(RESOLUTIONS)('resolution', resolution, invalid);
    await this.#records.call('resolve', [sequence(seq), resolution]);
  }

  async history(seq) {
    const changes = JSON.parse(await this.#records.call('history', [sequence(seq)]));
    return changes.map(({ at, ...change }) => ({ at: new Date(at), ...change }));
  }

  events(state) {
    oneOf(STATES)('state', state, invalid);
    const records = this.#records;
    return (async function* () {
      let after = 0;
      for (;;) {
        // Bodies have exact numbers.
        const events = parse(await records.call('events', [state, after, BATCH]));
        for (const { recordedAt, ...event } of events) yield { ...event, recordedAt: new Date(recordedAt) };
        if (events.length < BATCH) return;
        after = events.at(-1).seq;
      }
    })();
  }

  changes(options) {
    const records = this.#records;
    return (async function* () {
      let seen;
      for (;;) {
        try {
          seen = await records.call('changed', [seen], options?.signal ?? undefined);
        } catch (error) {
          if (error?.kind === 'closed') return;
          throw error;
        }
        yield JSON.parse(seen);
      }
    })();
  }

  close(options) {
    this.#closing ??= this.#close(options);
    return this.#closing;
  }

  async #close(options) {
    const timeout = timeoutOf(options);
    try {
      return JSON.parse(await this.#records.call('close', [timeout]));
    } finally {
      this.#records.close();
    }
  }

  async [asyncDispose]() {
    await this.close();
  }

  [inspect](_depth, options) {
    return options.stylize(`[Outbox ${this.#path}]`, 'special');
  }
}

/** `callsOf` returns the calls of a client; undefined if it is none. */
async function openOutbox(path, options, { recorders, loose }, callsOf) {
  const settings = settingsOf(path, options);
  const calls = options.client == null ? undefined : callsOf(options.client);
  if (calls === undefined && options.client != null) throw invalid('client', `expected a Plock, got ${describe(options.client)}`);
  const records = new Records(calls?.callbacks, loose);
  const json = JSON.stringify(settings);
  try {
    await records.open((id, tag) => (calls === undefined ? bridge.openOutbox(id, json) : calls.openOutbox(id, json, tag)));
  } catch (error) {
    throw convertError(error);
  }
  return new Outbox(records, settings.path, recorders);
}

module.exports = { openOutbox };
