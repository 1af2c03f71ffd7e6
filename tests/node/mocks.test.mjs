// Code that uses the client under test: spies, proxies, and results that are made by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Invoice, JsonNumber, List, Many, NotFoundError, Page, Plock } from 'plock';
import { at, one, pages, server } from './server.mjs';

/** Wraps everything that is reached through it, as tracing libraries do. */
function traced(target, calls, path = []) {
  const wrap = (value, name) => ((typeof value === 'object' && value !== null && !(value instanceof Promise)) || typeof value === 'function' ? traced(value, calls, [...path, name]) : value);
  return new Proxy(target, {
    get: (object, name, receiver) => wrap(Reflect.get(object, name, receiver), name),
    apply(method, self, args) {
      calls.push(path.map(String).join('.'));
      return wrap(Reflect.apply(method, self, args), '()');
    },
  });
}

test('a deep proxy of a client works', async () => {
  const target = await pages(7, 2);
  const calls = [];
  const plock = traced(new Plock(at(target)), calls);
  assert.equal(plock.baseUrl, target.baseUrl);
  const list = plock.invoices.list();
  const ids = [];
  for await (const { id } of list) ids.push(id);
  assert.deepEqual(ids, ['1', '2', '3', '4', '5', '6', '7']);
  assert.equal((await list.toArray()).length, 7);
  assert.equal(await list.total, 7);
  for await (const page of plock.invoices.list().pages()) assert.ok(page.items.length > 0);
  const refused = plock.productUsages.addMany([{ crmId: 5 }]);
  assert.equal((await refused.outcomes())[0].status, 'refused');
  assert.deepEqual(refused.summary().refused, 1);
  await plock.close();
  await assert.rejects(plock.invoices.get(1), { name: 'ConfigurationError' });
  assert.ok(calls.includes('invoices.list') && calls.includes('productUsages.addMany') && calls.includes('close'), `${calls}`);
});

test('methods can be taken out of their resource', async () => {
  const plock = new Plock(at(await server(() => one('{"amount":"1.50"}'))));
  const { get } = plock.invoices;
  assert.equal((await get(1)).amount, '1.50');
  assert.equal(plock.invoices, plock.invoices);
});

test('methods can be spied on, and replaced by results that are made by hand', async (t) => {
  const plock = new Plock({ apiKey: 'k', baseUrl: 'http://127.0.0.1:1' });
  const invoices = [Invoice.from({ id: '1', amount: '12.50', createdAt: new Date(0) }), Invoice.from({ id: 2, amount: 3n })];
  t.mock.method(plock.invoices, 'get', async () => invoices[0]);
  t.mock.method(plock.invoices, 'list', () => List.from(invoices));
  const outcomes = [
    { status: 'recorded', index: 0, event: {}, result: undefined },
    { status: 'refused', index: 1, event: {}, error: new NotFoundError('gone', { status: 404 }) },
  ];
  t.mock.method(plock.productUsages, 'addMany', () => Many.from(outcomes));

  assert.equal((await plock.invoices.get(1)).amount, '12.50');
  assert.equal(plock.invoices.get.mock.callCount(), 1);
  const ids = [];
  for await (const { id, amount } of plock.invoices.list()) ids.push([id, amount]);
  assert.deepEqual(ids, [['1', '12.50'], ['2', '3']]);
  const list = plock.invoices.list();
  assert.deepEqual(await list.toArray(), invoices);
  assert.equal(await list.first(), invoices[0]);
  assert.equal(await list.total, 2);
  assert.deepEqual(await list.page(), new Page({ items: invoices, currentPage: 1, lastPage: 1, perPage: 2, total: 2 }));
  for await (const page of list.pages()) assert.equal(page.items.length, 2);
  assert.equal(await List.from([]).first(), null);

  const job = plock.productUsages.addMany([]);
  assert.deepEqual(await job, outcomes);
  assert.deepEqual(job.summary(), { recorded: 1, refused: 1, unknown: 0, notSent: 0 });
  const read = [];
  for await (const { status } of job) read.push(status);
  assert.deepEqual(read, ['recorded', 'refused']);
  await assert.rejects(job.throwForFailures(), { name: 'PartialFailureError' });
  t.mock.restoreAll();
  assert.equal(plock.invoices.get.mock, undefined);
});

test('results that are made by hand are checked', () => {
  assert.deepEqual(new Page(), new Page({ items: [], total: null }));
  const wrong = [{ amount: 12.5 }, { amount: 'many' }, { amount: true }, { id: 2 ** 53 }, { id: {} }, { currency: 5 }, { isParent: 'yes' }, { periodStart: '26.6.2025' }, { ammount: '1' }, { relationships: () => {} }];
  for (const fields of wrong) assert.throws(() => Invoice.from({ id: '1', ...fields }), { name: 'TypeError', message: new RegExp(`from: ${Object.keys(fields)[0]}: `) }, inspect(fields));
  assert.equal(Invoice.from({ id: '1', amount: new JsonNumber('0.10') }).amount, '0.10');
});

test('a list and a client print what they are', () => {
  const plock = new Plock({ apiKey: 'secret' });
  assert.equal(inspect(plock.invoices.list({ pageSize: 10 })), 'List { invoices.list({ pageSize: 10 }): read it with for await, toArray(), page() or first() }');
  assert.equal(inspect(List.from([1])), 'List [ 1 ]');
  assert.doesNotMatch(inspect(plock), /secret/);
});
