// Waiting readers are resumed, also with garbage collection and fake timers.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Plock } from 'plock';
import { at, pages } from './server.mjs';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
const limit = { timeout: 20_000 };

test('a list with a waiting reader is not garbage collected', { timeout: 60_000 }, async () => {
  const plock = new Plock(at(await pages(6, 1, 20)));
  const collecting = setInterval(gc, 8);
  const readers = {
    items: async () => {
      let items = 0;
      for await (const _ of plock.invoices.list()) items += 1;
      return items;
    },
    pages: async () => {
      let items = 0;
      for await (const page of plock.invoices.list({ concurrency: 1 }).pages()) items += page.items.length;
      return items;
    },
    array: async () => (await plock.invoices.list().toArray()).length,
    next: async () => {
      const items = plock.invoices.list()[Symbol.asyncIterator]();
      let read = 0;
      while (!(await items.next()).done) read += 1;
      return read;
    },
    signal: async () => (await plock.invoices.list({ signal: new AbortController().signal }).toArray()).length,
  };
  try {
    for (const [name, read] of Object.entries(readers)) {
      assert.deepEqual(await Promise.all(Array.from({ length: 3 }, read)), [6, 6, 6], name);
    }
  } finally {
    clearInterval(collecting);
  }
});

test('lists can be read with fake timers', limit, async () => {
  const target = await pages(40, 10);
  const plock = new Plock(at(target));
  const real = setTimeout;
  mock.timers.enable({ apis: ['setImmediate', 'setTimeout', 'setInterval'] });
  try {
    const list = plock.invoices.list();
    assert.equal((await list.toArray()).length, 40);
    let items = 0;
    // Buffered pages yield to the event loop.
    for await (const _ of list) if ((items += 1) % 10 === 1) await new Promise((resolve) => real(resolve, 20));
    assert.equal(items, 40);
  } finally {
    mock.timers.reset();
  }
});

test('a very long timeout is no limit', limit, async () => {
  const target = await pages(3, 1);
  for (const time of [Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, 2 ** 63, 2 ** 64, 1e300, Infinity, 0]) {
    const options = { timeout: time, readTimeout: time };
    const plock = new Plock(at(target, { ...options, connectTimeout: time }));
    assert.equal((await plock.invoices.list(options).toArray()).length, 3, `${time}`);
    assert.equal((await plock.invoices.list(options).first()).id, '1', `${time}`);
  }
});
