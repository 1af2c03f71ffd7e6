// Leak test of memory and open files: calls, errors, jobs, workers, and lists that are read, left, aborted, timed out or dropped.
// Requires --expose-gc and a sandbox.

import { existsSync, readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Plock } from 'plock';

/** Maximum growth of memory over the same work, in MiB. */
const MAY_GROW = 5;
/** For work that creates threads or certificates, whose memory the allocator returns late. */
const MAY_GROW_MUCH = 12;

/** Maximum number of additional open files: connections of the client. */
const MAY_OPEN = 16;
const FILES = ['/proc/self/fd', '/dev/fd'].find(existsSync);

const plock = new Plock();

/** Number of open files, including connections. Unknown on Windows. */
const openFiles = () => (FILES === undefined ? 0 : readdirSync(FILES).length);

/** Events that are refused before they are sent. */
function* wrong(count) {
  for (let n = 0; n < count; n += 1) yield { n };
}

async function settled() {
  for (let times = 0; times < 4; times += 1) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // Without the engine's unused heap, which varies.
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - heapTotal + heapUsed;
}

async function steady(name, work, { warmUp, times, mayGrow = MAY_GROW }) {
  for (let time = 0; time < warmUp; time += 1) await work(time);
  await settled();
  const files = openFiles();
  let least = Infinity;
  // The engine keeps compiled code, and compiles late on a busy machine. A leak grows every time.
  for (let look = 0; look < 3 && least > mayGrow * 1024; look += 1) {
    const before = await settled();
    for (let time = 0; time < times; time += 1) await work(time);
    const grown = ((await settled()) - before) / 1024;
    console.log(`${name}: ${times} times, ${Math.round(before / 1024)} KiB before, ${grown > 0 ? '+' : ''}${Math.round(grown)} KiB`);
    least = Math.min(least, grown);
  }
  if (openFiles() > files + MAY_OPEN) {
    console.error(`${name}: ${openFiles()} open files, ${files} before`);
    process.exitCode = 1;
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
await steady('iterators that are dropped', () => plock.productUsages.list({ pageSize: 1 })[Symbol.asyncIterator]().next(), { warmUp: 200, times: 500 });
const { signal } = new AbortController();
await steady('lists and jobs that are dropped, but for their signal', async () => {
  await plock.productUsages.list({ pageSize: 1, signal })[Symbol.asyncIterator]().next();
  await plock.productUsages.addMany(wrong(3), { signal })[Symbol.asyncIterator]().next();
}, { warmUp: 200, times: 500 });
await steady('lists that are aborted', async () => {
  const controller = new AbortController();
  try {
    for await (const _ of plock.productUsages.list({ pageSize: 1, signal: controller.signal })) controller.abort();
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
  }
}, { warmUp: 200, times: 500 });
await steady('lists that time out', () => plock.productUsages.list({ pageSize: 1, timeout: 1, maxRetries: 0 }).toArray().catch(() => {}), { warmUp: 200, times: 500 });
await steady('jobs that are left', async () => {
  for await (const _ of plock.productUsages.addMany(wrong(50), { concurrency: 4 })) break;
}, { warmUp: 100, times: 300 });
await steady('a job of a generator', async () => {
  for await (const _ of plock.productUsages.addMany(wrong(20_000)));
}, { warmUp: 1, times: 3 });
await steady('calls that are aborted', () => plock.invoices.get(2002, { signal: AbortSignal.timeout(0) }).catch(() => {}), { warmUp: 500, times: 1000 });
await steady('clients', () => new Plock().invoices.get(2002), { warmUp: 40, times: 100, mayGrow: MAY_GROW_MUCH });
// Without garbage collection: `close` closes the connections.
const before = openFiles();
for (let time = 0; time < 200; time += 1) {
  const own = new Plock();
  for await (const _ of own.productUsages.list({ pageSize: 1 })) break;
  await own.close();
}
await new Promise((resolve) => setTimeout(resolve, 200));
if (openFiles() > before + MAY_OPEN) {
  console.error(`clients that are closed: ${openFiles()} open files, ${before} before`);
  process.exitCode = 1;
}

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
