// Outboxes: what is recorded, and what becomes of it.

import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { InvalidRequestError, KeyConflictError, OutboxError, PlockError, openOutbox } from 'plock';
import { ONLY, failed, file, limit, opened, range, rows, started, until, usage } from './outbox.mjs';

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
    rollUp: [() => openOutbox(path, { ...ONLY, rollUp: { combine: 'sum' } })],
    'rollUp.combine': [() => openOutbox(path, { ...ONLY, rollUp: [{ combine: 'mean' }] }), () => openOutbox(path, { ...ONLY, rollUp: [null] })],
    'rollUp.window': [() => openOutbox(path, { ...ONLY, rollUp: [{ combine: 'sum', window: 1.5 }] })],
    'rollUp.every': [() => openOutbox(path, { ...ONLY, rollUp: [{ combine: 'sum', every: 1 }] })],
    window: [() => openOutbox(path, { ...ONLY, rollUp: [{ combine: 'sum', window: 7_000 }] })],
    only: [() => openOutbox(path, { ...ONLY, rollUp: [{ combine: 'sum', only: { product: 7 } }] })],
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

test('events are rolled up before they are sent', limit, async (t) => {
  const [path, sandbox] = [file(t), started(t)];
  const box = await opened(t, path, { client: sandbox.client(), rollUp: [{ combine: 'max', window: 1_000, only: { productId: 8 } }, { combine: 'sum' }] });
  await box.productUsages.recordMany([...range(1, 50).map(() => usage(1)), ...range(1, 50).map((n) => usage(1, { productId: '8', value: `${n}.25` }))]);
  const stats = await until(box, ({ queued, claimed }) => queued + claimed === 0);
  assert.ok(stats.delivered < 50 && stats.merged > 50, JSON.stringify(stats));
  const sent = sandbox.recorded.productUsages;
  assert.equal(sent.filter(({ productId }) => productId === '7').reduce((sum, { value }) => sum + Number(value), 0), 75);
  assert.equal(Math.max(...sent.filter(({ productId }) => productId === '8').map(({ value }) => Number(value))), 50.25);
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
  assert.deepEqual([await box.verify(), await box.retry()], [[], 0]);
  sandbox.next(422, { operation: 'product_usages.add' });
  await box.productUsages.record(usage(21));
  await until(box, ({ rejected }) => rejected === 1);
  assert.equal(await box.retry(), 1);
  await until(box, ({ delivered }) => delivered === 21);
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

test('a 401 pauses the outbox until the key works', limit, async (t) => {
  const sandbox = started(t);
  let key = 'revoked';
  const events = [];
  const logger = ({ level, event, status, error }) => {
    if (event === 'paused' || event === 'resumed') events.push([level, event, status, error]);
  };
  const box = await opened(t, file(t), { client: sandbox.client({ tokenProvider: () => key, logger }) });
  await box.productUsages.recordMany(range(1, 10).map((n) => usage(n)));
  const { pause, queued } = await until(box, (stats) => stats.pause !== null);
  assert.match(pause.reason, /401|nauthorized/i);
  assert.ok(pause.lasts >= 20 && queued > 0, JSON.stringify(pause));
  key = sandbox.key;
  const end = await until(box, ({ delivered }) => delivered === 10);
  assert.deepEqual([end.rejected, end.inDoubt], [0, 0]);
  await until(box, (stats) => stats.pause === null);
  assert.deepEqual(events, [['warn', 'paused', 401, 'AuthenticationError'], ['info', 'resumed', 401, 'AuthenticationError']]);
  assert.deepEqual(rows(sandbox), range(1, 10));
});

test('another copy of the package has no file open at the same time', limit, async (t) => {
  const path = file(t);
  const [packages, copies] = [join(dirname(createRequire(import.meta.url).resolve('plock/package.json')), '..'), join(dirname(path), 'node_modules')];
  for (const name of readdirSync(packages)) {
    if (name === 'plock' || /^plock-(linux|darwin|win32)-/.test(name)) cpSync(join(packages, name), join(copies, name), { recursive: true, dereference: true });
  }
  const other = createRequire(join(copies, 'x.js'))('plock');
  assert.notEqual(other.openOutbox, openOutbox);
  const box = await opened(t, path);
  const second = await opened(t, path);
  const refused = await failed(other.openOutbox(path, ONLY));
  assert.deepEqual([refused.name, refused.kind], ['OutboxError', 'refused']);
  assert.match(refused.message, /another copy of this library/);
  await box.productUsages.record(usage(1));
  await second.close();
  assert.equal((await failed(other.openOutbox(path, ONLY))).kind, 'refused');
  await box.close();
  const last = await other.openOutbox(path, ONLY);
  assert.equal((await last.stats()).queued, 1);
  assert.equal((await failed(openOutbox(path, ONLY))).kind, 'refused');
  await last.close();
});
