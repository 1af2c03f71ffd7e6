import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Plock } from 'plock';
import { at, pages } from './server.mjs';

test('a list is read item by item, page by page, or at once', async () => {
  const plock = new Plock(at(await pages(25, 10)));
  const list = plock.invoices.list();
  const ids = [];
  for await (const invoice of list) ids.push(Number(invoice.id));
  assert.deepEqual(ids, Array.from({ length: 25 }, (_, at) => at + 1));
  const sizes = [];
  for await (const page of list.pages()) sizes.push([page.currentPage, page.items.length, page.lastPage, page.total]);
  assert.deepEqual(sizes, [[1, 10, 3, 25], [2, 10, 3, 25], [3, 5, 3, 25]]);
  assert.equal((await list.toArray()).length, 25);
  assert.equal((await list.first()).amount, '1.50');
  assert.equal((await list.page()).items.length, 10);
  assert.equal(await list.total, 25);
});

test('nothing is sent before a list is read', async () => {
  const server = await pages(5, 5);
  const plock = new Plock(at(server));
  plock.invoices.list();
  plock.invoices.list().pages();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(server.requests.length, 0);
});

test('leaving a list early sends no more requests', async () => {
  const server = await pages(100, 2, 5);
  const plock = new Plock(at(server));
  for await (const invoice of plock.invoices.list({ concurrency: 1 })) if (invoice.id === '3') break;
  assert.equal(server.requests.length, 2);
  for await (const _ of plock.invoices.list({ concurrency: 3 })) break;
  const seen = server.requests.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(server.requests.length <= seen + 3, 'the window, at most');
});

test('concurrent steps of an iterator resolve in order', async () => {
  const plock = new Plock(at(await pages(7, 3, 5)));
  const items = plock.invoices.list()[Symbol.asyncIterator]();
  const steps = await Promise.all(Array.from({ length: 9 }, () => items.next()));
  assert.deepEqual(steps.map(({ value }) => value?.id), ['1', '2', '3', '4', '5', '6', '7', undefined, undefined]);
  assert.deepEqual(steps.map(({ done }) => done), [...Array(7).fill(false), true, true]);
});

test('a list can start at a page and have filters', async () => {
  const server = await pages(30, 10);
  const plock = new Plock(at(server));
  const usages = await plock.productUsages.list({ productId: 7, timestampBetween: ['2025-06-01', new Date(0)], page: 3, pageSize: 10 }).toArray();
  assert.equal(usages.length, 10);
  const query = new URL(server.requests[0].url, server.baseUrl).searchParams;
  assert.equal(query.get('filter[productId]'), '7');
  assert.match(query.get('filter[timestampBetween]'), /^2025-06-01,1970-01-01T00:00:00/);
  assert.equal(query.get('page[number]'), '3');
});

test('return resolves a waiting step', async () => {
  const plock = new Plock(at(await pages(10, 5, 10_000)));
  const items = plock.invoices.list()[Symbol.asyncIterator]();
  const waiting = items.next();
  await new Promise((resolve) => setTimeout(resolve, 30));
  await items.return();
  assert.equal((await waiting).done, true);
});
