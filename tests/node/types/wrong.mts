// Code that must compile, and code that must not: a missing expected error fails the test.

import Big from 'big.js';
import { Decimal } from 'decimal.js';
import { KeyConflictError, NotFoundError, OutboxError, Plock, PlockError, openOutbox, type Outbox, type DateString, type DecimalString, type Integer, type Invoice, type Subscription } from 'plock';

declare const plock: Plock;
declare const invoice: Invoice;
declare const subscription: Subscription;
declare function same<T>(): <U>(value: U & ([U] extends [T] ? ([T] extends [U] ? unknown : never) : never)) => void;

// Types of fields.
same<DecimalString | null>()(invoice.amount);
same<string | null>()(invoice.accountId);
same<Integer | null>()(subscription.billingIntervalCount);
same<Date | null>()(invoice.createdAt);
same<DateString | null>()(invoice.periodStart);
same<string>()(invoice.id);

// An amount is a string, but a string or number is not an amount.
export const text: string | null = invoice.amount;
// @ts-expect-error
export const amount: DecimalString = '12.50';
// @ts-expect-error
export const double: number = (invoice.amount ?? '0') * 2;
export const exact = [new Decimal(invoice.amount ?? 0), new Big(invoice.amount ?? 0)];

// Arguments of writes.
const event = { crmId: 'a', productId: 7, value: '12.5', ts: new Date() };
export const writes = [
  plock.productUsages.add(event),
  plock.productUsages.add({ ...event, value: new Decimal('0.1'), productId: 7n, ts: 1750923349 }),
  plock.productUsages.add({ ...event, value: new Big('0.1') }),
  // @ts-expect-error: a field is missing
  plock.productUsages.add({ crmId: 'a', productId: 7, value: '12.5' }),
  // @ts-expect-error: unknown field
  plock.productUsages.add({ ...event, customer: 'a' }),
  // @ts-expect-error
  plock.productUsages.add({ ...event, value: true }),
  // @ts-expect-error
  plock.productUsages.add({ ...event, crmId: 5 }),
  // @ts-expect-error: one event is not many
  plock.productUsages.addMany(event),
];

// Arguments of lists.
export const lists = [
  plock.productUsages.list({ productId: 7, timestampBetween: ['2025-06-01', new Date()] }),
  // @ts-expect-error: a pair has two ends
  plock.productUsages.list({ timestampBetween: ['2025-06-01'] }),
  // @ts-expect-error: invoices have no such filter
  plock.invoices.list({ productId: 7 }),
  // @ts-expect-error
  plock.invoices.list({ pageSize: true }),
  // @ts-expect-error
  plock.invoices.list({ page_size: 5 }),
];

// @ts-expect-error: an id is needed
export const none = plock.invoices.get();
// @ts-expect-error: one object has no pages
export const paged = plock.invoices.get(1, { page: 2 });
// @ts-expect-error: invoices are not added
export const added = plock.invoices.add({});
// @ts-expect-error: the API makes objects
export const made = new (await import('plock')).Invoice();
// @ts-expect-error: what came is not changed
invoice.amount = null;
// @ts-expect-error: there is no such option
export const client = new Plock({ api_key: 'key' });
// @ts-expect-error
export const timeouts = new Plock({ timeout: '5s' });

try {
  await plock.invoices.get(1);
} catch (error) {
  if (error instanceof NotFoundError) {
    same<'PLOCK_NOT_FOUND'>()(error.code);
    same<number | undefined>()(error.status);
  } else if (error instanceof PlockError) {
    same<string>()(error.code);
    // @ts-expect-error: it is no fact of an error
    console.log(error.statusCode);
  }
}
for (const outcome of await plock.productUsages.addMany([event])) {
  // @ts-expect-error: only what was recorded has a result
  console.log(outcome.result);
  if (outcome.status !== 'recorded') console.log(outcome.event.crmId, outcome.error?.retrySafe);
}

// Outboxes.
export async function outboxes(box: Outbox, source: AsyncIterable<typeof event>): Promise<unknown[]> {
  await using other = await openOutbox(new URL('file:///usage.plockbox'), { writers: 'others-too', client: plock });
  // @ts-expect-error: who else writes is not known
  await openOutbox('usage.plockbox', { client: plock });
  // @ts-expect-error
  await openOutbox('usage.plockbox', { writers: 'all' });
  const { seq, duplicate } = await box.productUsages.record({ ...event, value: new Decimal('0.1') }, { key: 'order-991' });
  same<number>()(seq);
  same<boolean>()(duplicate);
  // @ts-expect-error: a field is missing
  await box.productUsages.record({ crmId: 'a' });
  // @ts-expect-error: the key of each event
  await box.productUsages.recordMany([event], { key: 'order-991' });
  const { recorded } = await box.productUsages.recordMany(source, { key: ({ crmId, ts }) => `${crmId} ${ts}` });
  // @ts-expect-error: invoices are not recorded
  void box.invoices;
  for await (const { seq, reason } of box.events('inDoubt')) if (reason !== null) await box.resolve(seq, 'resend');
  // @ts-expect-error
  box.events('in_doubt');
  for await (const { pause, inDoubt } of other.changes({ signal: AbortSignal.timeout(1) })) console.log(pause?.reason, inDoubt);
  const error: unknown = new KeyConflictError('a', { kind: 'keyConflict' });
  const kind: 'keyConflict' | undefined = error instanceof KeyConflictError ? error.kind : undefined;
  const code = error instanceof OutboxError && error.kind !== 'busy' ? error.code : 'PLOCK_OUTBOX';
  for (const { at, from } of await box.history(1)) console.log(at.getTime(), from === 'inDoubt');
  return [recorded, kind, code, await box.verify(), await box.flush({ timeout: 5 }), await box.close({ timeout: 5 })];
}
