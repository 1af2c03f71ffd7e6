// Outboxes: processes, threads, garbage collection, the event loop.

import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { Plock, openOutbox } from 'plock';
import { measure } from 'plock/otel';
import { ONLY, failed, file, limit, opened, range, rows, started, until, usage } from './outbox.mjs';
import { server } from './server.mjs';

const here = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
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
