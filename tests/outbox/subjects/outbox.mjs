// Records events with an outbox and delivers them: `node outbox.mjs FILE URL KEY RUN`. As `tests/outbox/sweep/src/main.rs`.

import { setTimeout as sleep } from 'node:timers/promises';
import { Plock, openOutbox } from 'plock';

const [file, baseUrl, apiKey, run] = process.argv.slice(2);
const client = new Plock({ baseUrl, apiKey, proxy: '' });
const times = { pause: 10, poll: 20, reconcile: 5, reconcileLongest: 20 };
const box = await openOutbox(file, { writers: 'only-this', client, concurrency: 4, [Symbol.for('plock.outbox.times')]: times });

async function record(number) {
  const body = { crmId: 'c0', productId: 7, value: (number / 100).toFixed(2), ts: 1_750_000_000 + number };
  await box.productUsages.record(body, { key: `event-${number}` });
  console.log(`recorded ${number}`);
}

for (let number = 1; number <= 6; number += 1) await record(number);
await record(100 + Number(run));
// Events in doubt are decided while it is open.
for (let times = 0; times < 500; times += 1) {
  const { queued, claimed, inDoubt } = await box.stats();
  if (queued + claimed + inDoubt === 0) break;
  await sleep(20);
}
const { queued, claimed, inDoubt, rejected } = await box.close({ timeout: 5_000 });
console.log(`left ${queued + claimed + inDoubt + rejected}`);
