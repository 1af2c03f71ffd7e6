// Nothing grows: calls, lists, failures, and workers that come and go. Run with --expose-gc, against a sandbox.

import { Worker } from 'node:worker_threads';
import { Plock } from 'plock';

/** What a process may grow by between two looks at it that are the same work apart, in MiB. */
const MAY_GROW = 5;
/** Where each time brings threads or certificates of its own, which the allocator gives back late. */
const MAY_GROW_MUCH = 12;

const plock = new Plock();

async function settled() {
  for (let times = 0; times < 4; times += 1) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // What the engine keeps in reserve for its heap grows and shrinks by itself.
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - heapTotal + heapUsed;
}

async function steady(name, work, { warmUp, times, mayGrow = MAY_GROW }) {
  for (let time = 0; time < warmUp; time += 1) await work(time);
  let least = Infinity;
  // The engine keeps what it compiles, and on a busy machine compiles late. What leaks grows every time.
  for (let look = 0; look < 3 && least > mayGrow * 1024; look += 1) {
    const before = await settled();
    for (let time = 0; time < times; time += 1) await work(time);
    const grown = ((await settled()) - before) / 1024;
    console.log(`${name}: ${times} times, ${Math.round(before / 1024)} KiB before, ${grown > 0 ? '+' : ''}${Math.round(grown)} KiB`);
    least = Math.min(least, grown);
  }
  if (least > mayGrow * 1024) {
    console.error(`${name}: expected at most ${mayGrow * 1024} KiB more`);
    process.exitCode = 1;
  }
}

await steady('calls', () => Promise.all(Array.from({ length: 20 }, () => plock.invoices.get(2002))), { warmUp: 300, times: 1000 });
await steady('failures', () => plock.invoices.get(1).catch(() => {}), { warmUp: 1000, times: 2000 });
await steady('list-alls', () => plock.productUsages.list({ pageSize: 1 }).toArray(), { warmUp: 40, times: 200 });
await steady(
  'lists that are left',
  async () => {
    for await (const _ of plock.productUsages.list({ pageSize: 1 })) break;
  },
  { warmUp: 200, times: 500 },
);
await steady('iterators that are forgotten', () => plock.productUsages.list({ pageSize: 1 })[Symbol.asyncIterator]().next(), { warmUp: 200, times: 500 });
await steady('calls that are given up', () => plock.invoices.get(2002, { signal: AbortSignal.timeout(0) }).catch(() => {}), { warmUp: 500, times: 1000 });
await steady('clients', () => new Plock().invoices.get(2002), { warmUp: 40, times: 100, mayGrow: MAY_GROW_MUCH });

const code = `
  const { parentPort } = require('node:worker_threads');
  const { Plock } = require('plock');
  const plock = new Plock();
  plock.invoices.get(2002).then((invoice) => {
    plock.invoices.list().toArray().catch(() => {});
    parentPort.postMessage(invoice);
  });`;

async function worker() {
  const thread = new Worker(code, { eval: true });
  await new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
  await thread.terminate();
}
await steady('workers', worker, { warmUp: 30, times: 100, mayGrow: MAY_GROW_MUCH });
