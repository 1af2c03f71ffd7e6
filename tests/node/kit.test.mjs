// The testing kit.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { Decimal } from 'decimal.js';
import { InvalidRequestError, Invoice, JsonNumber, NotFoundError, Plock, ProductUsage, RateLimitError, ServerError } from 'plock';
import { Sandbox } from 'plock-testing';

const run = promisify(execFile);
const USAGE = { crmId: 'hs321', productId: 7, value: '12.50', ts: '2025-06-26T07:35:49Z' };
const EXACT = '1234567890123456789.10';

function started(t, options) {
  const sandbox = Sandbox.start(options);
  t.after(() => sandbox.stop());
  return sandbox;
}

function client(t, sandbox, options) {
  const plock = sandbox.client(options);
  t.after(() => plock.close());
  return plock;
}

async function all(list) {
  const items = [];
  for await (const item of list) items.push(item);
  return items;
}

const answers = (url) => fetch(url).then(
  () => true,
  () => false,
);

test('an added object is what a get returns', async (t) => {
  const sandbox = started(t);
  const plock = client(t, sandbox);
  const account = sandbox.accounts.add({ name: 'Acme', crmId: 'hs321' });
  assert.deepEqual([account.name, account.crmId], ['Acme', 'hs321']);
  const invoice = sandbox.invoices.add({ amount: EXACT, periodStart: '2026-01-31', createdAt: new Date(0), dueAt: null });
  assert.deepEqual([invoice.amount, invoice.accountId, invoice.dueAt, invoice.createdAt], [EXACT, account.id, null, new Date(0)]);
  assert.ok(invoice instanceof Invoice);
  assert.deepEqual(await plock.invoices.get(invoice.id), invoice);
  // Of an object of a test, what is null is filled in.
  const stored = sandbox.invoices.add(Invoice.from({ id: '77', amount: new Decimal('0.25'), currency: 'SEK' }));
  assert.deepEqual([stored.id, stored.amount, stored.currency], ['77', '0.25', 'SEK']);
  assert.ok(stored.periodStart < stored.periodEnd);
  assert.deepEqual(sandbox.recorded.invoices, []);
});

test('values are exact at every level', (t) => {
  const sandbox = started(t);
  assert.equal(sandbox.subscriptions.add({ billingIntervalCount: 2n ** 53n + 1n }).billingIntervalCount, 2n ** 53n + 1n);
  const relationships = { rates: [new JsonNumber('0.10')], text: '{"jsonNumber":"1"}' };
  const account = sandbox.accounts.add({ stats: { mrrUsageFees: [EXACT] }, relationships });
  assert.deepEqual(account.stats.mrrUsageFees, [EXACT]);
  assert.deepEqual(account.relationships, relationships);
});

describe('an invalid object names its field', () => {
  for (const [fields, kind, text] of [
    [{ amount: 1.5 }, TypeError, /amount: invalid value 1\.5/],
    [{ amonut: '1' }, TypeError, /amonut: unknown field/],
    [{ extra: { new: 1 } }, TypeError, /extra: /],
    [{ accountId: 999 }, InvalidRequestError, /^accountId: expected the id of one of the accounts/],
    [{ id: '1' }, InvalidRequestError, /^id: expected an unused id/],
    [{ periodStart: '2026-13-01' }, InvalidRequestError, /^periodStart: expected a date/],
  ]) {
    test(JSON.stringify(fields), (t) => {
      const sandbox = started(t);
      sandbox.invoices.add({ id: '1' });
      assert.throws(() => sandbox.invoices.add(fields), (error) => {
        assert.ok(error instanceof kind, error.stack);
        assert.match(error.message, text);
        if (kind === InvalidRequestError) assert.equal(error.field, Object.keys(fields)[0]);
        return true;
      });
    });
  }
});

test('faults are in order and for their operation', async (t) => {
  const sandbox = started(t);
  const plock = client(t, sandbox, { maxRetries: 0 });
  sandbox.accounts.add({ id: '1' });
  sandbox.next(503, { operation: 'accounts.get', times: 2 });
  sandbox.next(429, { retryAfter: 1200 });
  await assert.rejects(all(plock.invoices.list()), (error) => error instanceof RateLimitError && error.retryAfter === 2000);
  await assert.rejects(plock.accounts.get(1), ServerError);
  await assert.rejects(plock.accounts.get(1), ServerError);
  assert.equal((await plock.accounts.get(1)).id, '1');
  sandbox.drop();
  await assert.rejects(plock.accounts.get(1), { name: 'ConnectionError' });
  assert.deepEqual(sandbox.requests.map(({ status }) => status), [429, 503, 503, 200, null]);
  assert.equal(sandbox.requests[0].operation, 'invoices.list');
  assert.equal(sandbox.requests[0].headers.authorization, '***');
});

test('a write without a response is recorded', async (t) => {
  const sandbox = started(t);
  const plock = client(t, sandbox, { maxRetries: 0 });
  sandbox.accounts.add({ crmId: 'hs321' });
  sandbox.dropAfterCommit();
  await assert.rejects(plock.productUsages.add(USAGE), { name: 'OutcomeUnknownError' });
  sandbox.drop();
  await assert.rejects(plock.productUsages.add(USAGE), { name: 'OutcomeUnknownError' });
  const [usage, ...others] = sandbox.recorded.productUsages;
  assert.deepEqual([usage.value, usage.crmId, others], ['12.50', 'hs321', []]);
  assert.ok(usage instanceof ProductUsage);
});

test('latency is in milliseconds', async (t) => {
  const sandbox = started(t);
  const plock = client(t, sandbox, { maxRetries: 0, timeout: 200 });
  sandbox.latency(30_000);
  await assert.rejects(all(plock.invoices.list()), { name: 'TimeoutError' });
});

describe('an invalid argument is named', () => {
  for (const [field, call] of [
    ['status', (sandbox) => sandbox.next(200)],
    ['status', (sandbox) => sandbox.next('503')],
    ['times', (sandbox) => sandbox.next(503, { times: -1 })],
    ['times', (sandbox) => sandbox.drop({ times: NaN })],
    ['operation', (sandbox) => sandbox.next(503, { operation: 'invoices.post' })],
    ['retryAfter', (sandbox) => sandbox.next(503, { retryAfter: 1 })],
    ['retryAfter', (sandbox) => sandbox.next(429, { retryAfter: -1 })],
    ['retryAfter', (sandbox) => sandbox.next(429, { retryAfter: 1e15 })],
    ['operation', (sandbox) => sandbox.drop({ operation: 7 })],
    ['time', (sandbox) => sandbox.next(503, { time: 2 })],
    ['time', (sandbox) => sandbox.dropAfterCommit({ time: 2 })],
    ['options', (sandbox) => sandbox.next(503, null)],
    ['ms', (sandbox) => sandbox.latency(-1)],
    ['name', (sandbox) => sandbox.accounts.add({ name: '\ud800' })],
    ['options', () => Sandbox.start(null)],
    ['examples', () => Sandbox.start({ examples: 'yes' })],
    ['seed', () => Sandbox.start({ seed: 1.5 })],
    ['accounts', () => Sandbox.start({ accounts: -1 })],
    ['key', () => Sandbox.start({ key: 7 })],
    ['acounts', () => Sandbox.start({ acounts: 1 })],
  ]) {
    test(`${field}: ${call}`, (t) => {
      const sandbox = started(t);
      assert.throws(() => call(sandbox), (error) => error instanceof InvalidRequestError && error.field === field && error.message.startsWith(`${field}: `));
    });
  }
});

test('reset returns to the start', async (t) => {
  const sandbox = started(t, { accounts: 3, seed: 7, key: 'own-key' });
  const plock = client(t, sandbox);
  const first = await all(plock.accounts.list());
  sandbox.accounts.add();
  sandbox.next(500, { times: 9 });
  sandbox.reset();
  assert.deepEqual(await all(plock.accounts.list()), first);
  assert.equal(first.length, 3);
  assert.equal(sandbox.requests.length, 1);
});

test('a stopped sandbox is gone', async () => {
  const [first, second] = [Sandbox.start(), Sandbox.start()];
  first.stop();
  first.stop();
  assert.deepEqual([await answers(first.url), await answers(second.url)], [false, true]);
  second[Symbol.dispose ?? Symbol.for('nodejs.dispose')]();
  assert.equal(await answers(second.url), false);
  assert.throws(() => first.accounts.add(), /stopped/);
});

test('a sandbox runs until it is stopped, whatever is garbage collected', async (t) => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  const [plock, recorded] = (() => {
    const sandbox = Sandbox.start();
    sandbox.accounts.add({ id: '1' });
    return [client(t, sandbox), sandbox.recorded];
  })();
  for (let times = 0; times < 3; times += 1) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal((await plock.accounts.get(1)).id, '1');
  assert.deepEqual(recorded.accounts, []);
});

test('a sandbox does not keep the process alive', async () => {
  const code = "const s = require('plock-testing').Sandbox.start(); s.client().accounts.get(1).catch((error) => console.log(error.name));";
  const { stdout } = await run(process.execPath, ['-e', code], { cwd: import.meta.dirname ?? '.', timeout: 20_000 });
  assert.equal(stdout, `${NotFoundError.name}\n`);
});

test('a worker has sandboxes of its own, also after others have ended', async () => {
  for (let time = 0; time < 3; time += 1) {
    const worker = new Worker("const { Sandbox } = require('plock-testing'); require('worker_threads').parentPort.postMessage(Sandbox.start().accounts.add().id);", { eval: true });
    const id = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    assert.equal(id, '1');
    await worker.terminate();
  }
});

test('the entry point of the package is the kit', () => {
  assert.equal(createRequire(import.meta.url)('plock/testing').Sandbox, Sandbox);
});

test('a client uses no proxy of the environment', async (t) => {
  const before = process.env.HTTP_PROXY;
  process.env.HTTP_PROXY = 'http://127.0.0.1:1';
  t.after(() => (before === undefined ? delete process.env.HTTP_PROXY : (process.env.HTTP_PROXY = before)));
  const sandbox = started(t, { accounts: 1 });
  assert.equal((await client(t, sandbox).accounts.list().toArray()).length, 1);
});

test('a client has the options of the caller', async (t) => {
  const sandbox = started(t);
  const plock = client(t, sandbox, { userAgentSuffix: 'shop/1' });
  await all(plock.invoices.list({ pageSize: 5 }));
  assert.ok(plock instanceof Plock);
  const { method, path, query, headers } = sandbox.requests[0];
  assert.deepEqual([method, path, query], ['GET', '/api/c1/invoices', { 'page[size]': '5' }]);
  assert.match(headers['user-agent'], /shop\/1$/);
});
