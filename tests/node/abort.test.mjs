import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Plock, TimeoutError } from 'plock';
import { at, one, pages, server } from './server.mjs';

const never = () => server(() => null);
const soon = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test('an aborted signal sends nothing', async () => {
  const target = await never();
  const plock = new Plock(at(target));
  const reason = new Error('enough');
  const signal = AbortSignal.abort(reason);
  await assert.rejects(plock.invoices.get(1, { signal }), (error) => error === reason);
  await assert.rejects(plock.invoices.list({ signal }).first(), (error) => error === reason);
  await assert.rejects(plock.invoices.list({ signal }).toArray(), (error) => error === reason);
  await assert.rejects(plock.productUsages.addMany([{}], { signal }), (error) => error === reason);
  await soon(30);
  assert.equal(target.requests.length, 0);
});

test('a signal aborts the request and keeps its own handlers', async () => {
  const target = await never();
  const plock = new Plock(at(target));
  const controller = new AbortController();
  let calls = 0;
  controller.signal.onabort = () => (calls += 1);
  const call = plock.invoices.get(1, { signal: controller.signal });
  while (target.requests.length === 0) await soon(5);
  controller.abort();
  await assert.rejects(call, (error) => error === controller.signal.reason && error.name === 'AbortError');
  assert.equal(calls, 1);
  for (let tries = 0; !target.requests[0].closed && tries < 100; tries += 1) await soon(10);
  assert.ok(target.requests[0].closed, 'the connection is closed');
});

test('a reason can be any value', async () => {
  const plock = new Plock(at(await never()));
  const controller = new AbortController();
  const call = plock.invoices.get(1, { signal: controller.signal });
  controller.abort('just so');
  await call.then(assert.fail, (error) => assert.equal(error, 'just so'));
});

test('only one listener is added to a signal', async () => {
  const plock = new Plock(at(await server(() => one('{}'))));
  const warnings = [];
  const warned = (warning) => warnings.push(warning);
  process.on('warning', warned);
  const { signal } = new AbortController();
  const added = [];
  signal.addEventListener = (...args) => (added.push(args), AbortSignal.prototype.addEventListener.apply(signal, args));
  await Promise.all(Array.from({ length: 50 }, () => plock.invoices.get(1, { signal })));
  await soon(20);
  process.off('warning', warned);
  assert.deepEqual(warnings, []);
  assert.equal(added.length, 1);
});

test('a signal aborts a list and a job', async () => {
  const plock = new Plock(at(await pages(1000, 10, 2)));
  const controller = new AbortController();
  let seen = 0;
  const read = async () => {
    for await (const _ of plock.invoices.list({ signal: controller.signal })) if ((seen += 1) === 25) controller.abort();
  };
  await assert.rejects(read(), { name: 'AbortError' });
  assert.ok(seen >= 25 && seen < 100, `${seen} rows`);
  const target = await never();
  const many = new Plock(at(target)).productUsages.addMany(
    Array.from({ length: 100 }, () => ({ crmId: 'a', productId: 1, value: 1, ts: 1 })),
    { concurrency: 4, signal: AbortSignal.timeout(50) },
  );
  await assert.rejects(many, { name: 'TimeoutError' });
  assert.ok(target.requests.length <= 4);
});

test('a call ends with its timeout', async () => {
  const plock = new Plock(at(await never(), { timeout: 60_000 }));
  const start = performance.now();
  await assert.rejects(plock.invoices.get(1, { timeout: 50 }), TimeoutError);
  await assert.rejects(plock.invoices.get(1, { readTimeout: 50, maxRetries: 0 }), TimeoutError);
  assert.ok(performance.now() - start < 2_000);
});
