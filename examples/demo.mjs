// The demo of `cargo xtask demo`: lists accounts, reads an invoice, records usage and counts it.
//
// Prints one line of JSON: the action, the result and the time (in microseconds) of each step.

import { Plock, version } from 'plock';

// Ids of the examples of the API documents.
const [INVOICE, CRM_ID, PRODUCT] = [2002, 'hs321', 7];
const steps = [];
let start = performance.now();

function step(did, result) {
  steps.push({ did, result, us: Math.round((performance.now() - start) * 1000) });
  start = performance.now();
}

const plock = new Plock();
const accounts = await plock.accounts.list().toArray();
const names = accounts.map((account) => account.name).filter((name) => name !== null);
step('list accounts', `${accounts.length}: ${names.join(', ')}`);

const invoice = await plock.invoices.get(INVOICE);
step('read an invoice', `${invoice.id}: ${invoice.amount} ${invoice.currency}`);

const usages = plock.productUsages.list({ productId: PRODUCT });
const before = await usages.total;
const value = '12.5';
await plock.productUsages.add({ crmId: CRM_ID, productId: PRODUCT, value, ts: new Date() });
step('record usage', `${value} of product ${PRODUCT} by ${CRM_ID}`);

const after = await usages.total;
if (after !== before + 1) throw new Error(`expected one more usage than ${before}, found ${after}`);
step('count usage', `${before} before, ${after} after`);

await plock.close();
console.log(JSON.stringify({ library: `plock ${version}`, steps }));
