// Sends the values START .. START + COUNT as events, or lists all ids. Prints a line of JSON for each event or id.

import { Plock } from 'plock';

const [what, start, count, timeout = 60] = process.argv.slice(2);
const plock = new Plock({ timeout: Number(timeout) * 1000 });
const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

if (what === 'list') {
  for await (const usage of plock.productUsages.list({ pageSize: 50 })) print(usage.id);
} else {
  const events = Array.from({ length: Number(count) }, (_, at) => ({ crmId: 'hs321', productId: 7, value: Number(start) + at, ts: 1750923349 }));
  for await (const outcome of plock.productUsages.addMany(events)) {
    print([outcome.event.value, outcome.status, String(outcome.error ?? '')]);
  }
}
await plock.close();
