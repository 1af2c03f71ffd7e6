// The types of the testing kit.

import type { Account, DecimalString, Plock } from 'plock';
import { Sandbox, type ReceivedRequest } from 'plock-testing';
import { Sandbox as Same } from 'plock/testing';

const sandbox = Sandbox.start({ examples: true, accounts: 3, seed: 7, key: 'own-key' });
const account: Account = sandbox.accounts.add({ name: 'Acme', createdAt: new Date() });
const amount: DecimalString | null = sandbox.invoices.add({ accountId: account.id, amount: 12n, dueAt: null }).amount;
sandbox.invoices.add(sandbox.invoices.add());
// @ts-expect-error: an unknown field
sandbox.invoices.add({ amonut: '1' });
// @ts-expect-error: a value of another type
sandbox.invoices.add({ amount: true });

sandbox.next(429, { retryAfter: 2000, times: 2, operation: 'invoices.get' });
sandbox.drop({ times: 2 });
sandbox.dropAfterCommit();
sandbox.latency(200);
const plock: Plock = sandbox.client({ maxRetries: 0 });
const values: (DecimalString | null)[] = sandbox.recorded.productUsages.map((usage) => usage.value);
const requests: readonly ReceivedRequest[] = sandbox.requests;
const same: Same = sandbox;
sandbox.reset();
sandbox.stop();
console.log(sandbox.url, sandbox.key, amount, plock, values, requests, same);
