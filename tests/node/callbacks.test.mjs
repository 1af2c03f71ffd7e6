// Callbacks: the context in which they run, and their exceptions.

import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { Plock } from 'plock';
import { at, one, pages, server } from './server.mjs';

const limit = { timeout: 20_000 };
const soon = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const event = { crmId: 'a', productId: 1, value: '1', ts: 1 };

test('a token provider and a logger run in the context of the call', limit, async () => {
  const tenant = new AsyncLocalStorage();
  const target = await pages(12, 2, 5);
  const logged = [];
  const plock = new Plock({
    baseUrl: target.baseUrl,
    tokenProvider: async () => {
      await soon(1);
      return `token-of-${tenant.getStore()}`;
    },
    logger: ({ operation }) => logged.push(`${tenant.getStore()} ${operation}`),
  });
  const use = (name) =>
    tenant.run(name, async () => {
      await plock.invoices.get(name).catch(() => {});
      // Pages are fetched ahead while other tenants run.
      for await (const _ of plock.invoices.list({ extraHeaders: { 'x-tenant': name }, concurrency: 3 })) await soon(1);
      await plock.productUsages.addMany([event, event], { extraHeaders: { 'x-tenant': name } });
      await plock.productUsages.add(event, { extraHeaders: { 'x-tenant': name } }).catch(() => {});
    });
  await use('first');
  await Promise.all(['1', '2', '3', '4'].map(use));
  assert.ok(target.requests.length > 40);
  for (const { method, url, headers } of target.requests) {
    const name = headers['x-tenant'] ?? url.split('/').at(-1);
    assert.equal(headers.authorization, `Bearer token-of-${name}`, `${method} ${url}`);
  }
  for (const name of ['first', '1', '2', '3', '4']) {
    assert.ok(logged.filter((line) => line === `${name} getInvoices`).length >= 6, `${logged}`);
    assert.ok(logged.includes(`${name} addProductUsages`), `${logged}`);
  }
});

test('the source of addMany is read in the context in which the job was started', limit, async () => {
  const tenant = new AsyncLocalStorage();
  const plock = new Plock(at(await server(() => ({ body: { success: true } }))));
  const seen = new Set();
  function* source() {
    for (let left = 300; left > 0; left -= 1) yield (seen.add(tenant.getStore()), event);
  }
  await plock.productUsages.addMany([event]);
  const outcomes = await tenant.run('tenant', async () => plock.productUsages.addMany(source(), { concurrency: 4 }));
  assert.equal(outcomes.length, 300);
  assert.deepEqual([...seen], ['tenant']);
});

test('a logger that throws or rejects only causes a warning', limit, async () => {
  const target = await server(() => one('{}'));
  const warnings = [];
  const warned = ({ message }) => warnings.push(message);
  const lost = [];
  const unhandled = (error) => lost.push(error);
  process.on('warning', warned).on('uncaughtException', unhandled).on('unhandledRejection', unhandled);
  const hostile = { get message() { throw new Error('not even this'); }, toString: null };
  const loggers = [
    () => { throw new Error('sync'); },
    async () => { throw new Error('async'); },
    () => ({ then() { throw new Error('thenable'); } }),
    () => ({ get then() { throw new Error('getter'); } }),
    () => Promise.reject(hostile),
    () => { throw undefined; },
  ];
  for (const logger of loggers) {
    const plock = new Plock(at(target, { logger }));
    await Promise.all(Array.from({ length: 5 }, () => plock.invoices.get(1)));
  }
  await soon(20);
  process.off('warning', warned).off('uncaughtException', unhandled).off('unhandledRejection', unhandled);
  assert.deepEqual(lost, []);
  for (const what of ['sync', 'async', 'thenable', 'getter', 'a value that cannot be printed', 'undefined']) {
    assert.equal(warnings.filter((text) => text.endsWith(`threw: ${what}`)).length, 5, `${what}: ${warnings}`);
  }
});

test('an exception while a call is settled does not affect other calls', limit, async () => {
  const plock = new Plock(at(await server(() => one('{}'))));
  const signal = Object.assign(new EventTarget(), { aborted: false });
  signal.removeEventListener = () => { throw new Error('a signal of one\'s own making'); };
  const warnings = [];
  const warned = ({ message }) => warnings.push(message);
  process.on('warning', warned);
  for (let round = 0; round < 5; round += 1) {
    const calls = Array.from({ length: 20 }, (_, n) => plock.invoices.get(1, n % 4 === 0 ? { signal } : {}));
    assert.equal((await Promise.all(calls)).length, 20);
  }
  await soon(20);
  process.off('warning', warned);
  assert.ok(warnings.some((text) => text.includes("a signal of one's own making")), `${warnings}`);
});

test('a response that the engine cannot hold only fails its own call', limit, async () => {
  const plock = new Plock(at(await server((request) => one(`{"currency":"${request.url.endsWith('/13') ? 'poison' : 'EUR'}"}`))));
  // Events are written to an array: a setter makes Node-API fail, as a string that is too long would.
  const places = Array.from({ length: 400 }, (_, n) => n).filter((n) => n % 5 === 2);
  const put = (array, place, value) => Object.defineProperty(array, place, { value, writable: true, enumerable: true, configurable: true });
  for (const place of places) {
    Object.defineProperty(Array.prototype, place, {
      configurable: true,
      set(value) {
        if (typeof value === 'string' && value.includes('poison')) throw new Error('no room');
        put(this, place, value);
      },
    });
  }
  let results;
  try {
    const calls = Array.from({ length: 40 }, (_, n) => plock.invoices.get(n));
    // All of them arrive together.
    const end = Date.now() + 300;
    await soon(1);
    while (Date.now() < end);
    results = await Promise.allSettled(calls);
  } finally {
    for (const place of places) delete Array.prototype[place];
  }
  for (const [n, { status, reason }] of results.entries()) {
    assert.equal(status, n === 13 ? 'rejected' : 'fulfilled', `${n}: ${reason}`);
  }
  assert.match(results[13].reason.message, /cannot be passed to JavaScript/);
});
