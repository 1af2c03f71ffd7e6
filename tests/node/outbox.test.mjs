// Outboxes: events on disk, sent in the background.

import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { InvalidRequestError, KeyConflictError, OutboxError, Plock, PlockError, openOutbox } from 'plock';
import { measure } from 'plock/otel';
import { Sandbox } from 'plock-testing';
import { server } from './server.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const limit = { timeout: 60_000 };
/** Short times of the sender. */
const FAST = { [Symbol.for('plock.outbox.times')]: { pause: 20, poll: 50, reconcile: 10, reconcileLongest: 50 } };
const ONLY = { writers: 'only-this', ...FAST };
const usage = (n, more) => ({ crmId: 'c0', productId: 7, value: `${n}.50`, ts: 1_750_000_000 + n, ...more });

function file(t) {
  const folder = mkdtempSync(join(tmpdir(), 'plock-outbox-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'usage.plockbox');
}

function started(t) {
  const sandbox = Sandbox.start();
  t.after(() => sandbox.stop());
  sandbox.accounts.add({ crmId: 'c0' });
  return sandbox;
}

async function opened(t, path, options) {
  const box = await openOutbox(path, { ...ONLY, ...options });
  t.after(() => box.close({ timeout: 0 }));
  return box;
}

/** Waits for a state of the outbox. */
async function until(box, is) {
  for await (const stats of box.changes({ signal: AbortSignal.timeout(30_000) })) if (is(stats)) return stats;
}

/** The numbers of the events that the sandbox has, in order. */
const rows = (sandbox) => sandbox.recorded.productUsages.map(({ value }) => Number.parseInt(value)).sort((a, b) => a - b);
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** The error that a promise rejects with. */
const failed = (promise) => promise.then(
  () => assert.fail('expected a rejection'),
  (error) => error,
);

test('events are delivered once, also with a key and after reopening', limit, async (t) => {
  const [path, sandbox] = [file(t), started(t)];
  const client = sandbox.client();
  const box = await openOutbox(pathToFileURL(path), { ...ONLY, client });
  assert.equal(box.path, path);
  assert.deepEqual(await box.productUsages.record(usage(1), { key: 'order-1' }), { seq: 1, duplicate: false });
  assert.deepEqual(await box.productUsages.record(usage(1, { productId: '7', value: '1.500', ts: new Date(1_750_000_001_000) }), { key: 'order-1' }), { seq: 1, duplicate: true });
  const conflict = await failed(box.productUsages.record(usage(2), { key: 'order-1' }));
  assert.ok(conflict instanceof KeyConflictError && conflict instanceof OutboxError && conflict instanceof PlockError);
  assert.deepEqual([conflict.name, conflict.code, conflict.kind, conflict.retrySafe], ['KeyConflictError', 'PLOCK_KEY_CONFLICT', 'keyConflict', true]);
  assert.match(conflict.stack, /outbox\.test\.mjs/);
  await Promise.all(range(2, 30).map((n) => box.productUsages.record(usage(n))));
  assert.deepEqual(await box.flush(), { ...(await box.stats()), queued: 0, claimed: 0, delivered: 30 });
  const left = await box.close();
  assert.deepEqual([left.queued, left.delivered, left.inDoubt, left.rejected], [0, 30, 0, 0]);
  assert.equal(await box.close(), left);
  assert.deepEqual(rows(sandbox), range(1, 30));
  const closed = await failed(box.productUsages.record(usage(31)));
  assert.deepEqual([closed.name, closed.code, closed.kind], ['OutboxError', 'PLOCK_OUTBOX', 'closed']);
  assert.equal((await failed(box.stats())).kind, 'closed');

  const again = await opened(t, path, { client });
  assert.deepEqual(await again.productUsages.record(usage(1), { key: 'order-1' }), { seq: 1, duplicate: true });
  assert.equal((await again.close()).delivered, 30);
  assert.equal(rows(sandbox).length, 30);
});

test('an invalid argument is an InvalidRequestError that names it', limit, async (t) => {
  const path = file(t);
  const box = await opened(t, path);
  const { record, recordMany } = box.productUsages;
  const wrong = {
    crmId: [() => record(usage(1, { crmId: '' })), () => record({ productId: 7, value: '1', ts: 1 })],
    productId: [() => record(usage(1, { productId: null }))],
    value: [() => record(usage(1, { value: 0.1 })), () => record(usage(1, { value: 'x' }))],
    ts: [() => record(usage(1, { ts: 1_750_000_000_000 }))],
    unknown: [() => record(usage(1, { unknown: 1 }))],
    body: [() => record([])],
    key: [() => record(usage(1), { key: '' }), () => record(usage(1), { key: 7 }), () => recordMany([usage(1)], { key: 'text' }), () => recordMany([usage(1)], { key: () => {} })],
    bodies: [() => recordMany(usage(1)), () => recordMany('text')],
    seq: [() => box.resolve(1, 'drop'), () => box.resolve('1', 'drop'), () => box.history(1.5)],
    resolution: [() => box.resolve(1, 'sent')],
    state: [() => box.events('in_doubt').next?.(), async () => box.events()],
    timeout: [() => box.flush({ timeout: -1 }), () => box.reconcile({ timeout: '1' })],
    writers: [() => openOutbox(path, {}), () => openOutbox(path, { writers: 'all' })],
    client: [() => openOutbox(path, { ...ONLY, client: {} })],
    path: [() => openOutbox('', ONLY), () => openOutbox(7, ONLY)],
    options: [() => openOutbox(path)],
    concurrency: [() => openOutbox(path, { ...ONLY, concurrency: 0 })],
    adopt: [() => openOutbox(path, { ...ONLY, adopt: 1 })],
    writer: [() => openOutbox(path, { ...ONLY, writer: 'only-this' })],
  };
  for (const [field, calls] of Object.entries(wrong)) {
    for (const call of calls) {
      const error = await failed((async () => call())());
      assert.ok(error instanceof InvalidRequestError, `${field}: ${error.stack}`);
      assert.deepEqual([error.field, error.message.startsWith(`${field}: `), error.retrySafe], [field, true, true], error.message);
    }
  }
  assert.equal((await box.stats()).queued, 0);
});

test('many events are recorded from any iterable', limit, async (t) => {
  const [path, sandbox] = [file(t), started(t)];
  const box = await opened(t, path);
  const { recordMany } = box.productUsages;
  const numbers = (from, to) => range(from, to).map((n) => usage(n));
  assert.deepEqual(await recordMany([]), { recorded: 0, duplicates: 0 });
  assert.deepEqual(await recordMany(numbers(1, 2_100)), { recorded: 2_100, duplicates: 0 });
  async function* source() {
    for (const one of numbers(2_101, 2_120)) yield one;
  }
  const key = ({ ts }) => `event-${ts}`;
  assert.deepEqual(await recordMany(source(), { key }), { recorded: 20, duplicates: 0 });
  assert.deepEqual(await recordMany(new Set(numbers(2_111, 2_130)), { key }), { recorded: 10, duplicates: 10 });
  assert.equal((await failed(recordMany([usage(1), usage(2, { ts: usage(2_111).ts })], { key }))).kind, 'keyConflict');
  assert.deepEqual((await box.stats()).queued, 2_130);

  // Nobody waits for the next event of a source to store those that it has given.
  let next;
  const gate = new Promise((resolve) => (next = resolve));
  async function* slow() {
    yield* numbers(3_001, 3_003);
    await gate;
    yield usage(3_004);
  }
  const recorded = recordMany(slow());
  assert.equal((await until(box, ({ queued }) => queued === 2_133)).queued, 2_133);
  next();
  assert.deepEqual(await recorded, { recorded: 4, duplicates: 0 });

  const queued = [];
  for await (const { seq } of box.events('queued')) queued.push(seq);
  assert.deepEqual(queued, range(1, 2_134));
  await box.close({ timeout: 0 });
  assert.equal(rows(sandbox).length, 0);
});

test('what comes before an event that is refused is stored', limit, async (t) => {
  const box = await opened(t, file(t));
  const { recordMany } = box.productUsages;
  const queued = async () => (await box.stats()).queued;
  // Refused here, and by the core.
  for (const [at, wrong] of [[3, { value: 0.1 }], [1_005, { crmId: '' }], [0, { crmId: '' }], [1_000, { nothing: 1 }]]) {
    const events = range(0, at + 5).map((n) => usage(n, n === at ? wrong : n === at + 2 ? { value: 0.1 } : {}));
    const before = await queued();
    const error = await failed(recordMany(events));
    assert.deepEqual([error.name, error.field, error.index], ['InvalidRequestError', Object.keys(wrong)[0], at]);
    assert.equal((await queued()) - before, at);
  }
  const before = await queued();
  // The source is left, even if its next event never comes.
  let left = 0;
  async function* source(next) {
    try {
      yield* range(0, 6).map((n) => usage(n, n === 4 ? { crmId: '' } : {}));
      await next;
    } finally {
      left += 1;
    }
  }
  assert.equal((await failed(recordMany(source(sleep(20))))).index, 4);
  assert.equal((await failed(recordMany(source(new Promise(() => {}))))).index, 4);
  await sleep(50);
  assert.equal(left, 1);
  function* broken() {
    yield usage(1);
    throw new RangeError('the source');
  }
  assert.ok((await failed(recordMany(broken()))) instanceof RangeError);
  const thrown = new Error('the key');
  assert.equal(await failed(recordMany([usage(1)], { key: () => { throw thrown; } })), thrown);
  assert.equal((await queued()) - before, 9);
});

test('a lost response is found in the list', limit, async (t) => {
  const sandbox = started(t);
  const box = await opened(t, file(t), { client: sandbox.client() });
  await box.productUsages.record(usage(1));
  await until(box, ({ delivered }) => delivered === 1);
  sandbox.dropAfterCommit({ times: 3, operation: 'product_usages.add' });
  await box.productUsages.recordMany(range(2, 20).map((n) => usage(n)));
  await until(box, ({ delivered }) => delivered === 20);
  assert.deepEqual(rows(sandbox), range(1, 20));
  const found = [];
  for await (const { seq } of box.events('delivered')) {
    const changes = await box.history(seq);
    if (changes.length > 0) found.push(changes.at(-1));
  }
  assert.equal(found.length, 3);
  assert.ok(found.every(({ at, from, to, evidence }) => at instanceof Date && from === 'inDoubt' && to === 'delivered' && evidence.length > 0), JSON.stringify(found));
  assert.deepEqual(await box.verify(), []);
});

test('a person decides about events in doubt', limit, async (t) => {
  const sandbox = started(t);
  const box = await opened(t, file(t), { client: sandbox.client(), writers: 'others-too' });
  await box.productUsages.record(usage(1));
  await until(box, ({ delivered }) => delivered === 1);
  sandbox.dropAfterCommit({ operation: 'product_usages.add' });
  await box.productUsages.record(usage(2), { key: 'two' });
  await until(box, ({ inDoubt }) => inDoubt === 1);
  sandbox.drop({ times: 2, operation: 'product_usages.add' });
  await box.productUsages.record(usage(3));
  await until(box, ({ inDoubt }) => inDoubt === 2);
  await box.productUsages.record(usage(4));
  await until(box, ({ inDoubt }) => inDoubt === 3);
  assert.equal((await box.reconcile()).inDoubt, 3);
  const doubtful = [];
  for await (const event of box.events('inDoubt')) doubtful.push(event);
  const { recordedAt, reason, ...event } = doubtful[0];
  assert.deepEqual(event, { seq: 2, key: 'two', operation: 'addProductUsages', body: { crmId: 'c0', productId: '7', value: '2.50', ts: 1_750_000_002 }, state: 'inDoubt', attempts: 1 });
  assert.ok(recordedAt instanceof Date && Date.now() - recordedAt < 60_000 && reason.length > 0);
  assert.equal((await box.productUsages.record(event.body, { key: 'two' })).duplicate, true);
  await box.resolve(2, 'recorded');
  await box.resolve(3, 'resend');
  await box.resolve(4, 'drop');
  assert.equal((await failed(box.resolve(4, 'drop'))).field, 'seq');
  const left = await box.flush();
  assert.deepEqual([left.delivered, left.dropped, left.inDoubt], [3, 1, 0]);
  assert.deepEqual(rows(sandbox), [1, 2, 3]);
  assert.deepEqual((await box.history(4)).map(({ from, to }) => `${from} ${to}`).at(-1), 'inDoubt dropped');
});

test('a 401 pauses the outbox, which goes on by itself', limit, async (t) => {
  const sandbox = started(t);
  const box = await opened(t, file(t), { client: sandbox.client() });
  sandbox.next(401, { times: 4 });
  await box.productUsages.recordMany(range(1, 10).map((n) => usage(n)));
  const { pause, queued } = await until(box, (stats) => stats.pause !== null);
  assert.match(pause.reason, /401|nauthorized/i);
  assert.ok(pause.lasts >= 20 && queued > 0, JSON.stringify(pause));
  const end = await until(box, ({ delivered }) => delivered === 10);
  assert.deepEqual([end.rejected, end.inDoubt], [0, 0]);
  await until(box, (stats) => stats.pause === null);
  assert.deepEqual(rows(sandbox), range(1, 10));
});

const node = (code, env) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: here, timeout: 30_000, env: { ...process.env, ...env } });
const PROGRAM = `
  import { Plock, openOutbox } from 'plock';
  const box = await openOutbox(process.env.BOX, { writers: 'only-this', client: new Plock({ proxy: '' }) });`;

test('a process exits with a full queue, and another one sends it', limit, async (t) => {
  const [path, sandbox] = [file(t), started(t)];
  const env = { BOX: path, PLOCK_BASE_URL: sandbox.url, PLOCK_API_KEY: sandbox.key };
  // Nothing is sent while the first process runs.
  sandbox.latency(20_000);
  const events = range(1, 50).map((n) => usage(n));
  const start = Date.now();
  const record = `${PROGRAM} console.log(JSON.stringify(await box.productUsages.recordMany(${JSON.stringify(events)})));`;
  assert.equal((await node(record, env)).stdout, '{"recorded":50,"duplicates":0}\n');
  assert.ok(Date.now() - start < 15_000, 'it waited for the API');
  // Nor does a process wait for an outbox that it has only opened, or for more than its time.
  assert.equal((await node(`${PROGRAM} console.log((await box.close({ timeout: 50 })).queued)`, env)).stdout, '50\n');
  sandbox.latency(0);
  const { stdout } = await node(`${PROGRAM} console.log(JSON.stringify(await box.close()))`, env);
  assert.deepEqual([JSON.parse(stdout).delivered, JSON.parse(stdout).queued], [50, 0]);
  assert.deepEqual(rows(sandbox), range(1, 50));
});

test('one outbox of several sends; the next one takes over', limit, async (t) => {
  const [path, sandbox] = [file(t), started(t)];
  const recorder = await opened(t, path, { baseUrl: sandbox.url });
  assert.equal((await recorder.stats()).sends, false);
  await recorder.productUsages.record(usage(1));
  const [client, seen] = [sandbox.client(), []];
  const first = await opened(t, path, { client });
  const watching = (async () => {
    for await (const { delivered } of recorder.changes()) seen.push(delivered);
    return 'ended';
  })();
  await first.flush();
  const second = await opened(t, path, { client });
  assert.deepEqual([(await first.stats()).sends, (await second.stats()).sends], [true, false]);
  await first.close();
  await until(second, ({ sends }) => sends);
  await recorder.productUsages.record(usage(2));
  await until(recorder, ({ delivered }) => delivered === 2);
  assert.deepEqual(rows(sandbox), [1, 2]);
  await recorder.close();
  assert.equal(await watching, 'ended');
  assert.equal(seen.at(-1), 2);
  assert.deepEqual([...seen].sort(), seen);
});

test('a copy and another API are refused unless they are adopted', limit, async (t) => {
  const [path, sandbox, other] = [file(t), started(t), started(t)];
  const box = await openOutbox(path, { ...ONLY, baseUrl: sandbox.url });
  await box.productUsages.record(usage(1));
  await box.close();
  const error = await failed(openOutbox(path, { ...ONLY, client: other.client() }));
  assert.deepEqual([error.name, error.kind, error.retrySafe], ['OutboxError', 'refused', true]);
  assert.match(error.message, /belongs to/);
  copyFileSync(path, `${path}.copy`);
  assert.equal((await failed(openOutbox(`${path}.copy`, { ...ONLY, client: sandbox.client() }))).kind, 'refused');
  const adopted = await opened(t, path, { client: other.client(), adopt: true });
  assert.equal((await adopted.stats()).inDoubt, 1);
});

test('the callbacks of the client run in the context of openOutbox', limit, async (t) => {
  const tenant = new AsyncLocalStorage();
  const [sandbox, logged] = [started(t), []];
  const tokens = new Set();
  const client = sandbox.client({
    tokenProvider: async () => {
      await sleep(1);
      tokens.add(tenant.getStore());
      return sandbox.key;
    },
    logger: ({ operation }) => logged.push(`${tenant.getStore()} ${operation}`),
  });
  const open = (name) => tenant.run(name, () => opened(t, file(t), { client }));
  const boxes = await Promise.all(['a', 'b'].map(open));
  await tenant.run('caller', () => Promise.all(boxes.map((box) => box.productUsages.record(usage(1)))));
  await Promise.all(boxes.map((box) => box.flush()));
  assert.deepEqual([...tokens].sort(), ['a', 'b']);
  for (const name of ['a', 'b']) for (const operation of ['getAccounts', 'getProductUsages', 'addProductUsages']) assert.ok(logged.includes(`${name} ${operation}`), `${logged}`);
  // A provider that throws pauses the outbox.
  let broken = true;
  const token = () => { if (broken) throw new Error('no token today'); return sandbox.key; };
  const box = await opened(t, file(t), { client: sandbox.client({ tokenProvider: token }) });
  await box.productUsages.record(usage(2));
  await until(box, ({ pause }) => pause !== null);
  broken = false;
  await until(box, ({ delivered }) => delivered === 1);
});

test('an outbox that is garbage collected stops to send, but not while a call waits', limit, async (t) => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  const [path, sandbox] = [file(t), started(t)];
  let provided = 0;
  const client = sandbox.client({ tokenProvider: async () => (await sleep(5), (provided += 1), sandbox.key) });
  await (async () => {
    const lost = await openOutbox(path, { ...ONLY, client });
    assert.equal((await lost.stats()).sends, true);
    await lost.productUsages.record(usage(1));
    await lost.flush();
  })();
  const next = await opened(t, path, { client });
  assert.equal((await next.stats()).sends, false);
  for (let times = 0; times < 100 && !(await next.stats()).sends; times += 1) {
    gc();
    await sleep(20);
  }
  assert.equal((await next.stats()).sends, true);
  await next.close();
  // Only the promise is left of this one.
  const collecting = setInterval(gc, 5);
  try {
    const flushed = (async () => {
      const box = await openOutbox(path, { ...ONLY, client });
      await box.productUsages.recordMany(range(2, 40).map((n) => usage(n)));
      return box.flush();
    })();
    assert.equal((await flushed).delivered, 40);
  } finally {
    clearInterval(collecting);
  }
  assert.ok(provided >= 40);
  assert.deepEqual(rows(sandbox), range(1, 40));
});

test('await using sends what is queued', limit, async (t) => {
  const [path, sandbox] = [file(t), started(t)];
  const open = () => openOutbox(path, { ...ONLY, client: sandbox.client() });
  let use;
  try {
    // Not every Node that plock supports has the syntax.
    use = new (async () => {}).constructor('open', 'usage', 'await using box = await open(); await box.productUsages.record(usage);');
  } catch {
    use = async (open, usage) => {
      const box = await open();
      await box.productUsages.record(usage);
      await box[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]();
    };
  }
  assert.equal(await use(open, usage(1)), undefined);
  assert.deepEqual(rows(sandbox), [1]);
});

test('a worker thread has its own outboxes, environment and end', limit, async (t) => {
  const [path, sandbox] = [file(t), started(t)];
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { Plock, openOutbox } = require('plock');
    (async () => {
      const box = await openOutbox(workerData.path, { writers: 'only-this', client: new Plock({ proxy: '' }) });
      parentPort.postMessage(await box.productUsages.recordMany(workerData.events));
      if (workerData.close) await box.close();
      // A thread with an open outbox ends, too.
    })();`;
  const env = { PLOCK_BASE_URL: sandbox.url, PLOCK_API_KEY: sandbox.key };
  for (const [from, close, terminate] of [[1, true, false], [6, false, false], [11, false, true]]) {
    const events = range(from, from + 4).map((n) => usage(n));
    const worker = new Worker(code, { eval: true, env, workerData: { path, events, close } });
    const ended = new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
    const message = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    assert.deepEqual(message, { recorded: 5, duplicates: 0 });
    if (terminate) await worker.terminate();
    await ended;
  }
  const box = await opened(t, path, { client: new Plock({ baseUrl: sandbox.url, apiKey: sandbox.key, proxy: '' }) });
  await until(box, ({ delivered, inDoubt, claimed, queued }) => queued + claimed === 0 && delivered + inDoubt === 15);
  const all = rows(sandbox);
  assert.equal(new Set(all).size, all.length);
});

test('a wait ends with its signal, and a closed client still sends', limit, async (t) => {
  const silent = await server(() => null);
  const client = new Plock({ baseUrl: silent.baseUrl, apiKey: 'k', proxy: '' });
  const box = await opened(t, file(t), { client });
  await client.close();
  await box.productUsages.record(usage(1));
  for (let times = 0; times < 500 && silent.requests.length === 0; times += 1) await sleep(10);
  assert.ok(silent.requests.length > 0);
  const reason = new Error('enough');
  for (const wait of [(signal) => box.flush({ signal }), (signal) => box.reconcile({ signal, timeout: Infinity })]) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 30);
    assert.equal(await failed(wait(controller.signal)), reason);
  }
  const controller = new AbortController();
  const changes = box.changes({ signal: controller.signal });
  assert.equal((await changes.next()).value.queued, 1);
  setTimeout(() => controller.abort(reason), 30);
  assert.equal(await failed(changes.next()), reason);
  assert.equal((await box.flush({ timeout: 0 })).queued, 1);
});

test('the event loop runs while events are stored, and while calls wait', limit, async (t) => {
  const silent = await server(() => null);
  const box = await opened(t, file(t), { client: new Plock({ baseUrl: silent.baseUrl, apiKey: 'k', proxy: '' }) });
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  const during = async (work) => {
    const before = turns;
    await work();
    return turns - before;
  };
  try {
    assert.ok((await during(() => box.productUsages.recordMany(range(1, 8_000).map((n) => usage(n))))) >= 7);
    assert.ok((await during(() => box.flush({ timeout: 200 }))) >= 5);
    assert.ok((await during(() => box.reconcile({ timeout: 200 }))) >= 5);
    assert.ok((await during(() => box.close({ timeout: 200 }))) >= 5);
  } finally {
    clearInterval(turning);
  }
});

test('OpenTelemetry has the numbers of an outbox', limit, async (t) => {
  const box = await opened(t, file(t));
  await box.productUsages.recordMany([usage(1), usage(2)]);
  const callbacks = new Set();
  const create = (kind) => (name, { unit }) => `${kind} ${name} ${unit}`;
  const meter = {
    createObservableGauge: create('gauge'),
    createObservableCounter: create('counter'),
    addBatchObservableCallback: (callback) => callbacks.add(callback),
    removeBatchObservableCallback: (callback) => callbacks.delete(callback),
  };
  const stop = measure(box, { meterProvider: { getMeter: () => meter } });
  const collect = async () => {
    const seen = {};
    const observe = (instrument, value, attributes) => {
      assert.deepEqual(attributes, { 'plock.outbox.path': box.path });
      seen[instrument] = value;
    };
    for (const callback of callbacks) await callback({ observe });
    return seen;
  };
  await sleep(5);
  const { 'gauge plock.outbox.oldest s': oldest, ...seen } = await collect();
  assert.ok(oldest > 0 && oldest < 60, `${oldest}`);
  assert.deepEqual(seen, { 'gauge plock.outbox.queued {event}': 2, 'gauge plock.outbox.in_doubt {event}': 0, 'counter plock.outbox.delivered {event}': 0 });
  await box.close();
  assert.deepEqual(await collect(), {});
  stop();
  assert.equal(callbacks.size, 0);
});
