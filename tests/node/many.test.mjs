import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidRequestError, OutcomeUnknownError, Plock } from 'plock';
import { at, server } from './server.mjs';

const event = (productId) => ({ crmId: 'a', productId, value: '1', ts: 1 });

/** Records events but for those of product 3, which it refuses, and of product 5, of which it says nothing. */
async function target(most = { at: 0, once: 0 }) {
  return server(async (_, body) => {
    most.once = Math.max(most.once, (most.at += 1));
    const { product_id: product } = JSON.parse(body);
    await new Promise((resolve) => setTimeout(resolve, product % 7));
    most.at -= 1;
    if (product === 3) return { status: 422, body: { message: 'no' } };
    if (product === 5) return { status: 200, body: '' , headers: { 'content-length': '5' } };
    return { body: { success: true } };
  });
}

const statuses = (outcomes) => outcomes.map(({ status, index }) => `${index} ${status}`);

test('every write is accounted for, in order', async () => {
  const most = { at: 0, once: 0 };
  const plock = new Plock(at(await target(most)));
  const outcomes = await plock.productUsages.addMany([0, 1, 2, 3, 0.5, 4, 6, 7, 8].map(event), { concurrency: 3 });
  assert.deepEqual(statuses(outcomes), ['0 recorded', '1 recorded', '2 recorded', '3 refused', '4 refused', '5 recorded', '6 recorded', '7 recorded', '8 recorded']);
  assert.equal(outcomes[0].result.success, true);
  assert.equal(outcomes[3].error.status, 422);
  assert.ok(outcomes[4].error instanceof InvalidRequestError);
  assert.equal(most.once, 3);
});

test('a write without an answer is unknown', async () => {
  const plock = new Plock(at(await server((request) => request.socket.destroy() && null)));
  const [outcome] = await plock.productUsages.addMany([event(1)]);
  assert.equal(outcome.status, 'unknown');
  assert.ok(outcome.error instanceof OutcomeUnknownError);
});

test('iterables of all kinds, read as they are needed', async () => {
  const plock = new Plock(at(await target()));
  let pulled = 0;
  function* some() {
    for (let n = 10; n < 30; n += 1) yield ((pulled += 1), event(n));
  }
  async function* later() {
    for (const one of some()) yield one;
  }
  assert.equal((await plock.productUsages.addMany(new Set(some()))).length, 20);
  assert.equal((await plock.productUsages.addMany(later(), { concurrency: 2 })).length, 20);
  pulled = 0;
  const seen = [];
  for await (const outcome of plock.productUsages.addMany(some(), { concurrency: 2 })) if (seen.push(outcome) === 3) break;
  assert.ok(pulled < 20, `${pulled} pulled`);
  assert.deepEqual(await plock.productUsages.addMany([]), []);
});

test('an input that fails is told behind the outcomes of what was sent', async () => {
  const plock = new Plock(at(await target()));
  function* broken() {
    yield event(1);
    yield event(2);
    throw new RangeError('the file is broken');
  }
  const seen = [];
  const read = async () => {
    for await (const outcome of plock.productUsages.addMany(broken())) seen.push(outcome);
  };
  await assert.rejects(read(), RangeError);
  assert.deepEqual(statuses(seen), ['0 recorded', '1 recorded']);
  await assert.rejects(plock.productUsages.addMany(5), InvalidRequestError);
  await assert.rejects(plock.productUsages.addMany([], { concurrency: 0 }), { field: 'concurrency' });
});

test('a body that is none is refused, and the others are sent', async () => {
  const plock = new Plock(at(await target()));
  const hostile = { get crmId() { throw new RangeError('no'); } };
  const outcomes = await plock.productUsages.addMany([event(1), null, 'x', event(2)]);
  assert.deepEqual(statuses(outcomes), ['0 recorded', '1 refused', '2 refused', '3 recorded']);
  await assert.rejects(plock.productUsages.addMany([event(1), hostile, event(2)]), RangeError);
});
