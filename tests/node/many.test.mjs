import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthenticationError, InvalidRequestError, OutcomeUnknownError, PartialFailureError, Plock } from 'plock';
import { at, server } from './server.mjs';

const event = (productId) => ({ crmId: 'a', productId, value: '1', ts: 1 });

/** Records events, except for those of product 3, which it refuses, and of product 5, which get no response. */
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

test('every write has an outcome, in order', async () => {
  const most = { at: 0, once: 0 };
  const plock = new Plock(at(await target(most)));
  const outcomes = await plock.productUsages.addMany([0, 1, 2, 3, 0.5, 4, 6, 7, 8].map(event), { concurrency: 3 });
  assert.deepEqual(statuses(outcomes), ['0 recorded', '1 recorded', '2 recorded', '3 refused', '4 refused', '5 recorded', '6 recorded', '7 recorded', '8 recorded']);
  assert.equal(outcomes[0].result.success, true);
  assert.equal(outcomes[3].error.status, 422);
  assert.ok(outcomes[4].error instanceof InvalidRequestError);
  assert.equal(most.once, 3);
});

test('a write without a response is unknown', async () => {
  const plock = new Plock(at(await server((request) => request.socket.destroy() && null)));
  const [outcome] = await plock.productUsages.addMany([event(1)]);
  assert.equal(outcome.status, 'unknown');
  assert.ok(outcome.error instanceof OutcomeUnknownError);
});

test('the source can be any iterable and is read on demand', async () => {
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

test('an exception of the source follows the outcomes', async () => {
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
  assert.equal(seen.length, 2);
  assert.ok(seen.every(({ status }) => status === 'recorded' || status === 'not sent'));
  await assert.rejects(plock.productUsages.addMany(5), InvalidRequestError);
  await assert.rejects(plock.productUsages.addMany([], { concurrency: 0 }), { field: 'concurrency' });
});

test('an invalid body is refused, and the others are sent', async () => {
  const plock = new Plock(at(await target()));
  const hostile = { get crmId() { throw new RangeError('no'); } };
  const outcomes = await plock.productUsages.addMany([event(1), null, 'x', hostile, event(2)]);
  assert.deepEqual(statuses(outcomes), ['0 recorded', '1 refused', '2 refused', '3 refused', '4 recorded']);
  assert.ok(outcomes[3].error instanceof InvalidRequestError && outcomes[3].error.cause instanceof RangeError);
});

/** Checks that the outcomes match the summary and the requests of the server. */
async function checkOutcomes(job, target, taken) {
  const outcomes = await job.outcomes();
  assert.deepEqual(outcomes.map(({ index }) => index), outcomes.map((_, at) => at));
  const count = (status) => outcomes.filter((outcome) => outcome.status === status).length;
  const summary = { recorded: count('recorded'), refused: count('refused'), unknown: count('unknown'), notSent: count('not sent') };
  assert.deepEqual(job.summary(), summary);
  if (taken !== undefined) assert.equal(outcomes.length, taken);
  const sent = target.requests.length;
  assert.ok(sent >= summary.recorded && sent <= outcomes.length - summary.notSent, `${sent} sent, ${JSON.stringify(summary)}`);
  return summary;
}

const recording = (delay = 5) =>
  server(async () => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    return { body: { success: true } };
  });

test('a job that is awaited and read several times runs once', async () => {
  const target = await recording();
  const job = new Plock(at(target)).productUsages.addMany([1, 2, 3].map(event));
  job.catch(() => {});
  const first = await job;
  assert.equal(await job, first);
  await job.finally(() => {});
  await Promise.allSettled([job, job]);
  const read = [];
  for await (const outcome of job) read.push(outcome);
  for await (const outcome of job) read.push(outcome);
  assert.deepEqual(read, [...first, ...first]);
  assert.deepEqual(first.map(({ event: { productId } }) => productId), [1, 2, 3]);
  assert.deepEqual(await job.outcomes(), first);
  await job.throwForFailures();
  assert.equal(target.requests.length, 3);
});

test('leaving the loop stops the job and keeps its outcomes', async () => {
  const target = await recording();
  let taken = 0;
  let closed = false;
  function* endless() {
    try {
      for (;;) yield ((taken += 1), event(taken));
    } finally {
      closed = true;
    }
  }
  const job = new Plock(at(target)).productUsages.addMany(endless(), { concurrency: 8 });
  let read = 0;
  for await (const _ of job) if ((read += 1) === 5) break;
  const sent = target.requests.length;
  assert.ok(closed);
  const summary = await checkOutcomes(job, target, taken);
  assert.ok(summary.recorded >= 5 && summary.recorded < 60);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(target.requests.length, sent, 'nothing more is sent');
  const before = new Plock(at(target)).productUsages.addMany([1, 2, 3].map(event));
  await before[Symbol.asyncIterator]().return();
  assert.deepEqual(statuses(await before), ['0 not sent', '1 not sent', '2 not sent']);
  await assert.rejects(before.throwForFailures(), PartialFailureError);
});

test('a source that throws, at once or late, sync or async, loses no outcome', async () => {
  for (const [from, when] of [[0, 'sync'], [60, 'sync'], [0, 'async'], [60, 'async']]) {
    const target = await recording();
    const broken = new RangeError('the file is broken');
    function* sync() {
      for (let n = 0; ; n += 1) {
        if (n === from) throw broken;
        yield event(n);
      }
    }
    async function* later() {
      yield* sync();
    }
    const job = new Plock(at(target)).productUsages.addMany(when === 'sync' ? sync() : later());
    await assert.rejects(job, (error) => error === broken);
    await assert.rejects(job, (error) => error === broken);
    assert.equal((await checkOutcomes(job, target, from)).refused, 0);
    const read = [];
    await assert.rejects(async () => { for await (const outcome of job) read.push(outcome); }, (error) => error === broken);
    assert.equal(read.length, from);
  }
});

test('a signal interrupts the reader immediately, and the job has every outcome', async () => {
  for (const delay of [5, 100]) {
    const target = await recording(delay);
    const controller = new AbortController();
    let taken = 0;
    const events = (function* () { for (;;) yield event((taken += 1)); })();
    const job = new Plock(at(target)).productUsages.addMany(events, { concurrency: 4, signal: controller.signal });
    setTimeout(() => controller.abort(), 60);
    const start = performance.now();
    await assert.rejects(job, { name: 'AbortError' });
    assert.ok(performance.now() - start < 1_000);
    const { refused } = await checkOutcomes(job, target, taken);
    assert.equal(refused, 0);
  }
});

test('outcomes wait for the event that an async source is about to yield', async () => {
  const plock = new Plock(at(await recording(1)));
  for (const how of ['leave', 'abort', 'never']) {
    const controller = new AbortController();
    let yields;
    const second = new Promise((resolve) => (yields = resolve));
    async function* live() {
      yield event(1);
      yield second;
    }
    const job = plock.productUsages.addMany(live(), { signal: controller.signal });
    const reader = job[Symbol.asyncIterator]();
    await reader.next();
    if (how === 'leave') reader.return();
    else controller.abort();
    const outcomes = job.outcomes();
    if (how !== 'leave') await assert.rejects(job, { name: 'AbortError' });
    if (how !== 'never') yields(event(2));
    assert.deepEqual(statuses(await outcomes), how === 'never' ? ['0 recorded'] : ['0 recorded', '1 not sent']);
  }
});

test('a reader gets no outcomes after its signal aborted', async () => {
  const target = await recording(0);
  const controller = new AbortController();
  const job = new Plock(at(target)).productUsages.addMany(Array.from({ length: 100 }, (_, n) => event(n)), { signal: controller.signal });
  let read = 0;
  const reading = async () => {
    for await (const _ of job) {
      if ((read += 1) !== 3) continue;
      await new Promise((resolve) => setTimeout(resolve, 50));
      controller.abort();
    }
  };
  await assert.rejects(reading(), { name: 'AbortError' });
  assert.equal(read, 3);
  await checkOutcomes(job, target, 100);
});

test('a signal aborts writes in flight after the source has ended', async () => {
  const target = await server(() => null);
  const signal = AbortSignal.timeout(100);
  const job = new Plock(at(target)).productUsages.addMany([event(1), event(2)], { signal });
  await assert.rejects(job, (error) => error === signal.reason);
  assert.deepEqual(statuses(await job.outcomes()), ['0 unknown', '1 unknown']);
});

test('an invalid key stops the job; the rest of an array is not sent, and a generator is not read further', async () => {
  const target = await server(() => ({ status: 401, body: {} }));
  const plock = new Plock(at(target));
  const job = plock.productUsages.addMany(Array.from({ length: 200 }, (_, n) => event(n)), { concurrency: 4 });
  const outcomes = await job;
  assert.equal(outcomes.length, 200);
  assert.ok(outcomes[0].error instanceof AuthenticationError);
  assert.equal(outcomes[199].event.productId, 199);
  assert.ok((await checkOutcomes(job, target, 200)).notSent >= 192);
  await assert.rejects(job.throwForFailures(), (error) => error instanceof PartialFailureError && error.summary.recorded === 0);
  let taken = 0;
  const endless = (function* () { for (;;) yield event((taken += 1)); })();
  await plock.productUsages.addMany(endless, { concurrency: 4 });
  assert.ok(taken < 100, `${taken}`);
});

test('outcomes of a slow source are immediate', { timeout: 20_000 }, async () => {
  const target = await recording(1);
  let told = () => {};
  // An event follows when the outcome of the one before is known.
  async function* live() {
    for (let n = 0; n < 6; n += 1) {
      const outcome = new Promise((resolve) => (told = resolve));
      yield event(n);
      await outcome;
    }
  }
  let outcomes = 0;
  for await (const _ of new Plock(at(target)).productUsages.addMany(live())) {
    outcomes += 1;
    told();
  }
  assert.equal(outcomes, 6);
});

test('outcomes that were read one by one are kept up to a limit', { timeout: 60_000 }, async () => {
  const target = await recording(0);
  const plock = new Plock(at(target));
  // Refused before sending, which is fast.
  function* wrong(count) {
    for (let n = 0; n < count; n += 1) yield { n };
  }
  const few = plock.productUsages.addMany(wrong(900));
  for await (const _ of few);
  assert.equal((await few).length, 900);
  const many = plock.productUsages.addMany(wrong(10_100));
  let read = 0;
  for await (const { index, event } of many) assert.equal(index, event.n, `${(read += 1)}`);
  assert.equal(many.summary().refused, 10_100);
  await assert.rejects(many, (error) => error instanceof InvalidRequestError && /only the last 10000/.test(error.message));
});
