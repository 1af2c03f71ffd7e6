'use strict';

// What a user's test does, for each test runner: with fake timers, in each of its pools.

const assert = require('node:assert/strict');

const usage = (n) => ({ crmId: 'hs321', productId: n, value: '0.10', ts: '2025-06-26T07:35:49Z' });

async function all(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}

/** By name: functions of the packages that a test has loaded. */
module.exports = {
  async 'a retry and a list'({ Sandbox }) {
    const sandbox = Sandbox.start();
    const plock = sandbox.client();
    for (let n = 1; n <= 250; n += 1) sandbox.invoices.add({ amount: '0.10' });
    sandbox.next(503);
    const invoices = await all(plock.invoices.list());
    assert.equal(invoices.length, 250);
    assert.equal(invoices[0].amount, '0.10');
    await plock.close();
    sandbox.stop();
  },

  async 'many writes'({ Sandbox }) {
    const sandbox = Sandbox.start();
    sandbox.accounts.add({ crmId: 'hs321' });
    const plock = sandbox.client();
    const outcomes = await all(plock.productUsages.addMany(Array.from({ length: 100 }, (_, n) => usage(n + 1))));
    assert.deepEqual(new Set(outcomes.map(({ status }) => status)), new Set(['recorded']));
    assert.equal(sandbox.recorded.productUsages.length, 100);
    await plock.close();
    sandbox.stop();
  },

  async 'errors are of the classes of the package'({ Sandbox, NotFoundError, TimeoutError }) {
    const sandbox = Sandbox.start();
    const plock = sandbox.client({ maxRetries: 0, timeout: 300 });
    await assert.rejects(plock.invoices.get(1), NotFoundError);
    sandbox.latency(30_000);
    await assert.rejects(plock.invoices.get(1), TimeoutError);
    await plock.close();
    sandbox.stop();
  },

  async 'objects of the sandbox are of the classes of the package'({ Sandbox, Invoice }) {
    const sandbox = Sandbox.start();
    const invoice = sandbox.invoices.add({ amount: '12.50', createdAt: new Date(0) });
    assert.ok(invoice instanceof Invoice);
    const plock = sandbox.client();
    assert.deepEqual(await plock.invoices.get(invoice.id), invoice);
    await plock.close();
    sandbox.stop();
  },
};
