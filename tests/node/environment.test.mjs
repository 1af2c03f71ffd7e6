// The environment variables that a client reads.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { ConfigurationError, Plock } from 'plock';
import { one, pages, server } from './server.mjs';

const limit = { timeout: 20_000 };
const NAMES = ['PLOCK_API_KEY', 'PLOCK_BASE_URL', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NO_PROXY'];

/** Runs `work` with only these variables. */
async function within(variables, work) {
  const before = NAMES.map((name) => [name, process.env[name]]);
  for (const name of NAMES) delete process.env[name];
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) value === undefined ? delete process.env[name] : (process.env[name] = value);
  }
}

const CODE = `
  const { parentPort } = require('node:worker_threads');
  const { Plock } = require('plock');
  (async () => (await new Plock({ maxRetries: 0, timeout: 5000 }).invoices.get(1)).id)()
    .then((id) => parentPort.postMessage({ id }), ({ name, message }) => parentPort.postMessage({ name, message }));`;

async function worker(env) {
  const thread = new Worker(CODE, { eval: true, env });
  const message = await new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
  await thread.terminate();
  return message;
}

test('a worker reads its own environment', limit, async () => {
  const target = await server(() => one('{}'));
  const proxy = await server(() => one('{}'));
  const url = 'http://plock.invalid/api';
  const process_ = { PLOCK_API_KEY: 'key-of-the-process', PLOCK_BASE_URL: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };
  await within(process_, async () => {
    assert.equal((await worker({ PLOCK_API_KEY: 'own', PLOCK_BASE_URL: target.baseUrl })).id, '1');
    assert.equal(target.requests[0].headers.authorization, 'Bearer own');
    const none = await worker({ PLOCK_BASE_URL: target.baseUrl });
    assert.equal(none.name, 'ConfigurationError', none.message);
    assert.equal((await worker({ PLOCK_API_KEY: 'own', PLOCK_BASE_URL: url, HTTP_PROXY: proxy.baseUrl })).id, '1');
    assert.equal((await worker({ PLOCK_API_KEY: 'own', PLOCK_BASE_URL: url, all_proxy: proxy.baseUrl })).id, '1');
    assert.equal((await worker({ PLOCK_API_KEY: 'own', PLOCK_BASE_URL: target.baseUrl, HTTP_PROXY: proxy.baseUrl, NO_PROXY: '127.0.0.1' })).id, '1');
  });
  assert.deepEqual(proxy.requests.map(({ headers }) => headers.host), ['plock.invalid', 'plock.invalid']);
  assert.equal(target.requests.length, 2);
});

test('settings are fixed when a client is created', limit, async () => {
  const first = await pages(2, 2);
  const second = await server(() => one('{}'));
  const extraHeaders = { 'x-own': 'first' };
  const options = { extraHeaders, maxRetries: 0 };
  const plock = await within({ PLOCK_API_KEY: 'first', PLOCK_BASE_URL: first.baseUrl }, () => new Plock(options));
  extraHeaders['x-own'] = 'second';
  options.baseUrl = second.baseUrl;
  await within({ PLOCK_API_KEY: 'second', PLOCK_BASE_URL: second.baseUrl, HTTP_PROXY: second.baseUrl }, async () => {
    const list = plock.invoices.list();
    assert.equal((await list.toArray()).length, 2);
    await list.first();
    await plock.close();
    assert.equal(plock.baseUrl, first.baseUrl);
    for (const call of [() => plock.invoices.get(1), () => list.first(), () => list.toArray(), () => plock.productUsages.add({})]) {
      await assert.rejects(call, (error) => error instanceof ConfigurationError && /closed/.test(error.message));
    }
  });
  await assert.rejects(plock.invoices.get(1), ConfigurationError);
  assert.equal(second.requests.length, 0);
  assert.deepEqual(first.requests.map(({ headers }) => [headers.authorization, headers['x-own']]), [['Bearer first', 'first'], ['Bearer first', 'first']]);
});
